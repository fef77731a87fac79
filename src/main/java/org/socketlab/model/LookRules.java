package org.socketlab.model;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;

/** What a look at the kernel changes: sockets come, change and go; fd tables, processes and limits. */
final class LookRules {
    private LookRules() {}

    static LabState looked(LabState state, Fact fact, Event.Looked looked) {
        PMap<SocketId, SeenSocket> sockets = state.sockets();
        Set<SocketId> present = new HashSet<>();
        for (KernelSocket socket : looked.sockets()) {
            present.add(socket.id());
            SeenSocket before = sockets.get(socket.id());
            sockets = sockets.plus(
                    socket.id(),
                    new SeenSocket(
                            socket,
                            before == null ? actorOf(state, socket) : before.actor(),
                            before == null ? fact.seq() : before.firstSeq(),
                            fact.seq(),
                            fact.t(),
                            fact.evidence(),
                            fact.because(),
                            true));
        }
        return state.withSockets(looked.complete() ? without(sockets, looked.scope(), present) : sockets);
    }

    /** Absence is a fact only inside the scope of a complete look. */
    private static PMap<SocketId, SeenSocket> without(
            PMap<SocketId, SeenSocket> sockets, Scope scope, Set<SocketId> present) {
        PMap<SocketId, SeenSocket> left = sockets;
        for (SeenSocket seen : sockets.values()) {
            // a bare socket() is in no dump, so only one that a look has reported can be missed by a look
            if (seen.looked()
                    && scope.covers(seen.socket())
                    && !present.contains(seen.socket().id())) {
                left = left.minus(seen.socket().id());
            }
        }
        return left;
    }

    /** An accepted socket's actor is told by the fd row that accept4() returned, before any look reported it. */
    private static String actorOf(LabState state, KernelSocket socket) {
        for (Owner owner : socket.owners()) {
            SeenFd row = owner.pid() == state.self() ? state.ownFds().get(owner.fd()) : null;
            if (row != null && row.id().filter(socket.id()::equals).isPresent()) {
                return row.actor();
            }
        }
        for (SeenFd row : state.ownFds().values()) {
            if (row.id().filter(socket.id()::equals).isPresent()) {
                return row.actor();
            }
        }
        return "";
    }

    static LabState fdTable(LabState state, Fact fact, Event.FdTable table) {
        SeenProcess before = state.processOf(table.pid());
        PMap<Integer, SeenFd> rows = HashTreePMap.empty();
        for (FdEntry entry : table.fds()) {
            SeenFd known = before.fds().get(entry.fd());
            rows = rows.plus(
                    entry.fd(),
                    known != null && sameFile(known.entry(), entry)
                            ? new SeenFd(entry.fd(), entry, known.id(), known.actor(), fact.seq())
                            : new SeenFd(entry.fd(), entry, Optional.empty(), "", fact.seq()));
        }
        return state.withProcesses(state.processes()
                .plus(table.pid(), new SeenProcess(table.pid(), before.process(), rows, before.limits(), fact.seq())));
    }

    private static boolean sameFile(FdEntry known, FdEntry entry) {
        return known.equals(entry)
                || known.target().equals("socket:[]") && entry.socketInode().isPresent();
    }

    static LabState process(LabState state, Fact fact, Event.ProcessSeen seen) {
        int pid = seen.process().pid();
        if (!seen.began()) {
            return state.withProcesses(state.processes().minus(pid));
        }
        SeenProcess before = state.processOf(pid);
        return state.withProcesses(state.processes()
                .plus(
                        pid,
                        new SeenProcess(pid, Optional.of(seen.process()), before.fds(), before.limits(), fact.seq())));
    }

    static LabState limits(LabState state, Fact fact, Limits limits) {
        SeenProcess before = state.processOf(limits.pid());
        return state.withProcesses(state.processes()
                .plus(
                        limits.pid(),
                        new SeenProcess(
                                limits.pid(), before.process(), before.fds(), Optional.of(limits), fact.seq())));
    }
}
