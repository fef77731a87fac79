package org.socketlab.cli;

import static org.socketlab.cli.DemoSights.any;
import static org.socketlab.cli.DemoSights.count;
import static org.socketlab.cli.DemoSights.foreign;
import static org.socketlab.cli.DemoSights.listener;
import static org.socketlab.cli.DemoSights.listens;
import static org.socketlab.cli.DemoSights.pair;
import static org.socketlab.cli.DemoSights.phase;
import static org.socketlab.cli.DemoSights.serversFds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.socketlab.lab.FirstStart;
import org.socketlab.lab.LiveLab;
import org.socketlab.lab.Network;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.FdRoom;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.OwnFds;
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
        apart(tcp, unix);
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
        return window.await("console A is connected", state -> DemoSights.open(state, FirstStart.CONSOLE));
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
                state -> DemoSights.open(state, "A") && state.consoles().size() == 1);
        picture("start-over");
    }

    /** The same servers in a process of their own: without an fd left, and killed. */
    private void apart(Endpoint.Inet tcp, Endpoint.Unix unix) throws IOException {
        lab.submit(new Command.Isolate(true), BY);
        LabState moved = window.await("the servers have a process", DemoSights::serveApart);
        lab.submit(new Command.OpenConsole("A", tcp), BY);
        open("B", unix);
        window.await("console A is connected", state -> DemoSights.open(state, "A"));
        window.type("A", "ping");
        heard("A", "pong");
        window.select(Optional.of(new Selection.Process(OwnFds.of(moved).serving())));
        window.inspect(Side.FDS);
        rest(CLOSES_UP_MS);
        picture("server-alone");
        LabState full = window.await("it holds both", DemoSights::serveApart);
        lab.submit(new Command.LimitFds(FdRoom.limit(serversFds(full), 0)), BY);
        open("C", tcp);
        window.await(
                "accept4() fails with EMFILE",
                state -> state.logs().values().stream()
                        .anyMatch(lines ->
                                lines.stream().anyMatch(line -> line.text().contains("EMFILE"))));
        window.inspect(Side.CALLS);
        picture("server-full");
        window.select(Optional.empty());
        lab.submit(new Command.KillServer(), BY);
        window.await(
                "the kernel has closed for it",
                state -> state.listeners().isEmpty() && phase(state, "C") == Phase.ENDED);
        rest(CLOSES_UP_MS);
        picture("server-killed");
        lab.submit(new Command.Isolate(false), BY);
        window.await("the lab itself serves again", state -> listens(state, Endpoint.Inet.class));
        lab.settle();
        lab.save(folder.resolve("server-alone.socketlab"));
    }

    private void open(String console, Endpoint target) {
        lab.submit(new Command.OpenConsole(console, target), BY);
        window.await("console " + console + " is connected", state -> DemoSights.open(state, console));
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
}
