package org.socketlab.observe;

import java.util.HashSet;
import java.util.Set;
import org.socketlab.model.Event;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;

/**
 * Looks at Unix sockets: those with a watched name, those that this process holds, and the other ends of both. The kernel
 * has no filter for them and no event of their end, so each look is at all. The observer's thread only; times in ns.
 */
final class UnixSight {
    private final KernelView view;
    private final Ledger ledger;
    private final OwnerSearch owners;
    private final Telling telling;
    private final Absentees absentees;
    private final Budget budget = new Budget(50);

    UnixSight(KernelView view, Ledger ledger, OwnerSearch owners, Telling telling) {
        this.view = view;
        this.ledger = ledger;
        this.owners = owners;
        this.telling = telling;
        absentees = new Absentees(view, ledger);
    }

    void look(Seen seen, Watch watch, long interval, boolean changed) {
        long now = System.nanoTime();
        if (!changed && !budget.due(now, interval)) {
            return;
        }
        try {
            sort(seen, watch, view.look(new Scope.Of(Protocol.UNIX)));
            telling.works(Trouble.UNIX);
        } catch (SyscallException e) {
            telling.failed(Trouble.UNIX, e);
        }
        budget.spent(now, System.nanoTime());
    }

    private void sort(Seen seen, Watch watch, Event.Looked looked) throws SyscallException {
        Set<Long> inodes = new HashSet<>();
        for (KernelSocket socket : looked.sockets()) {
            if (watch.named(socket) || owners.isOwn(socket)) {
                inodes.add(socket.inode());
                inodes.add(socket.peer());
            }
        }
        inodes.remove(0L);
        Set<SocketId> present = new HashSet<>();
        for (KernelSocket socket : looked.sockets()) {
            present.add(socket.id());
            if (inodes.contains(socket.inode())) {
                seen.add(socket);
            } else if (ledger.known(socket.id()).isPresent()) {
                seen.unwatched.add(socket.id()); // it lives on, but no longer with any of ours
            }
        }
        if (looked.complete()) {
            absentees.conclude(seen, looked.scope(), present);
        }
        telling.whole(looked.scope(), looked.complete());
    }
}
