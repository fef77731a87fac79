package org.socketlab.picture.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.socketlab.lab.LocalLab;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.LabState.SeenConsole;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Pairing;
import org.socketlab.model.SocketId;
import org.socketlab.os.linux.LinuxSystem;
import org.socketlab.picture.Selection;

/** A lab with real sockets in this process, and a shell beside it. */
final class RealLab implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    final LocalLab lab = new LocalLab(new LinuxSystem());
    final Path folder;
    private final Object published = new Object();

    RealLab(Path folder) throws Exception {
        this.folder = folder;
        lab.onPublished(() -> {
            synchronized (published) {
                published.notifyAll();
            }
        });
        ask(new Command.StartServer(
                "tcp", List.of(Endpoint.parse("127.0.0.1:0"), Endpoint.parse("[::1]:0")), Framing.LINE, 128));
        ask(new Command.StartServer("unix", List.of(unix()), Framing.LINE, 128));
        LabState up = until("three listeners", state -> state.listeners().size() == 3);
        List<Endpoint> at = up.listeners().keySet().stream()
                .map(LabState.ListenerKey::endpoint)
                .filter(Endpoint.Inet.class::isInstance)
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
        console("A", at.get(0));
        console("B", at.get(1));
        console("U", unix());
    }

    Endpoint unix() {
        return new Endpoint.Unix(folder.resolve("a lab's.sock").toString());
    }

    void ask(Command command) {
        lab.submit(command, "test");
    }

    private void console(String name, Endpoint target) {
        ask(new Command.OpenConsole(name, target));
        until(name + " is whole", state -> {
            SeenConsole seen = state.consoles().get(name);
            return seen != null
                    && seen.phase() == Phase.OPEN
                    && pairs(state).stream()
                            .anyMatch(pair ->
                                    seen.id().filter(pair.client()::equals).isPresent()
                                            && held(state, pair.client())
                                            && held(state, pair.server()));
        });
    }

    private static boolean held(LabState state, SocketId id) {
        return !socket(state, id).owners().isEmpty();
    }

    static KernelSocket socket(LabState state, SocketId id) {
        return java.util.Objects.requireNonNull(state.sockets().get(id)).socket();
    }

    Selection.Pair pair(LabState state, String console) {
        return pairs(state).stream()
                .filter(pair -> state.consoles()
                        .get(console)
                        .id()
                        .filter(pair.client()::equals)
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static List<Selection.Pair> pairs(LabState state) {
        return Pairing.of(state.sockets().values().stream()
                        .map(SeenSocket::socket)
                        .toList())
                .entrySet()
                .stream()
                .map(entry -> new Selection.Pair(entry.getKey(), entry.getValue()))
                .toList();
    }

    LabState state() {
        return lab.now().state();
    }

    /** Waits for the state that fulfils this. */
    LabState until(String what, Predicate<LabState> holds) {
        long end = System.nanoTime() + PATIENCE;
        synchronized (published) {
            while (!holds.test(state())) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("not within 20 s: " + what);
                }
                try {
                    published.wait(Math.min(left, 200));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return state();
    }

    /** Starts a line as a person's shell would; without a pipe, which would stand in this process's own fd table. */
    Process start(String line, Path out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        out.resolveSibling("err").toFile()));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    /** What a line prints. */
    List<String> run(String line) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Process process = start(line, out);
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end: " + line);
        }
        try (Stream<String> lines = Files.lines(out)) {
            return lines.toList();
        } finally {
            Files.delete(out);
        }
    }

    /** Both change while they are looked at: compared until they agree. */
    void agree(
            java.util.function.Function<LabState, String> line, java.util.function.Function<LabState, List<String>> tab)
            throws Exception {
        long end = System.nanoTime() + PATIENCE;
        while (true) {
            List<String> printed = run(line.apply(state()));
            List<String> shown = tab.apply(state());
            if (printed.equals(shown) && !shown.isEmpty()) {
                return;
            }
            if (System.nanoTime() > end) {
                org.assertj.core.api.Assertions.assertThat(printed)
                        .as(line.apply(state()))
                        .isNotEmpty()
                        .isEqualTo(shown);
            }
        }
    }

    @Override
    public void close() {
        lab.close();
    }
}
