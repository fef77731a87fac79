package org.socketlab.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.socketlab.model.Command;
import org.socketlab.model.Event;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.model.TcpState;
import org.socketlab.os.linux.LinuxSystem;
import org.socketlab.picture.shell.ShellLine;

/**
 * A process that starts a lab in another and pings there; with a network of its own where the first argument is {@code
 * private}, its Unix socket in the folder that the second names. It prints the lab's pid, what came back, and what the
 * shell lines print; then it waits for the end of its input.
 */
public final class ChildParent {
    private ChildParent() {}

    /** The lab's own program with this class path, as a person would start it. */
    public static List<String> program() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                "org.socketlab.Main");
    }

    public static void main(String[] arguments) throws Exception {
        boolean ownNetwork = arguments[0].equals("private");
        ChildLab lab = ChildLab.start(new LinuxSystem(), new ChildProgram(program(), ownNetwork));
        try (Stand stand = new Stand(lab, Path.of(arguments[1]))) {
            System.out.println(lab.pid());
            if (ownNetwork) {
                stand.ask(new Command.StartServer("tcp", lab.loopback(1208), Framing.LINE, 128));
                stand.console("A", lab.loopback(1208).getFirst());
                stand.send("A", "ping\n");
                stand.fact("pong", 0, event -> event instanceof Event.ConsoleBytes bytes && !bytes.fromPerson());
                LabState state = stand.state(
                        "both ends with their owners",
                        now -> now.sockets().values().stream()
                                        .map(LabState.SeenSocket::socket)
                                        .filter(socket -> socket.state() == TcpState.ESTABLISHED)
                                        .filter(socket -> !socket.owners().isEmpty())
                                        .count()
                                == 2);
                System.out.println("pong in "
                        + state.sockets().values().iterator().next().socket().network());
                System.out.print(run(ShellLine.ofAll(state, ShellLine.Side.SOCKETS)));
                System.out.print(run(ShellLine.ofAll(state, ShellLine.Side.FDS)));
            } else {
                stand.servers();
                System.out.println("up");
            }
            System.out.println("done");
            System.in.read();
        }
    }

    /** What a shell line prints. */
    static String run(String line) throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
        shell.getOutputStream().close();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return out;
    }
}
