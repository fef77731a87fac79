package org.socketlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.socketlab.lab.FirstStart;
import org.socketlab.lab.LiveLab;
import org.socketlab.lab.Network;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.LabState.SeenConsole;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Pairing;
import org.socketlab.model.SocketId;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpState;
import org.socketlab.picture.Selection;
import org.socketlab.picture.shell.ShellLine.Side;
import org.socketlab.ui.Language;
import org.socketlab.ui.Pace;
import org.socketlab.ui.Theme;
import org.socketlab.ui.demo.HeadlessWindow;

/** The article's session step by step, each waited for in the kernel's own words and photographed. */
final class DemoSession {
    private static final String BY = "demo";
    private static final int SETTLED_MS = 450;
    private static final int ALL_RUN_MS = 1_400;
    /** After this the diagram has closed up what the gone have left. */
    private static final int CLOSES_UP_MS = 3_000;

    private final LiveLab lab;
    private final HeadlessWindow window;
    private final Path folder;
    private final StringBuilder transcript = new StringBuilder();
    private int step;

    DemoSession(LiveLab lab, HeadlessWindow window, Path folder) {
        this.lab = lab;
        this.window = window;
        this.folder = folder;
    }

    void play() throws IOException {
        LabState begun = begin();
        Endpoint.Inet tcp = listener(begun, Endpoint.Inet.class);
        Endpoint.Unix unix = listener(begun, Endpoint.Unix.class);
        rest(ALL_RUN_MS);
        picture("start");
        window.type("A", "ping");
        heard("A", "pong");
        picture("ping");
        window.type("A", "echo Hello,socket");
        heard("A", "Hello,socket");
        try (RealClient telnet = RealClient.connect(Network.prefix(begun), "127.0.0.1", tcp.port())
                .orElse(null)) {
            if (telnet != null) {
                window.await("the real client is seen", state -> foreign(state, tcp.port()));
                telnet.type("ping");
                picture("real-client");
            }
            unix(unix);
            lecture();
            inspect();
            stage(tcp);
            slow();
        }
        end();
        Files.writeString(folder.resolve("transcript.txt"), transcript);
    }

    /** The Unix server is asked for second: once it is up, the TCP server is up or was refused its port. */
    private LabState begin() {
        LabState tried = window.await("the servers are up", state -> listens(state, Endpoint.Unix.class));
        if (!listens(tried, Endpoint.Inet.class)) {
            window.takeFreePort();
            LabState up = window.await("TCP is up", state -> listens(state, Endpoint.Inet.class));
            lab.submit(new Command.CloseConsole(FirstStart.CONSOLE), BY);
            lab.submit(new Command.OpenConsole(FirstStart.CONSOLE, listener(up, Endpoint.Inet.class)), BY);
        }
        return window.await("console A is connected", state -> open(state, FirstStart.CONSOLE));
    }

    private void unix(Endpoint.Unix path) throws IOException {
        open("B", path);
        window.type("B", "hello");
        window.await(
                "the server has logged hello",
                state -> state.logs().values().stream()
                        .anyMatch(lines ->
                                lines.stream().anyMatch(line -> line.text().contains("hello"))));
        window.type("B", "echo 你好");
        heard("B", "你好");
        picture("unix");
    }

    private void lecture() throws IOException {
        window.lecture(true, 175, 1_280, 720);
        picture("lecture");
        window.lecture(false, 100, 1_440, 900);
    }

    /** One connection, from all sides. */
    private void inspect() throws IOException {
        LabState state =
                window.await("console A's pair is whole", now -> pair(now, "A").isPresent());
        window.select(pair(state, "A"));
        rest(ALL_RUN_MS);
        for (Side side : Side.values()) {
            window.inspect(side);
            picture(side.name().toLowerCase(Locale.ROOT));
            transcript.append("$ ").append(window.shellLine()).append("\n\n");
        }
        window.inspect(Side.SOCKETS);
    }

    private void stage(Endpoint.Inet tcp) throws IOException {
        set(new Stage(true, false, false));
        open("C", tcp);
        window.await("console C waits in the accept queue", state -> count(state, TcpState.LISTEN, 1));
        window.select(Optional.empty());
        picture("hold-accept");
        lab.submit(new Command.LetOneIn(FirstStart.TCP), BY);
        window.await("console C was let in", state -> !count(state, TcpState.LISTEN, 1));
        picture("let-one-in");
        lab.submit(new Command.CloseConsole("C"), BY);
        window.await("console C is closed", state -> !state.consoles().containsKey("C"));
        rest(CLOSES_UP_MS);
        set(new Stage(false, true, false));
        for (String name : new String[] {"D", "E", "F"}) {
            lab.submit(new Command.OpenConsole(name, tcp), BY);
        }
        window.await("a client is not answered", state -> any(state, TcpState.SYN_SENT));
        picture("full-queue");
        for (String name : new String[] {"D", "E", "F"}) {
            lab.submit(new Command.CloseConsole(name), BY);
        }
        set(new Stage(false, false, true));
        lab.submit(new Command.OpenConsole("D", tcp), BY);
        window.await("the server waits for the first byte", state -> any(state, TcpState.SYN_RECV));
        picture("wait-for-data");
        lab.submit(new Command.CloseConsole("D"), BY);
        set(Stage.FREE);
    }

