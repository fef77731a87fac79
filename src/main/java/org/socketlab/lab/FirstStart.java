package org.socketlab.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.os.OperatingSystem;
import org.socketlab.server.Defaults;
import org.socketlab.server.ServerRefusal;

/** What a lab does first when nobody says otherwise: both servers on their usual endpoints, and one console. */
public final class FirstStart {
    /** The TCP server's name. */
    public static final String TCP = "tcp";

    /** The Unix server's name. */
    public static final String UNIX = "unix";

    /** The first console's name. */
    public static final String CONSOLE = "A";

    private FirstStart() {}

    /** Listen on 127.0.0.1, and on ::1 where this host has it, at that port. */
    public static Command.StartServer tcp(OperatingSystem system, int port) {
        return new Command.StartServer(TCP, Defaults.loopback(system, port), Framing.LINE, Defaults.BACKLOG);
    }

    /**
     * Listen on the usual Unix path.
     *
     * @param environment as {@link System#getenv()}
     * @param temporary the system's temporary folder
     * @throws ServerRefusal where its folder cannot be used
     */
    public static Command.StartServer unix(OperatingSystem system, Map<String, String> environment, Path temporary)
            throws ServerRefusal {
        return new Command.StartServer(
                UNIX, List.of(Defaults.unixPath(system, environment, temporary)), Framing.LINE, Defaults.BACKLOG);
    }

    /** All of it, in the order in which it is to be asked. */
    public static List<Command> commands(
            OperatingSystem system, int port, Map<String, String> environment, Path temporary) throws ServerRefusal {
        Command.StartServer tcp = tcp(system, port);
        Endpoint first = tcp.endpoints().getFirst();
        List<Command> commands = new ArrayList<>(List.of(tcp, unix(system, environment, temporary)));
        commands.add(new Command.OpenConsole(CONSOLE, first));
        return commands;
    }
}
