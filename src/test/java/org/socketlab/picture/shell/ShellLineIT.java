package org.socketlab.picture.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Command;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;
import org.socketlab.picture.Selection;
import org.socketlab.picture.shell.ShellLine.Side;
import org.socketlab.picture.tools.LsofTable;
import org.socketlab.picture.tools.Tool;

/** Every shell line that the window offers, run beside real sockets: it prints what the tab shows. */
class ShellLineIT {
    @TempDir
    Path folder;

    @AutoClose
    private RealLab real;

    @BeforeEach
    void open() throws Exception {
        real = new RealLab(folder);
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
            int port = RealLab.socket(state, pair.client()).localPort();
            try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Socket ofThatPortToo = new Socket(
                            elsewhere.getInetAddress(),
                            elsewhere.getLocalPort(),
                            InetAddress.getByName("127.0.0.2"),
                            port)) {
                assertThat(ofThatPortToo.getLocalPort()).isEqualTo(port);
                for (Selection selection :
                        List.of(pair, new Selection.Socket(pair.client()), new Selection.Socket(pair.server()))) {
                    assertThat(tcp(real.run(ShellLine.of(selection, state, Side.SOCKETS)), "ESTAB"))
                            .isEqualTo(ends);
                }
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
        SocketId gone = new SocketId(Protocol.TCP, 1);
        String line = ShellLine.of(new Selection.Socket(gone), real.state(), Side.SOCKETS);
        assertThat(real.run(line + " >&2; echo $?")).containsExactly("0");
    }

    @Test
    void telnetConnectsToEachTcpListener() throws Exception {
        needs("telnet");
        LabState state = real.state();
        List<String> lines = sockets(state).stream()
                .filter(socket -> socket.state().listens())
                .map(socket -> ShellLine.connecting(new Selection.Socket(socket.id()), state))
                .filter(offered -> offered.size() == 2)
                .map(List::getLast)
                .toList();
        assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("telnet "));
        for (String line : lines) {
            TelnetTalk.pings(line);
        }
    }

    @Test
    void ssShowsTheStatesOfTheStatesTab() throws Exception {
        needs("ss");
        Selection.Pair left = real.pair(real.state(), "A");
        real.ask(new Command.Disconnect("A"));
        real.until("A in TIME_WAIT", state -> {
            SeenSocket seen = state.sockets().get(left.client());
            return seen != null && seen.socket().state() == TcpState.TIME_WAIT;
        });
        real.agree(
                state -> rows(ShellLine.ofAll(state, Side.STATES)),
                state -> states(sockets(state).stream().filter(socket -> socket.state() instanceof TcpState)));
        assertThat(real.run(rows(ShellLine.ofAll(real.state(), Side.STATES))))
                .hasSize(5)
                .anyMatch(row -> row.startsWith("TIME-WAIT "));
        Selection.Pair stays = real.pair(real.state(), "B");
        for (Selection selection : List.of(left, stays)) {
            Selection.Pair pair = (Selection.Pair) selection;
            real.agree(
                    state -> rows(ShellLine.of(selection, state, Side.STATES)),
                    state -> states(Stream.of(pair.client(), pair.server())
                            .flatMap(id -> Stream.ofNullable(state.sockets().get(id)))
                            .map(SeenSocket::socket)));
        }
        real.agree(
                state -> ShellLine.of(new Selection.Process(state.self()), state, Side.STATES) + ROWS,
                state -> states(sockets(state).stream()
                        .filter(socket -> socket.state() instanceof TcpState)
                        .filter(socket -> socket.owners().stream().anyMatch(owner -> owner.pid() == state.self()))));
    }

    /** State and ends of what ss prints, an end that is none left out. */
    private static final String ROWS = " | awk '!/^\\t/ {print $1, $4, ($5 ~ /[*]$/ ? \"\" : $5)}' | sort";

    private static String rows(String line) {
        return line + " | tail -n +2" + ROWS;
    }

    /** The same of what the tab shows, in the words of ss. */
    private static List<String> states(Stream<KernelSocket> sockets) {
        return sockets.map(socket ->
                        SS_WORDS.getOrDefault(socket.state(), socket.state().toString()) + " " + socket.local() + " "
                                + (socket.state().listens() ? "" : socket.remote()))
                .sorted()
                .toList();
    }

    private static final Map<Object, String> SS_WORDS = Map.of(
            TcpState.ESTABLISHED,
            "ESTAB",
            TcpState.TIME_WAIT,
            "TIME-WAIT",
            TcpState.FIN_WAIT2,
            "FIN-WAIT-2",
            TcpState.CLOSE_WAIT,
            "CLOSE-WAIT");

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
