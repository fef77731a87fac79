package org.socketlab.ui.inspector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.OwnFds;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.picture.calls.CallLine;
import org.socketlab.ui.Frame;

/** Which sockets a selection speaks of, and the facts about them. */
final class Subjects {
    private static final int MOST = 2_000;

    private Subjects() {}

    /** The sockets selected, the client first; none where nothing or a whole process is. */
    static List<SocketId> sockets(LabState state, Optional<Selection> selection) {
        return selection
                .map(what -> switch (what) {
                    case Selection.Pair(SocketId client, SocketId server) -> List.of(client, server);
                    case Selection.Socket(SocketId id) -> List.of(id);
                    case Selection.Process _ -> List.<SocketId>of();
                    case Selection.Fd(int pid, int fd) -> behind(state, pid, fd);
                    case Selection.Happening one -> sockets(state, Optional.of(one.within()));
                })
                .orElse(List.of());
    }

    private static List<SocketId> behind(LabState state, int pid, int fd) {
        SeenProcess process = state.processes().get(pid);
        SeenFd row = process == null ? null : process.fds().get(fd);
        if (row == null) {
            return List.of();
        }
        return row.id()
                .map(List::of)
                .orElseGet(() -> row.entry().socketInode().stream()
                        .boxed()
                        .flatMap(inode -> byInode(state, inode).stream())
                        .toList());
    }

    /** The socket with this inode, where the state has one. */
    static Optional<SocketId> byInode(LabState state, long inode) {
        return state.sockets().values().stream()
                .map(SeenSocket::socket)
                .filter(socket -> inode != 0 && socket.inode() == inode)
                .map(socket -> socket.id())
                .findFirst();
    }

    /** The facts of what is selected up to the moment shown, by seq: of its sockets, else of all the lab's actors. */
    static List<Fact> facts(Frame frame, Optional<Selection> selection) {
        List<SocketId> ids = sockets(frame.state(), selection);
        Map<Long, Fact> facts = new LinkedHashMap<>();
        if (ids.isEmpty()) {
            long upTo = frame.state().seq();
            frame.history().between(Math.max(frame.history().firstSeq() - 1, upTo - MOST), upTo).stream()
                    .forEach(fact -> facts.put(fact.seq(), fact));
        }
        for (SocketId id : ids) {
            frame.history().ofSocket(id, frame.state().seq(), MOST).forEach(fact -> facts.put(fact.seq(), fact));
        }
        List<Fact> sorted = new ArrayList<>(facts.values());
        sorted.sort(Comparator.comparingLong(Fact::seq));
        return sorted;
    }

    /** Which calls are made on the lab's own fds that stand for these sockets: the same number is another fd elsewhere. */
    static Predicate<Event.Called> on(LabState state, List<SocketId> ids) {
        OwnFds own = OwnFds.of(state);
        List<OwnFds.OwnFd> fds = ids.stream().flatMap(id -> own.of(id).stream()).toList();
        return call -> fds.stream().anyMatch(fd -> fd.row().fd() == call.fd() && fd.pid() == call.pid(state.self()));
    }

    /** The sockets that a selection lights in a table, where each row is one: of a call, the one it was made on. */
    static List<SocketId> lit(LabState state, Optional<Selection> selection) {
        return selection.isPresent()
                        && selection.get() instanceof Selection.Happening one
                        && one.id().isPresent()
                ? List.of(one.id().get())
                : sockets(state, selection);
    }

    /** The socket that a call was made on, or that it made: as its return says, else by the lab's fd table. */
    static Optional<SocketId> of(CallLine line, LabState state) {
        return line.returned()
                .flatMap(done -> done.id())
                .or(() -> Optional.ofNullable(state.processes().get(line.call().pid(state.self())))
                        .map(caller -> caller.fds().get(line.call().fd()))
                        .flatMap(SeenFd::id));
    }

    /** A call to be picked out within what is selected. */
    static Selection happening(CallLine line, LabState state, Optional<Selection> selection) {
        return Selection.happening(selection, line.call().pid(state.self()), of(line, state), line.seqs());
    }

    /** The fds of a process that stand for these sockets. */
    static Set<Integer> fds(LabState state, int pid, List<SocketId> ids) {
        Set<Long> inodes = ids.stream()
                .map(state.sockets()::get)
                .filter(Objects::nonNull)
                .map(seen -> seen.socket().inode())
                .filter(inode -> inode != 0)
                .collect(Collectors.toSet());
        SeenProcess process = state.processes().get(pid);
        return process == null
                ? Set.of()
                : process.fds().values().stream()
                        .filter(row -> row.id().isPresent()
                                ? ids.contains(row.id().get())
                                : row.entry().socketInode().stream().anyMatch(inodes::contains))
                        .map(SeenFd::fd)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** The process whose fd table belongs to a selection: the client's where a pair is selected, else the lab's own. */
    static int pid(LabState state, Optional<Selection> selection) {
        return selection
                .map(what -> switch (what) {
                    case Selection.Process(int pid) -> pid;
                    case Selection.Fd(int pid, int _) -> pid;
                    case Selection.Happening one ->
                        one.id().map(id -> owner(state, id)).orElseGet(() -> pid(state, Optional.of(one.within())));
                    case Selection.Pair(SocketId client, SocketId _) -> owner(state, client);
                    case Selection.Socket(SocketId id) -> owner(state, id);
                })
                .orElse(state.self());
    }

    private static int owner(LabState state, SocketId id) {
        SeenSocket seen = state.sockets().get(id);
        return seen == null || seen.socket().owners().isEmpty()
                ? state.self()
                : seen.socket().owners().getFirst().pid();
    }
}
