package org.socketlab.observe;

import java.util.HashSet;
import java.util.Set;
import org.socketlab.model.KernelSocket;
import org.socketlab.os.SyscallException;

/**
 * Reads fd tables where a look saw a socket that none of them holds: first the own table, then all that may be read, as
 * often as their cost allows. The observer's thread only; times in ns.
 */
final class OwnerSearch {
    private final OwnerIndex index;
    private final Telling telling;
    private final int own;
    private final Unfound unfound = new Unfound();
    private final Budget ownTable = new Budget(20);
    private final Budget scans = new Budget(20);
    private boolean ownTableWanted;

    OwnerSearch(OwnerIndex index, Telling telling, int own) {
        this.index = index;
        this.telling = telling;
        this.own = own;
    }

    /** The own table may have changed. */
    void ownTableWanted() {
        ownTableWanted = true;
    }

    /** Reads the own table where it is wanted, else every {@code interval}; whether it was read. */
    boolean ownTable(long interval) {
        long began = System.nanoTime();
        if (!ownTable.due(began, ownTableWanted ? 0 : interval)) {
            return false;
        }
        ownTableWanted = false;
        index.read(own);
        ownTable.spent(began, System.nanoTime());
        return true;
    }

    /** Looks for the holders of what was seen and nobody is known to hold. */
    void search(Seen seen, long now) {
        Set<Long> wanted = unowned(seen, now);
        boolean ownRead = !wanted.isEmpty() && ownTable(0);
        if (ownRead) {
            wanted = unowned(seen, now);
        }
        if (!wanted.isEmpty() && scans.due(now, 0)) {
            long began = System.nanoTime();
            try {
                index.scan(ownRead ? own : 0);
                telling.works(Trouble.PROC);
            } catch (SyscallException e) {
                telling.failed(Trouble.PROC, e);
            }
            for (long inode : wanted) {
                if (index.owners(inode).isEmpty()) {
                    unfound.inVain(inode, now);
                }
            }
            scans.spent(began, System.nanoTime());
        }
    }

    private Set<Long> unowned(Seen seen, long now) {
        Set<Long> wanted = new HashSet<>();
        for (KernelSocket socket : seen.present.values()) {
            long inode = socket.inode();
            if (inode != 0 && unfound.due(inode, now) && index.owners(inode).isEmpty()) {
                wanted.add(inode);
            }
        }
        return wanted;
    }

    /** Whether this process holds the socket, as its table was last read. */
    boolean isOwn(KernelSocket socket) {
        return index.owners(socket.inode()).stream().anyMatch(owner -> owner.pid() == own);
    }

    /** The socket with its owners; hidden only where they were searched for. */
    KernelSocket joined(KernelSocket socket) {
        return index.joined(socket, unfound.searched(socket.inode()));
    }

    /** Forgets the search for all inodes but these. */
    void retain(Set<Long> inodes) {
        unfound.retain(inodes);
    }
}
