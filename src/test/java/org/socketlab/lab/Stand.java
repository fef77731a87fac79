package org.socketlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.os.SyscallException;
import org.socketlab.os.linux.LinuxSystem;

/** A real lab on ports of its own, and ways to wait for what its facts say. */
final class Stand implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    final LiveLab lab;
    final Path socket;
    Endpoint.Inet tcp = new Endpoint.Inet(org.socketlab.model.IpAddress.LOOPBACK_V4, 0);
    private final Object published = new Object();

    Stand(Path folder) throws SyscallException {
        this(new LocalLab(new LinuxSystem()), folder);
    }

    Stand(LiveLab lab, Path folder) {
        this.lab = lab;
        socket = folder.resolve("lab.sock");
        lab.onPublished(() -> {
            synchronized (published) {
                published.notifyAll();
            }
        });
    }

    void ask(Command command) {
        lab.submit(command, "test");
    }

    /** Both servers up; the TCP one on 127.0.0.1 and ::1 at one port that was free. */
    Stand servers() {
        ask(new Command.StartServer(
                "tcp", List.of(Endpoint.parse("127.0.0.1:0"), Endpoint.parse("[::1]:0")), Framing.LINE, 128));
        ask(new Command.StartServer("unix", List.of(new Endpoint.Unix(socket.toString())), Framing.LINE, 128));
        LabState up = serving();
        tcp = (Endpoint.Inet) up.listeners().keySet().stream()
                .map(LabState.ListenerKey::endpoint)
                .filter(end ->
                        end instanceof Endpoint.Inet inet && !inet.address().v6())
                .findFirst()
                .orElseThrow();
        return this;
    }

    /** Where they do not come up, nothing of them stays, for no other test could stand beside it. */
    private LabState serving() {
        try {
            return state("three listeners", state -> state.listeners().size() == 3);
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /** A console that is connected. */
    void console(String name, Endpoint target) {
        ask(new Command.OpenConsole(name, target));
        phase(name, LabState.Phase.OPEN);
    }

    void phase(String name, LabState.Phase phase) {
        state(
                "console " + name + " " + phase,
                state -> state.consoles().containsKey(name)
                        && state.consoles().get(name).phase() == phase);
    }

    void send(String console, String text) {
        ask(new Command.Send(console, Bytes.of(text)));
    }

    LabState state(String what, Predicate<LabState> holds) {
        long end = System.nanoTime() + PATIENCE;
        synchronized (published) {
            while (!holds.test(lab.now().state())) {
                waitUntil(end, what);
            }
        }
        return lab.now().state();
    }

    /** The first fact after a seq whose event is so. */
    Fact fact(String what, long after, Predicate<Event> is) {
        long end = System.nanoTime() + PATIENCE;
        synchronized (published) {
            while (true) {
                for (Fact fact : lab.history().between(after, lab.now().seq())) {
                    if (is.test(fact.event())) {
                        return fact;
                    }
                }
                waitUntil(end, what);
            }
        }
    }

    private void waitUntil(long end, String what) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new AssertionError("not within 30 s: " + what + "\n"
                    + lab.now().state() + "\n"
                    + String.join(
                            "\n",
                            lab
                                    .history()
                                    .between(lab.now().seq() - 60, lab.now().seq())
                                    .stream()
                                    .map(Fact::toString)
                                    .toList()));
        }
        try {
            published.wait(left);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What this process's fds stand for. */
    static List<String> fds() throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            return links.flatMap(link -> {
                        try {
                            return Stream.of(Files.readSymbolicLink(link).toString());
                        } catch (IOException gone) {
                            return Stream.empty();
                        }
                    })
                    .filter(target -> !target.startsWith("/proc/"))
                    .sorted()
                    .toList();
        }
    }

    /** The names of the lab's threads that live. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("(lab|recorder|observer|server loop|console .*)"))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        lab.close();
    }
}
