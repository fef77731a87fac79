package org.socketlab.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.socketlab.model.LabState.OpenCall;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;

/** What the return of one of the lab's own calls changes: its fd table, and the sockets that came to be. */
final class CallRules {
    private CallRules() {}

    static LabState returned(LabState state, Fact fact, Event.Returned returned) {
        OpenCall open = state.openCalls().get(returned.call());
        if (open == null) {
            return state;
        }
        LabState after = state.withOpenCalls(state.openCalls().minus(returned.call()));
        if (returned.result() >= 0) {
            after = switch (open.call().name()) {
                case socket, accept4 -> opened(after, fact, open.call(), returned);
                case close -> closed(after, open.call().fd());
                default -> after;
            };
        }
        return ConsoleRules.returned(after, fact, open.call(), returned);
    }

    private static LabState opened(LabState state, Fact fact, Event.Called call, Event.Returned returned) {
        int fd = Math.toIntExact(returned.result());
        LabState after = returned.id().map(id -> held(state, fact, call, id)).orElse(state);
        SeenFd row = new SeenFd(fd, new FdEntry(fd, "socket:[]", "rwx"), returned.id(), call.actor(), fact.seq());
        return withRow(after, row);
    }

    /** Notes for whom the lab holds a socket. An accepted one's state, tuple and queues are the next look's to say. */
    private static LabState held(LabState state, Fact fact, Event.Called call, SocketId id) {
        SeenSocket seen = state.sockets().get(id);
        if (seen == null && call.name() != SocketCall.socket) {
            return state;
        }
        SeenSocket held = seen == null
                ? new SeenSocket(
                        blank(id, call),
                        call.actor(),
                        fact.seq(),
                        fact.seq(),
                        fact.t(),
                        fact.evidence(),
                        fact.because(),
                        false)
                : new SeenSocket(
                        seen.socket(),
                        call.actor(),
                        seen.firstSeq(),
                        seen.seq(),
                        seen.t(),
                        seen.evidence(),
                        seen.because(),
                        seen.looked());
        return state.withSockets(state.sockets().plus(id, held));
    }

    /** A new socket is CLOSED by definition (RFC 9293, 3.3.2: CLOSED is no connection at all); Unix: UNCONNECTED. */
    private static KernelSocket blank(SocketId id, Event.Called call) {
        boolean unix = id.protocol() == Protocol.UNIX;
        Family family = unix ? Family.UNIX : call.args().contains("AF_INET6") ? Family.INET6 : Family.INET;
        return new KernelSocket(
                id,
                family,
                SocketType.STREAM,
                unix ? UnixState.UNCONNECTED : TcpState.CLOSED,
                Endpoint.NONE,
                Endpoint.NONE,
                0,
                0,
                -1,
                0,
                0,
                OptionalLong.empty(),
                List.of(),
                false,
                TcpInfo.NONE,
                "");
    }

    private static LabState closed(LabState state, int fd) {
        SeenProcess own = state.processOf(state.self());
        SeenFd row = own.fds().get(fd);
        if (row == null) {
            return state;
        }
        LabState after = state.withProcesses(state.processes()
                .plus(
                        own.pid(),
                        new SeenProcess(own.pid(), own.process(), own.fds().minus(fd), own.limits(), own.seq())));
        // a socket that no look ever reported was neither bound nor connected: with its fd it is gone
        Optional<SocketId> id = row.id();
        SeenSocket seen = id.isPresent() ? after.sockets().get(id.get()) : null;
        return seen != null && !seen.looked()
                ? after.withSockets(after.sockets().minus(seen.socket().id()))
                : after;
    }

    private static LabState withRow(LabState state, SeenFd row) {
        SeenProcess own = state.processOf(state.self());
        return state.withProcesses(state.processes()
                .plus(
                        own.pid(),
                        new SeenProcess(
                                own.pid(), own.process(), own.fds().plus(row.fd(), row), own.limits(), own.seq())));
    }
}
