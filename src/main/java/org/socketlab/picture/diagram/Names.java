package org.socketlab.picture.diagram;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.socketlab.model.Endpoint;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.Owner;
import org.socketlab.picture.Words;

/** What processes, servers, consoles and ends are called in pictures. */
public final class Names {
    private static final String CONSOLE = "console:";
    private static final String SERVER = "server:";

    private Names() {}

    /** {@code TCP} for {@code server:tcp}; a name that is no protocol stays as it is. */
    public static String server(String actor) {
        String name = bare(actor);
        return switch (name) {
            case "tcp" -> "TCP";
            case "unix" -> "Unix";
            default -> name;
        };
    }

    /** {@code tcp} for {@code server:tcp}, as commands name a server. */
    static String bare(String actor) {
        return isServer(actor) ? actor.substring(SERVER.length()) : actor;
    }

    /** The console of an actor, empty where it is none. */
    public static Optional<String> console(String actor) {
        return actor.startsWith(CONSOLE) ? Optional.of(actor.substring(CONSOLE.length())) : Optional.empty();
    }

    public static boolean isServer(String actor) {
        return actor.startsWith(SERVER);
    }

    /** A process's command, as far as it was seen. */
    public static String command(LabState state, int pid) {
        LabState.SeenProcess process = state.processes().get(pid);
        if (process != null && process.process().isPresent()) {
            return process.process().get().command();
        }
        return state.sockets().values().stream()
                .flatMap(seen -> seen.socket().owners().stream())
                .filter(owner -> owner.pid() == pid)
                .map(Owner::command)
                .findFirst()
                .orElse("?");
    }

    /** Who is at an end: a console, a process by name, a hidden user; empty where nobody is known. */
    static String who(LabState state, End end, Words words) {
        Optional<String> console = console(end.seen().actor());
        if (console.isPresent()) {
            return words.text("diagram.console", console.get());
        }
        if (isServer(end.seen().actor())) {
            return words.text("diagram.server", server(end.seen().actor()));
        }
        if (!end.holds().isEmpty()) {
            return command(state, end.holds().getFirst().pid());
        }
        return end.socket().ownersHidden()
                ? words.text("diagram.user", String.valueOf(end.socket().uid()))
                : "";
    }

    /** The port of an endpoint, empty where it has none. */
    public static OptionalInt port(Endpoint end) {
        return end instanceof Endpoint.Inet inet && inet.port() != 0
                ? OptionalInt.of(inet.port())
                : OptionalInt.empty();
    }

    /** A socket's own state as a word; states are never translated. */
    public static String state(KernelSocket socket) {
        return socket.state().name().toUpperCase(Locale.ROOT);
    }
}
