package org.socketlab.picture.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.model.UnixState;
import org.socketlab.picture.Selection;
import org.socketlab.picture.calls.CallLine;
import org.socketlab.picture.calls.CallLines;
import org.socketlab.picture.calls.HexLines;
import org.socketlab.picture.shell.ShellLine.Side;
import org.socketlab.picture.tools.LsofTable;
import org.socketlab.picture.tools.Tool;

/** Every shell line that the window offers, run beside real sockets: it prints what the tab shows. */
class ShellLineIT {
    @TempDir
    Path folder;

    private RealLab real;

    @BeforeEach
    void open() throws Exception {
        real = new RealLab(folder);
    }

    @AfterEach
    void close() {
        real.close();
    }

    @Test
    void theToolsTabIsWhatItsLinesPrint() throws Exception {
        for (Tool tool : Tool.values()) {
            needs(tool == Tool.NETSTAT ? "netstat" : "lsof");
            real.agree(tool::line, state -> tool.table(state).lines().toList());
        }
        assertThat(Tool.LSOF_TCP.table(real.state()).lines())
                .as("a head, 2 listeners, 2 pairs")
                .hasSize(7);
        assertThat(Tool.NETSTAT.table(real.state()).lines()).hasSize(4);
    }

    @Test
    void withNothingSelectedLsofShowsTheLabsOwnSockets() throws Exception {
        needs("lsof");
        real.agree(state -> ShellLine.ofAll(state, Side.SOCKETS), ShellLineIT::ofSelf);
        real.agree(state -> ShellLine.of(new Selection.Process(state.self()), state, Side.TOOLS), ShellLineIT::ofSelf);
    }

    private static List<String> ofSelf(LabState state) {
        return LsofTable.tcp(sockets(state)).lines().toList();
    }

    @Test
    void lsShowsTheTableOfTheFdsTab() throws Exception {
        real.agree(
                state -> ShellLine.ofAll(state, Side.FDS) + " | sed -n 's/.* \\([0-9]* -> \\)/\\1/p' | sort -n",
                state -> state.processes().get(state.self()).fds().values().stream()
                        .sorted(Comparator.comparingInt(SeenFd::fd))
                        .map(fd -> fd.fd() + " -> " + fd.entry().target())
                        .toList());
    }

    @Test
    void lsofShowsTheSelectedFd() throws Exception {
        needs("lsof");
        LabState state = real.state();
        Selection.Pair pair = real.pair(state, "A");
        KernelSocket client = RealLab.socket(state, pair.client());
        int fd = client.owners().getFirst().fd();
        for (Selection selection : List.of(pair, new Selection.Fd(state.self(), fd))) {
            List<String> printed = real.run(ShellLine.of(selection, state, Side.FDS));
            assertThat(printed).hasSize(2);
            assertThat(printed.getLast()).contains(" " + fd + "u ", " " + client.inode() + " ");
        }
    }

    @Test
    void ssShowsBothEndsOfATcpConnectionAndNoOther() throws Exception {
        needs("ss");
        for (String console : List.of("A", "B")) {
            LabState state = real.state();
            Selection.Pair pair = real.pair(state, console);
            List<String> ends = Stream.of(pair.client(), pair.server())
                    .map(id -> RealLab.socket(state, id))
                    .map(socket -> socket.local() + " " + socket.remote())
                    .sorted()
                    .toList();
            for (Selection selection :
                    List.of(pair, new Selection.Socket(pair.client()), new Selection.Socket(pair.server()))) {
                assertThat(tcp(real.run(ShellLine.of(selection, state, Side.SOCKETS)), "ESTAB"))
                        .isEqualTo(ends);
            }
        }
    }

    @Test
    void ncConnectsToEachListener() throws Exception {
        needs("nc");
        LabState state = real.state();
        for (KernelSocket listener : sockets(state)) {
            if (listener.state().listens()) {
                String line = ShellLine.connecting(new Selection.Socket(listener.id()), state)
                        .getFirst();
                assertThat(real.run("printf 'ping\\nquit\\n' | " + line))
                        .as(line)
                        .containsExactly("pong");
            }
        }
    }

    @Test
    void ssShowsTheListeners() throws Exception {
        needs("ss");
        LabState state = real.state();
        List<KernelSocket> listeners = sockets(state).stream()
                .filter(socket -> socket.state().listens())
                .toList();
        assertThat(listeners).hasSize(3);
        for (KernelSocket listener : listeners) {
            List<String> printed = real.run(ShellLine.of(new Selection.Socket(listener.id()), state, Side.SOCKETS));
            String name = listener.state() == UnixState.LISTEN
                    ? listener.local() + " " + listener.inode() + " "
                    : listener.local() + " ";
            assertThat(printed).anySatisfy(line -> assertThat(line).contains("LISTEN", name, "pid=" + state.self()));
        }
    }

