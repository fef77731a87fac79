package org.socketlab.picture.diagram;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.socketlab.model.Actor;
import org.socketlab.model.Endpoint;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.Owner;
import org.socketlab.picture.Words;

/** What processes, servers, consoles and ends are called in pictures. */
public final class Names {
    private Names() {}

    /** {@code TCP} for {@code server:tcp}; a name that is no protocol stays as it is. */
    public static String server(String actor) {
        String name = Actor.name(actor);
        return switch (name) {
            case "tcp" -> "TCP";
            case "unix" -> "Unix";
            default -> name;
        };
    }

    /** The console of an actor, empty where it is none. */
    public static Optional<String> console(String actor) {
        return Actor.isConsole(actor) ? Optional.of(Actor.name(actor)) : Optional.empty();
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

    /** A console or a server of the lab's in words; empty where the actor is neither. */
    public static Optional<String> who(String actor, Words words) {
        return Actor.isServer(actor)
                ? Optional.of(words.text("diagram.server", server(actor)))
                : console(actor).map(name -> words.text("diagram.console", name));
    }

    /** Who is at an end: a console, a process by name, a hidden user; empty where nobody is known. */
    static String who(LabState state, End end, Words words) {
        Optional<String> own = who(end.seen().actor(), words);
        if (own.isPresent()) {
            return own.get();
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
