package org.socketlab.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pcollections.PMap;
import org.socketlab.model.LabState.Departed;
import org.socketlab.model.LabState.OpenCall;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;

/** What the return of one of the lab's own calls changes: the fd table of the process that made it, and its sockets. */
final class CallRules {
    private static final String EPOLL = "anon_inode:[eventpoll]";

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
                case epoll_create1 -> withRow(after, fact, open.call(), returned, EPOLL);
                case connect -> connected(after, fact, open.call());
                case close -> closed(after, fact, open.call(), returned);
                default -> after;
            };
        }
        return ConsoleRules.returned(after, fact, open.call(), returned);
    }

    /** Calls in the gap's range may have returned unseen, so none of them may be shown as open. */
    static LabState gap(LabState state, Event.Gap gap) {
        List<Long> unsure = new ArrayList<>();
        for (Long call : state.openCalls().keySet()) {
            if (call >= gap.firstCall() && call <= gap.lastCall()) {
                unsure.add(call);
            }
        }
        return state.withOpenCalls(state.openCalls().minusAll(unsure)).withLost(state.lost() + gap.lost());
    }

    private static LabState opened(LabState state, Fact fact, Event.Called call, Event.Returned returned) {
        LabState after = returned.id().map(id -> held(state, fact, call, id)).orElse(state);
        return withRow(after, fact, call, returned, FdEntry.UNNAMED);
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
                        false,
                        StatePath.NONE.then(blank(id, call).state(), StatePath.How.CALL, fact))
                : new SeenSocket(
                        seen.socket(),
                        call.actor(),
                        seen.firstSeq(),
                        seen.seq(),
                        seen.t(),
                        seen.evidence(),
                        seen.because(),
                        seen.looked(),
                        seen.path());
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

    /**
     * connect() that returned 0 says that there is a connection (connect(2)); which one, the next look says. Until then
     * nobody may see the socket as it was made.
     */
    private static LabState connected(LabState state, Fact fact, Event.Called call) {
        SeenFd row = state.processOf(call.pid(state.self())).fds().get(call.fd());
        SeenSocket seen = row == null || row.id().isEmpty()
                ? null
                : state.sockets().get(row.id().get());
        if (seen == null) {
            return state;
        }
        KernelSocket socket = seen.socket();
        SocketState now = socket.state() == UnixState.UNCONNECTED
                ? UnixState.CONNECTED
                : socket.state() == TcpState.CLOSED || socket.state() == TcpState.SYN_SENT
                        ? TcpState.ESTABLISHED
                        : socket.state();
        return now == socket.state()
                ? state
                : state.withSockets(state.sockets()
                        .plus(
                                socket.id(),
                                new SeenSocket(
                                        socket.in(now),
                                        seen.actor(),
                                        seen.firstSeq(),
                                        fact.seq(),
                                        fact.t(),
                                        fact.evidence(),
                                        fact.because(),
                                        seen.looked(),
                                        seen.path().then(now, StatePath.How.CALL, fact))));
    }

    /**
     * The row goes, and what was held on the socket; the socket stays until a look misses it. One that no look ever
     * reported cannot be missed, so it leaves here; was it connected, a look may yet find it in TIME_WAIT, and then knows
     * whose it was.
     *
     * <p>A row that was read after this close() stands for what was opened since; that is told later.
     */
    private static LabState closed(LabState state, Fact fact, Event.Called call, Event.Returned returned) {
        SeenProcess own = state.processOf(call.pid(state.self()));
        int fd = call.fd();
        SeenFd row = own.fds().get(fd);
        PMap<Integer, SeenFd> rows = row != null && row.t() > fact.t()
                ? own.fds().plus(fd, new SeenFd(fd, row.entry(), Optional.empty(), "", row.seq(), row.t()))
                : own.fds().minus(fd);
        LabState after = state.withProcesses(state.processes()
                .plus(own.pid(), own.with(rows, own.closed().plus(fd, fact.t()))));
        Optional<SocketId> behind = row == null ? returned.id() : row.id();
        if (behind.isEmpty()) {
            return after;
        }
        SocketId id = behind.get();
        SeenSocket seen = after.sockets().get(id);
        LabState free = after.withHeld(after.held().minus(id));
        if (row == null || seen != null && seen.looked()) {
            return free;
        }
        Departed gone = free.departed().get(id); // the kernel's last word may have come before close() was back
        long since = seen == null ? row.seq() : seen.firstSeq();
        StatePath path = seen != null ? seen.path() : gone != null ? gone.path() : StatePath.NONE;
        return LookRules.depart(
                free.withSockets(free.sockets().minus(id)),
                id,
                new Departed(row.actor(), since, fact.seq(), path, gone == null ? Optional.empty() : gone.last()));
    }

    /**
     * What a call opened. Calls of another process are told a moment after they were made: where its table was read
     * meanwhile, the row stands as it was read, and only whose it is comes new.
     */
    private static LabState withRow(
            LabState state, Fact fact, Event.Called call, Event.Returned returned, String target) {
        int fd = (int) returned.result();
        if (fd != returned.result()) {
            return state; // no kernel's fd; a recording may claim it
        }
        SeenProcess own = state.processOf(call.pid(state.self()));
        SeenFd known = own.fds().get(fd);
        SeenFd opened =
                new SeenFd(fd, new FdEntry(fd, target, "rwx"), returned.id(), call.actor(), fact.seq(), fact.t());
        SeenFd row = known == null || known.t() <= fact.t() ? opened : claimed(known, opened);
        return state.withProcesses(state.processes()
                .plus(own.pid(), own.with(own.fds().plus(fd, row), own.closed().minus(fd))));
    }

    /** A row read after the call that opened it. What is no socket is not what a socket's call opened: that was closed. */
    private static SeenFd claimed(SeenFd read, SeenFd opened) {
        boolean same = read.entry().target().equals(opened.entry().target())
                || read.entry().socketInode().isPresent()
                        && opened.entry().target().equals(FdEntry.UNNAMED);
        return same ? new SeenFd(read.fd(), read.entry(), opened.id(), opened.actor(), opened.seq(), read.t()) : read;
    }
}
