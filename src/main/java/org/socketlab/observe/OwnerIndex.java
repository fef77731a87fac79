package org.socketlab.observe;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.FdEntry;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Owner;
import org.socketlab.model.ProcessView;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;

/**
 * Which process holds which socket, from fd tables by inode. Tables are kept as they were last read; who owns the index
 * decides when to read again. One thread at a time.
 */
public final class OwnerIndex {
    /** A client just started has one of the highest pids, unless these have just begun anew at the lowest. */
    private static final int YOUNGEST = 16;

    /** A process's fd table as read at {@code t} ({@link System#nanoTime()}, when reading began). */
    public record Table(int pid, long t, List<FdEntry> fds) {}

    private final KernelView view;
    private final Map<Integer, Table> tables = new HashMap<>();
    private final Map<Integer, ProcessView> processes = new HashMap<>();
    private final Set<Integer> nameless = new HashSet<>();
    private final Holdings holdings = new Holdings();
    private Set<Integer> met = Set.of();

    public OwnerIndex(KernelView view) {
        this.view = view;
    }

    /** Reads one process's table; empty where it is gone or another user's, and then forgets the one kept. */
    public Optional<Table> read(int pid) {
        long began = System.nanoTime();
        try {
            Table fresh = new Table(pid, began, view.fds(pid));
            holdings.replace(pid, rows(tables.put(pid, fresh)), fresh.fds());
            return Optional.of(fresh);
        } catch (SyscallException goneOrAnothers) {
            forget(pid);
            return Optional.empty();
        }
    }

    private static List<FdEntry> rows(@Nullable Table table) {
        return table == null ? List.of() : table.fds();
    }

    private void forget(int pid) {
        holdings.replace(pid, rows(tables.remove(pid)), List.of());
        processes.remove(pid);
        nameless.remove(pid);
    }

    /** Reads the tables of all processes that /proc shows, as far as it may. */
    public void scan() throws SyscallException {
        scan(0);
    }

    /** The same but for one process, whose table was just read: with 10,000 sockets that alone takes 40 ms. */
    void scan(int justRead) throws SyscallException {
        for (int pid : pids()) {
            if (pid != justRead) {
                read(pid);
            }
        }
    }

    /**
     * Reads those tables that are likely to hold what no table holds yet: of processes that were not there before, and of
     * those that began last; not that of one process.
     */
    void scanYoung(int but) throws SyscallException {
        Set<Integer> before = met;
        List<Integer> pids = pids();
        int young = pids.size() - YOUNGEST;
        for (int i = pids.size() - 1; i >= 0; i--) {
            int pid = pids.get(i);
            if (pid != but && (i >= young || !before.isEmpty() && !before.contains(pid))) {
                read(pid);
            }
        }
    }

    private List<Integer> pids() throws SyscallException {
        List<Integer> pids = view.pids();
        Set<Integer> there = new HashSet<>(pids);
        for (int pid : List.copyOf(tables.keySet())) {
            if (!there.contains(pid)) {
                forget(pid);
            }
        }
        processes.keySet().retainAll(there);
        met = there;
        return pids;
    }

    /** Reads again who a process is: its name changes with execve(). Empty where it is gone. */
    Optional<ProcessView> identify(int pid) {
        Optional<ProcessView> process = view.process(pid);
        ProcessView before = process.isPresent() ? processes.put(pid, process.get()) : processes.remove(pid);
        boolean wasNameless = process.isPresent() ? nameless.remove(pid) : !nameless.add(pid);
        if (wasNameless != process.isEmpty() || before != null && !before.equals(process.orElse(null))) {
            holdings.renamed(rows(tables.get(pid)));
        }
        return process;
    }

    /** The inodes whose owners may have changed since this was last asked. */
    Set<Long> touched() {
        return holdings.touched();
    }

    /** The last table read of a process. */
    public Optional<Table> table(int pid) {
        return Optional.ofNullable(tables.get(pid));
    }

    /** Who holds the socket with this inode, by pid and fd. */
    public List<Owner> owners(long inode) {
        return holdings.owners(inode, this::owner);
    }

    /** A socket's file is open for reading and writing: {@code u}. */
    private Optional<Owner> owner(Holdings.Holder holder) {
        ProcessView known = processes.get(holder.pid());
        Optional<ProcessView> process = known != null ? Optional.of(known) : identify(holder.pid());
        return process.map(who -> new Owner(who.pid(), who.command(), who.user(), holder.fd(), "u"));
    }

    /**
     * The socket with its owners as far as the tables tell.
     *
     * @param scanned whether all tables that may be read were: a holder that is none of them is hidden
     */
    public KernelSocket joined(KernelSocket socket, boolean scanned) {
        List<Owner> known = owners(socket.inode());
        boolean hidden = known.isEmpty() && socket.inode() != 0 && scanned;
        return known.equals(socket.owners()) && hidden == socket.ownersHidden()
                ? socket
                : socket.ownedBy(known, hidden);
    }
}
