package org.socketlab.observe;

import java.util.HashSet;
import java.util.Set;
import org.socketlab.model.KernelSocket;
import org.socketlab.os.SyscallException;

/**
 * Reads fd tables where a look saw a socket that none of them holds: the own one and those of young processes, the cheaper
 * first, then all that may be read, as often as their cost allows. The observer's thread only; times in ns.
 */
final class OwnerSearch {
    /** What the own table may take where it is read before a look instead of after it: some 2,000 fds. */
    private static final long DEAR = 4_000_000L;

    private final OwnerIndex index;
    private final Telling telling;
    private final int own;
    private final Unfound unfound = new Unfound();
    private final Budget ownTable = new Budget(20);
    private final Budget young = new Budget(20);
    private final Budget scans = new Budget(20);
    private boolean ownTableWanted;
    private boolean scanOwed;

    OwnerSearch(OwnerIndex index, Telling telling, int own) {
        this.index = index;
        this.telling = telling;
        this.own = own;
    }

    /** The own table may have changed. */
    void ownTableWanted() {
        ownTableWanted = true;
    }

    /** Whether the own table takes so long to read that others should not wait for it. */
    boolean ownTableIsDear() {
        return ownTable.cost() > DEAR;
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
        boolean owed = scanOwed;
        Set<Long> wanted = unowned(seen, now);
        try {
            boolean ownFirst = ownTable.cost() <= young.cost();
            for (boolean ownTurn : new boolean[] {ownFirst, !ownFirst}) {
                if (!wanted.isEmpty() && (ownTurn ? ownTable(0) : young(now))) {
                    int before = wanted.size();
                    wanted = unowned(seen, now);
                    scanOwed |= !ownTurn && wanted.size() < before;
                }
            }
            if ((owed || !wanted.isEmpty()) && scans.due(now, 0)) {
                scan(now);
                inVain(unowned(seen, now), now);
            }
        } catch (SyscallException e) {
            telling.failed(Trouble.PROC, e);
            inVain(wanted, now);
            scanOwed = true; // so that it is tried, and told, when it works again
        }
    }

    private boolean young(long now) throws SyscallException {
        if (!young.due(now, 0)) {
            return false;
        }
        long began = System.nanoTime();
        index.scanYoung(own);
        young.spent(began, System.nanoTime());
        telling.works(Trouble.PROC);
        return true;
    }

    /** Also owed where a young process was found, once that was told: older ones may hold the same socket. */
    private void scan(long now) throws SyscallException {
        long began = System.nanoTime();
        boolean ownJustRead =
                index.table(own).filter(table -> table.t() - now >= 0).isPresent();
        index.scan(ownJustRead ? own : 0);
        scanOwed = false;
        scans.spent(began, System.nanoTime());
        telling.works(Trouble.PROC);
    }

    private void inVain(Set<Long> inodes, long now) {
        for (long inode : inodes) {
            unfound.inVain(inode, now);
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
