package org.socketlab.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.LabState.SeenConsole;

/** How a console's life follows from what was asked of it and from its own calls. */
final class ConsoleRules {
    private ConsoleRules() {}

    static LabState asked(LabState state, Fact fact, Command command) {
        return switch (command) {
            case Command.OpenConsole(String name, Endpoint target)
            when !lives(state, name) ->
                with(state, new SeenConsole(name, target, Phase.CONNECTING, -1, Optional.empty(), fact.seq()));
            case Command.CloseConsole(String name) ->
                state.withConsoles(state.consoles().minus(name));
            default -> state;
        };
    }

    /** A console that lives refuses to be opened again, and goes on as it was. */
    private static boolean lives(LabState state, String name) {
        SeenConsole console = state.consoles().get(name);
        return console != null && console.phase() != Phase.ENDED;
    }

    static LabState called(LabState state, Fact fact, Event.Called call) {
        SeenConsole console = of(state, call.actor());
        return console == null || call.name() != SocketCall.connect
                ? state
                : with(
                        state,
                        new SeenConsole(
                                console.name(),
                                console.target(),
                                Phase.CONNECTING,
                                call.fd(),
                                console.id(),
                                fact.seq()));
    }

    static LabState returned(LabState state, Fact fact, Event.Called call, Event.Returned returned) {
        SeenConsole console = of(state, call.actor());
        if (console == null) {
            return state;
        }
        boolean done = returned.result() >= 0;
        return switch (call.name()) {
            case socket ->
                done
                        ? to(state, console, console.phase(), (int) returned.result(), returned.id(), fact)
                        : to(state, console, Phase.ENDED, -1, Optional.empty(), fact);
            case connect -> to(state, console, done ? Phase.OPEN : Phase.ENDED, console.fd(), console.id(), fact);
            case close -> call.fd() == console.fd() ? to(state, console, Phase.ENDED, -1, console.id(), fact) : state;
            default -> state;
        };
    }

    private static LabState to(
            LabState state, SeenConsole console, Phase phase, int fd, Optional<SocketId> id, Fact fact) {
        return with(state, new SeenConsole(console.name(), console.target(), phase, fd, id, fact.seq()));
    }

    private static LabState with(LabState state, SeenConsole console) {
        return state.withConsoles(state.consoles().plus(console.name(), console));
    }

    private static @Nullable SeenConsole of(LabState state, String actor) {
        return Actor.isConsole(actor) ? state.consoles().get(Actor.name(actor)) : null;
    }
}
