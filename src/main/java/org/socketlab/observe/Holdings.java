package org.socketlab.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.FdEntry;
import org.socketlab.model.Owner;

/**
 * Which fds of which processes stand for which inode, kept row by row: of a table of 10,000 rows in which one changed,
 * one is touched. Pure but for its memory; one thread at a time.
 */
final class Holdings {
    /** So many inodes that nobody holds any more may stay; beyond, they go when they outnumber the others. */
    private static final int MOST_EMPTY = 1_024;

    private static final Comparator<Holder> BY_PID_AND_FD =
            Comparator.comparingInt(Holder::pid).thenComparingInt(Holder::fd);

    /** An fd that stands for a socket. */
    record Holder(int pid, int fd) {}

    /** Who holds one socket; {@code owners} names them once that was asked. */
    private static final class Holding {
        final List<Holder> holders = new ArrayList<>(1);

        @Nullable
        List<Owner> owners;
    }

    private ByInode<Holding> byInode = new ByInode<>();
    private Set<Long> touched = new HashSet<>();
    private int held;
    private int empty;

    /** A process's table is now another; both by fd, ascending, empty where there was or is none. */
    void replace(int pid, List<FdEntry> before, List<FdEntry> after) {
        int b = 0;
        int a = 0;
        while (b < before.size() || a < after.size()) {
            FdEntry gone = b < before.size() ? before.get(b) : null;
            FdEntry come = a < after.size() ? after.get(a) : null;
            if (gone != null && come != null && gone.fd() == come.fd()) {
                if (!gone.target().equals(come.target())) {
                    remove(pid, gone);
                    add(pid, come);
                }
                b++;
                a++;
            } else if (come == null || gone != null && gone.fd() < come.fd()) {
                if (gone != null) {
                    remove(pid, gone);
                }
                b++;
            } else {
                add(pid, come);
                a++;
            }
        }
        if (empty > MOST_EMPTY && empty > held) {
            compact();
        }
    }

    private void add(int pid, FdEntry row) {
        OptionalLong inode = row.socketInode();
        if (inode.isEmpty()) {
            return;
        }
        Holding holding = byInode.get(inode.getAsLong());
        if (holding == null) {
            holding = new Holding();
            byInode.put(inode.getAsLong(), holding);
            empty++;
        }
        if (holding.holders.isEmpty()) {
            empty--;
            held++;
        }
        holding.holders.add(new Holder(pid, row.fd()));
        if (holding.holders.size() > 1) {
            holding.holders.sort(BY_PID_AND_FD);
        }
        touch(inode.getAsLong(), holding);
    }

    private void remove(int pid, FdEntry row) {
        OptionalLong inode = row.socketInode();
        Holding holding = inode.isEmpty() ? null : byInode.get(inode.getAsLong());
        if (holding != null && holding.holders.remove(new Holder(pid, row.fd()))) {
            if (holding.holders.isEmpty()) {
                held--;
                empty++;
            }
            touch(inode.getAsLong(), holding);
        }
    }

    private void touch(long inode, Holding holding) {
        holding.owners = null;
        touched.add(inode);
    }

    /** The process of this table has another name now. */
    void renamed(List<FdEntry> table) {
        for (FdEntry row : table) {
            OptionalLong inode = row.socketInode();
            Holding holding = inode.isEmpty() ? null : byInode.get(inode.getAsLong());
            if (holding != null) {
                touch(inode.getAsLong(), holding);
            }
        }
    }

    /** Who holds the socket with this inode, by pid and fd; whoever has no name any more is left out. */
    List<Owner> owners(long inode, Function<Holder, Optional<Owner>> name) {
        Holding holding = inode == 0 ? null : byInode.get(inode);
        if (holding == null) {
            return List.of();
        }
        List<Owner> known = holding.owners;
        if (known == null) {
            known = holding.holders.stream()
                    .flatMap(holder -> name.apply(holder).stream())
                    .toList();
            holding.owners = known;
        }
        return known;
    }

    /** The inodes whose owners may have changed since this was last asked. */
    Set<Long> touched() {
        Set<Long> was = touched;
        touched = new HashSet<>();
        return was;
    }

    private void compact() {
        ByInode<Holding> fresh = new ByInode<>();
        byInode.forEach((inode, holding) -> {
            if (!holding.holders.isEmpty()) {
                fresh.put(inode, holding);
            }
        });
        byInode = fresh;
        empty = 0;
    }
}
