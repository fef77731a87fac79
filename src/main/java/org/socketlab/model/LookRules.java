package org.socketlab.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.socketlab.model.LabState.Departed;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.LabState.SeenConsole;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.StatePath.How;

/** What a look at the kernel changes: sockets come, change and go; fd tables, processes and limits. */
final class LookRules {
    /** How many sockets that left the state remembers; the oldest half goes when it is reached. */
    static final int DEPARTED = 1_024;

    private LookRules() {}

    static LabState looked(LabState state, Fact fact, Event.Looked looked) {
        if (looked.scope() instanceof Scope.Unwatched(List<SocketId> ids)) {
            return unwatched(state, fact, ids);
        }
        PMap<SocketId, SeenSocket> sockets = state.sockets();
        PMap<SocketId, Departed> departed = state.departed();
        Map<SocketId, String> holders = Map.of();
        boolean holdersKnown = false;
        Set<SocketId> present = HashSet.newHashSet(looked.sockets().size());
        for (KernelSocket socket : looked.sockets()) {
            present.add(socket.id());
            SeenSocket before = sockets.get(socket.id());
            Departed gone = before == null ? departed.get(socket.id()) : null;
            if (gone != null) {
                departed = departed.minus(socket.id());
            }
            if (before == null && gone == null && !holdersKnown) {
                holders = holders(state);
                holdersKnown = true;
            }
            String actor = before != null
                    ? before.actor()
                    : gone != null ? gone.actor() : holders.getOrDefault(socket.id(), "");
            long firstSeq = before != null ? before.firstSeq() : gone != null ? gone.firstSeq() : fact.seq();
            StatePath path = before != null ? before.path() : gone != null ? gone.path() : StatePath.NONE;
            sockets = sockets.plus(
                    socket.id(),
                    new SeenSocket(
                            socket,
                            actor,
                            firstSeq,
                            fact.seq(),
                            fact.t(),
                            fact.evidence(),
                            fact.because(),
                            true,
                            path.then(socket.state(), How.LOOK, fact)));
        }
        LabState after = state.withSockets(sockets).withDeparted(departed);
        return looked.complete() ? without(after, fact, looked.scope(), present) : after;
    }

    /** What nobody looks at any more is no longer known, so it leaves; whose it was is kept, for it may be looked at again. */
    private static LabState unwatched(LabState state, Fact fact, List<SocketId> ids) {
        LabState after = state;
        for (SocketId id : ids) {
            SeenSocket seen = after.sockets().get(id);
            if (seen != null) {
                after = depart(after.withSockets(after.sockets().minus(id)), id, Departed.of(seen, seen.path(), fact));
            }
        }
        return after;
    }

    /** An accepted socket's actor is told by the fd row that accept4() returned, before any look reported it. */
    private static Map<SocketId, String> holders(LabState state) {
        Map<SocketId, String> holders = new HashMap<>();
        OwnFds.of(state).each(row -> row.id().ifPresent(id -> holders.put(id, row.actor())));
        return holders;
    }

    /** Absence is a fact only inside the scope of a complete look. What is missed was freed, so TCP's path ends there. */
    private static LabState without(LabState state, Fact fact, Scope scope, Set<SocketId> present) {
        PMap<SocketId, SeenSocket> sockets = state.sockets();
        List<SocketId> absent = new ArrayList<>();
        if (scope instanceof Scope.Ids(List<SocketId> ids)) {
            for (SocketId id : ids) {
                SeenSocket seen = sockets.get(id);
                if (seen != null && missed(seen, present)) {
                    absent.add(id);
                }
            }
        } else {
            Predicate<KernelSocket> covered = covered(scope);
            for (SeenSocket seen : sockets.values()) {
                if (missed(seen, present) && covered.test(seen.socket())) {
                    absent.add(seen.socket().id());
                }
            }
        }
        LabState after = absent.isEmpty() ? state : state.withSockets(sockets.minusAll(absent));
        for (SocketId id : absent) {
            SeenSocket seen = sockets.get(id);
            if (seen != null && id.protocol() == Protocol.TCP) {
                after = depart(after, id, Departed.of(seen, seen.path().then(TcpState.CLOSED, How.MISSED, fact), fact));
            }
        }
        return after;
    }

    /** A bare socket() is in no dump, so only a socket that some look has reported can be missed by a look. */
    private static boolean missed(SeenSocket seen, Set<SocketId> present) {
        return seen.looked() && !present.contains(seen.socket().id());
    }

    /** What {@link Scope#covers} says, with the tuples in a set: a lab may ask for hundreds at each tick. */
    private static Predicate<KernelSocket> covered(Scope scope) {
        if (scope instanceof Scope.Tuples(List<FiveTuple> tuples)) {
            Set<FiveTuple> set = new HashSet<>(tuples);
            return socket -> set.contains(socket.tuple());
        }
        return scope::covers;
    }

    /**
     * The kernel freed the socket. It also tells so when a connection goes over to TIME_WAIT, which lives on under the
     * same cookie: one that a look has seen there stays until a look misses it, and of any other is remembered whose
     * it was, for the look that finds it there. A connection too short for any look is remembered by this alone.
     */
    static LabState destroyed(LabState state, Fact fact, Event.Destroyed end) {
        SocketId id = end.id();
        SeenSocket seen = state.sockets().get(id);
        if (seen != null && seen.socket().state() == TcpState.TIME_WAIT) {
            return state;
        }
        Departed before = state.departed().get(id);
        StatePath known = seen != null ? seen.path() : before != null ? before.path() : StatePath.NONE;
        StatePath path = id.protocol() == Protocol.UNIX ? known : known.then(TcpState.CLOSED, How.FREED, fact);
        Departed now = seen != null
                ? Departed.of(seen, path, fact)
                : before != null
                        ? new Departed(before.actor(), before.firstSeq(), fact.seq(), path, before.last())
                        : new Departed("", fact.seq(), fact.seq(), path, Optional.empty());
        return depart(state.withSockets(state.sockets().minus(id)), id, now.saying(LastWord.of(end)));
    }