    @Test
    void ssShowsBothEndsOfAUnixConnection() throws Exception {
        needs("ss");
        LabState state = real.state();
        Selection.Pair pair = real.pair(state, "U");
        long client = RealLab.socket(state, pair.client()).inode();
        long server = RealLab.socket(state, pair.server()).inode();
        assertThat(real.run(ShellLine.of(pair, state, Side.SOCKETS)))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("ESTAB", String.valueOf(client), String.valueOf(server), "pid=" + state.self()));
    }

    @Test
    void whatTheKernelHasForgottenIsStillAskedForInWordsThatSsTakes() throws Exception {
        needs("ss");
        SocketId gone = new SocketId(org.socketlab.model.Protocol.TCP, 1);
        String line = ShellLine.of(new Selection.Socket(gone), real.state(), Side.SOCKETS);
        assertThat(real.run(line + " >&2; echo $?")).containsExactly("0");
    }

    @Test
    void straceShowsTheSameCalls() throws Exception {
        Selection.Pair pair = real.pair(real.state(), "A");
        List<String> traced = joined(traced(ShellLine.of(pair, real.state(), Side.CALLS)));
        List<CallLine> shown = CallLines.of(facts(pair), real.state(), _ -> false).stream()
                .filter(call -> call.bytes().length() == 5)
                .limit(4)
                .toList();
        assertThat(shown).extracting(call -> call.call().name()).contains(SocketCall.read, SocketCall.write);
        for (CallLine call : shown) {
            assertThat(traced)
                    .as(call.text())
                    .anySatisfy(line -> assertThat(line).contains(call.text()));
        }
    }

    @Test
    void straceDumpsTheSameBytes() throws Exception {
        Selection.Pair pair = real.pair(real.state(), "A");
        List<String> traced = traced(ShellLine.of(pair, real.state(), Side.BYTES));
        for (Bytes bytes : List.of(Bytes.of("ping\n"), Bytes.of("pong\n"))) {
            String hex = HexLines.of(bytes).getFirst().substring(6).replaceAll(" *\\|.*", "");
            assertThat(traced).anySatisfy(line -> assertThat(line).startsWith(" | 00000  " + hex + "  "));
        }
    }

    /**
     * What strace prints while console A says ping. Nothing may read that before strace has ended: it traces this very
     * process, so each read would be printed and make more to read.
     */
    private List<String> traced(String line) throws Exception {
        needs("strace");
        Path err = folder.resolve("err");
        long before = real.state().seq();
        Process strace = real.start("exec timeout 30 " + line, folder.resolve("traced"));
        try {
            while (strace.isAlive() && (!Files.exists(err) || Files.size(err) == 0)) {
                strace.waitFor(50, TimeUnit.MILLISECONDS); // its first line says that all threads are attached
            }
            assumeTrue(
                    strace.isAlive() || !said(err).contains("not permitted"),
                    "skipped: this user may not attach strace to this process (ptrace_scope)");
            real.ask(new Command.Send("A", Bytes.of("ping\n")));
            real.until(
                    "pong",
                    state -> real.lab.history().between(before, state.seq()).stream()
                            .anyMatch(fact -> fact.event() instanceof Event.ConsoleBytes heard
                                    && heard.console().equals("A")
                                    && !heard.fromPerson()));
            strace.destroy();
            assertThat(strace.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            strace.descendants().forEach(ProcessHandle::destroyForcibly);
            strace.destroyForcibly().waitFor();
        }
        return said(err).lines().toList();
    }

    private static String said(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1) : "";
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final Pattern THREAD = Pattern.compile("(?:\\[pid +(\\d+)] )?(.*)");

    /** A call that another thread interrupts stands on two lines: put together again. */
    private static List<String> joined(List<String> lines) {
        Map<String, String> begun = new HashMap<>();
        List<String> whole = new ArrayList<>();
        for (String line : lines) {
            Matcher parts = THREAD.matcher(line);
            assertThat(parts.matches()).isTrue();
            String thread = Optional.ofNullable(parts.group(1)).orElse("");
            String call = parts.group(2);
            Matcher resumed =
                    Pattern.compile("(.*)<\\.\\.\\. \\w+ resumed>(.*)").matcher(call);
            if (call.endsWith(" <unfinished ...>")) {
                begun.put(thread, call.substring(0, call.length() - " <unfinished ...>".length()));
            } else if (resumed.matches()) {
                whole.add(begun.getOrDefault(thread, "") + resumed.group(2).replaceFirst("^ *(?=\\))", ""));
            } else {
                whole.add(call);
            }
        }
        return whole.stream().map(call -> call.replaceAll("\\) +=", ") =")).toList();
    }

    private List<Fact> facts(Selection.Pair pair) {
        List<Fact> facts = new ArrayList<>();
        for (SocketId id : List.of(pair.client(), pair.server())) {
            facts.addAll(real.lab.history().ofSocket(id, real.state().seq(), 1_000));
        }
        facts.sort(Comparator.comparingLong(Fact::seq));
        return facts;
    }

    private static List<KernelSocket> sockets(LabState state) {
        return state.sockets().values().stream().map(SeenSocket::socket).toList();
    }

    /** Both addresses of each socket that ss prints, in order. */
    private static List<String> tcp(List<String> printed, String state) {
        return printed.stream()
                .filter(line -> line.startsWith(state))
                .map(line -> line.split(" +"))
                .map(words -> words[3] + " " + words[4])
                .sorted()
                .toList();
    }

    private static void needs(String tool) {
        assumeTrue(
                Stream.of("/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/")
                        .anyMatch(at -> Files.isExecutable(Path.of(at + tool))),
                () -> "skipped: " + tool + " is not installed");
    }
}
