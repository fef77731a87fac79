package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.OwnFds;
import org.socketlab.model.Owner;
import org.socketlab.model.SocketId;

/** Which fd of which process stands for which socket, from fd tables and from the owners that looks found. */
final class Holds {
    private final Map<SocketId, List<Hold>> bySocket = new HashMap<>();
    private final Map<Long, SocketId> byInode = new HashMap<>();
    private final OwnFds own;

    Holds(LabState state) {
        own = OwnFds.of(state);
        for (SeenSocket seen : state.sockets().values()) {
            if (seen.socket().inode() != 0) {
                byInode.put(seen.socket().inode(), seen.socket().id());
            }
        }
        for (SeenProcess process : state.processes().values()) {
            for (SeenFd row : process.fds().values()) {
                SocketId id = socket(row);
                if (id != null && state.sockets().containsKey(id)) {
                    add(id, new Hold(process.pid(), row.fd(), row.seq()));
                }
            }
        }
        for (SeenSocket seen : state.sockets().values()) {
            for (Owner owner : seen.socket().owners()) {
                if (!known(owner.pid(), seen)) {
                    add(seen.socket().id(), new Hold(owner.pid(), owner.fd(), seen.seq()));
                }
            }
        }
    }

    /** The lab's own tables follow its calls, so they are never older than a look; of others the later of both counts. */
    private boolean known(int pid, SeenSocket seen) {
        SeenProcess process = own.state().processes().get(pid);
        return process != null && !process.fds().isEmpty() && (own.own(pid) || process.seq() > seen.seq());
    }

    /** Which of the processes are the lab's. */
    OwnFds own() {
        return own;
    }

    private void add(SocketId id, Hold hold) {
        List<Hold> holds = bySocket.computeIfAbsent(id, _ -> new ArrayList<>(1));
        if (holds.stream().noneMatch(known -> known.pid() == hold.pid() && known.fd() == hold.fd())) {
            holds.add(hold);
        }
    }

    /** The socket that a row stands for, null where it is none or none that was seen. */
    @Nullable
    SocketId socket(SeenFd row) {
        if (row.id().isPresent()) {
            return row.id().get();
        }
        return row.entry().socketInode().isPresent()
                ? byInode.get(row.entry().socketInode().getAsLong())
                : null;
    }

    /** Who holds the socket, in the order of pid and fd. */
    List<Hold> of(SocketId id) {
        List<Hold> holds = bySocket.getOrDefault(id, List.of());
        return holds.size() < 2
                ? holds
                : holds.stream()
                        .sorted(Comparator.comparingInt(Hold::pid).thenComparingInt(Hold::fd))
                        .toList();
    }
}