    static LabState depart(LabState state, SocketId id, Departed whose) {
        PMap<SocketId, Departed> departed = state.departed();
        if (departed.size() >= DEPARTED) {
            List<Map.Entry<SocketId, Departed>> newest = new ArrayList<>(departed.entrySet());
            newest.sort(Comparator.comparingLong(entry -> -entry.getValue().seq()));
            departed = HashTreePMap.empty();
            for (Map.Entry<SocketId, Departed> entry : newest.subList(0, DEPARTED / 2)) {
                departed = departed.plus(entry.getKey(), entry.getValue());
            }
        }
        return state.withDeparted(departed.plus(id, whose));
    }

    /**
     * A reading of /proc/PID/fd takes time and is told later still, while the lab's own calls go on: what they opened
     * or closed after it began (its {@code t}) is newer than the table.
     */
    static LabState fdTable(LabState state, Fact fact, Event.FdTable table) {
        SeenProcess before = state.processOf(table.pid());
        PMap<Integer, SeenFd> rows = HashTreePMap.empty();
        for (FdEntry entry : table.fds()) {
            SeenFd known = before.fds().get(entry.fd());
            Long closed = before.closed().get(entry.fd());
            if (known == null && (closed == null || closed < fact.t())) {
                rows = rows.plus(entry.fd(), new SeenFd(entry.fd(), entry, Optional.empty(), "", fact.seq(), fact.t()));
            } else if (known != null) {
                rows = rows.plus(entry.fd(), known.t() > fact.t() ? known : reread(known, entry, fact));
            }
        }
        for (SeenFd known : before.fds().values()) {
            if (known.t() > fact.t()) {
                rows = rows.plus(known.fd(), known);
            }
        }
        PMap<Integer, Long> closed = before.closed();
        for (Map.Entry<Integer, Long> entry : before.closed().entrySet()) {
            closed = entry.getValue() < fact.t() ? closed.minus(entry.getKey()) : closed;
        }
        return state.withProcesses(state.processes()
                .plus(
                        table.pid(),
                        new SeenProcess(table.pid(), before.process(), rows, closed, before.limits(), fact.seq())));
    }

    private static SeenFd reread(SeenFd known, FdEntry entry, Fact fact) {
        boolean same = known.entry().target().equals(entry.target())
                || known.entry().target().equals(FdEntry.UNNAMED)
                        && entry.socketInode().isPresent();
        return same
                ? new SeenFd(entry.fd(), entry, known.id(), known.actor(), fact.seq(), known.t())
                : new SeenFd(entry.fd(), entry, Optional.empty(), "", fact.seq(), fact.t());
    }

    static LabState process(LabState state, Fact fact, Event.ProcessSeen seen) {
        int pid = seen.process().pid();
        if (!seen.began() && pid == state.self()) {
            return ended(state, fact);
        }
        if (!seen.began()) {
            LabState after = without(state, pid);
            return after.withProcesses(after.processes().minus(pid));
        }
        SeenProcess before = state.processOf(pid);
        return state.withProcesses(state.processes()
                .plus(
                        pid,
                        new SeenProcess(
                                pid,
                                Optional.of(seen.process()),
                                before.fds(),
                                before.closed(),
                                before.limits(),
                                fact.seq())));
    }

    /**
     * The lab's own process has ended: its fds are closed, its calls return no more, and nobody looks any more. What the
     * kernel still keeps of its sockets was not seen, so nothing is said of it.
     */
    private static LabState ended(LabState state, Fact fact) {
        PMap<String, SeenConsole> consoles = state.consoles();
        for (SeenConsole console : consoles.values()) {
            if (console.phase() != Phase.ENDED) {
                consoles = consoles.plus(
                        console.name(),
                        new SeenConsole(console.name(), console.target(), Phase.ENDED, -1, console.id(), fact.seq()));
            }
        }
        return state.withProcesses(HashTreePMap.empty())
                .withSockets(HashTreePMap.empty())
                .withDeparted(HashTreePMap.empty())
                .withOpenCalls(HashTreePMap.empty())
                .withListeners(HashTreePMap.empty())
                .withConsoles(consoles);
    }

    /** Another process of the lab's has ended: its calls return no more, and nothing is held on its sockets. */
    private static LabState without(LabState state, int pid) {
        List<Long> calls = new ArrayList<>();
        state.openCalls().forEach((number, open) -> {
            if (open.call().pid() == pid) {
                calls.add(number);
            }
        });
        if (calls.isEmpty() && !OwnFds.of(state).servers(pid)) {
            return state; // a stranger
        }
        List<SocketId> its = state.held().keySet().stream()
                .filter(id -> {
                    SeenSocket seen = state.sockets().get(id);
                    return seen == null || Actor.isServer(seen.actor());
                })
                .toList();
        return state.withOpenCalls(state.openCalls().minusAll(calls))
                .withHeld(state.held().minusAll(its));
    }

    static LabState limits(LabState state, Fact fact, Limits limits) {
        SeenProcess before = state.processOf(limits.pid());
        return state.withProcesses(state.processes()
                .plus(
                        limits.pid(),
                        new SeenProcess(
                                limits.pid(),
                                before.process(),
                                before.fds(),
                                before.closed(),
                                Optional.of(limits),
                                fact.seq())));
    }
}