    private void slow() throws IOException {
        window.await("the stage is empty", state -> !any(state, TcpState.SYN_RECV));
        rest(ALL_RUN_MS);
        window.pace(Pace.SLOW);
        window.type("A", "ping");
        window.type("A", "ping");
        rest(2_300);
        picture("slow");
        window.pace(Pace.NOW);
    }

    private void end() throws IOException {
        window.type("A", "quit");
        window.await("console A has ended", state -> phase(state, "A") == Phase.ENDED);
        window.await("the kernel keeps the ports in TIME_WAIT", state -> any(state, TcpState.TIME_WAIT));
        picture("quit");
        for (String console : new String[] {"A", "B"}) {
            transcript
                    .append("--- console ")
                    .append(console)
                    .append(" ---\n")
                    .append(window.transcript(console))
                    .append('\n');
        }
        lab.settle();
        lab.save(folder.resolve("demo.socketlab")); // what follows empties the timeline
        window.startOver();
        window.await(
                "the lab has started over",
                state -> open(state, "A") && state.consoles().size() == 1);
        picture("start-over");
    }

    private void open(String console, Endpoint target) {
        lab.submit(new Command.OpenConsole(console, target), BY);
        window.await("console " + console + " is connected", state -> open(state, console));
    }

    private void set(Stage stage) {
        lab.submit(new Command.SetStage(FirstStart.TCP, stage), BY);
        window.await(
                "the stage is set",
                state -> state.listeners().values().stream()
                        .anyMatch(seen -> seen.listener().stage().equals(stage)));
    }

    private void heard(String console, String line) {
        window.await(console + " shows " + line, _ -> window.transcript(console).contains("\n" + line + "\n"));
    }

    /** Each step by day in English, and by night in Chinese. */
    private void picture(String name) throws IOException {
        rest(SETTLED_MS);
        step++;
        String number = String.format(Locale.ROOT, "%02d-%s", step, name);
        window.picture(folder.resolve(number + ".png"));
        window.look(Theme.DARK, Language.CHINESE);
        window.picture(folder.resolve(number + "-dark-zh.png"));
        window.look(Theme.LIGHT, Language.ENGLISH);
    }

    private void rest(int milliseconds) {
        window.rest(milliseconds);
    }

    private static boolean open(LabState state, String console) {
        return phase(state, console) == Phase.OPEN;
    }

    private static Phase phase(LabState state, String console) {
        SeenConsole seen = state.consoles().get(console);
        return seen == null ? Phase.ENDED : seen.phase();
    }

    private static boolean any(LabState state, TcpState wanted) {
        return state.sockets().values().stream().anyMatch(seen -> seen.socket().state() == wanted);
    }

    private static boolean count(LabState state, TcpState of, long queued) {
        return state.sockets().values().stream()
                .map(SeenSocket::socket)
                .anyMatch(socket -> socket.state() == of && socket.recvQ() == queued);
    }

    private static boolean foreign(LabState state, int port) {
        return state.sockets().values().stream()
                .map(SeenSocket::socket)
                .filter(socket -> socket.remotePort() == port)
                .anyMatch(socket -> socket.owners().stream().anyMatch(owner -> owner.pid() != state.self()));
    }

    private static boolean listens(LabState state, Class<? extends Endpoint> kind) {
        return state.listeners().keySet().stream().anyMatch(key -> kind.isInstance(key.endpoint()));
    }

    private static <T extends Endpoint> T listener(LabState state, Class<T> kind) {
        return state.listeners().keySet().stream()
                .map(LabState.ListenerKey::endpoint)
                .filter(kind::isInstance)
                .map(kind::cast)
                .min(java.util.Comparator.comparing(Endpoint::toString))
                .orElseThrow(() -> new IllegalStateException("A server did not come up. See the refusals above."));
    }

    private static Optional<Selection> pair(LabState state, String console) {
        SeenConsole seen = state.consoles().get(console);
        Optional<SocketId> client = seen == null ? Optional.empty() : seen.id();
        Map<SocketId, SocketId> peers = Pairing.of(
                state.sockets().values().stream().map(SeenSocket::socket).toList());
        return client.flatMap(id -> Optional.ofNullable(peers.get(id)).map(peer -> new Selection.Pair(id, peer)));
    }
}
