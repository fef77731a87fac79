package org.socketlab.trace;

import org.jspecify.annotations.Nullable;
import org.socketlab.model.Actor;
import org.socketlab.model.Command;
import org.socketlab.model.Event;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.OpenCall;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.SocketId;

/** Whom and which socket a fact is about, where it does not say so itself: from the state before it. */
final class Subjects {
    private Subjects() {}

    /** The actor, empty where there is none. */
    static String actor(LabState before, Event event) {
        return switch (event) {
            case Event.Called called -> called.actor();
            case Event.Returned returned -> {
                OpenCall open = before.openCalls().get(returned.call());
                yield open == null ? "" : open.call().actor();
            }
            case Event.Listener listener -> listener.actor();
            case Event.Holding holding -> holding.actor();
            case Event.Log log -> log.actor();
            case Event.ConsoleBytes bytes -> Actor.console(bytes.console());
            case Event.ConsoleNote note -> Actor.console(note.console());
            case Event.Asked asked -> actor(asked.command());
            default -> "";
        };
    }

    private static String actor(Command command) {
        return switch (command) {
            case Command.StartServer start -> Actor.server(start.server());
            case Command.StopServer stop -> Actor.server(stop.server());
            case Command.SetStage set -> Actor.server(set.server());
            case Command.LetOneIn let -> Actor.server(let.server());
            case Command.OpenConsole open -> Actor.console(open.console());
            case Command.Send send -> Actor.console(send.console());
            case Command.HalfClose half -> Actor.console(half.console());
            case Command.Disconnect disconnect -> Actor.console(disconnect.console());
            case Command.CloseConsole close -> Actor.console(close.console());
            case Command.HoldRead _, Command.HoldClose _, Command.Reset _, Command.StartOver _, Command.AddNote _ -> "";
            case Command.Isolate _, Command.LimitFds _, Command.KillServer _ -> "";
        };
    }

    /** The socket, null where there is none or it is not known yet. */
    static @Nullable SocketId socket(LabState before, Event event) {
        return switch (event) {
            case Event.Called called -> behind(before, called);
            case Event.Returned returned ->
                returned.id().orElseGet(() -> {
                    OpenCall open = before.openCalls().get(returned.call());
                    return open == null ? null : behind(before, open.call());
                });
            case Event.Destroyed destroyed -> destroyed.id();
            case Event.Holding holding -> holding.id();
            case Event.Asked(Command.HoldRead(SocketId id, boolean _), String _) -> id;
            case Event.Asked(Command.HoldClose(SocketId id, boolean _), String _) -> id;
            case Event.Asked(Command.Reset(SocketId id), String _) -> id;
            default -> null;
        };
    }

    private static @Nullable SocketId behind(LabState state, Event.Called call) {
        SeenProcess process = state.processes().get(call.pid(state.self()));
        return process == null ? null : behind(process, call.fd());
    }

    /** The socket behind a fd of the lab's own process. */
    static @Nullable SocketId behind(LabState state, int fd) {
        SeenProcess own = state.processes().get(state.self());
        return own == null ? null : behind(own, fd);
    }

    private static @Nullable SocketId behind(SeenProcess process, int fd) {
        SeenFd row = fd < 0 ? null : process.fds().get(fd);
        return row == null ? null : row.id().orElse(null);
    }
}
