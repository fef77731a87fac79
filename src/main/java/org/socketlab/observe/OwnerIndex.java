package org.socketlab.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
    /** A process's fd table as read at {@code t} ({@link System#nanoTime()}, when reading began). */
    public record Table(int pid, long t, List<FdEntry> fds) {}

    private record Holder(int pid, int fd) {}

    /** Who holds a socket; {@code owners} names them once that was asked, and again where {@code named} is outdated. */
    private static final class Holding {
        final List<Holder> holders = new ArrayList<>(1);
        List<Owner> owners = List.of();
        long named = -1;
    }

    private final KernelView view;
    private final Map<Integer, Table> tables = new HashMap<>();
    private final Map<Integer, ProcessView> processes = new HashMap<>();
    private ByInode<Holding> holdings = new ByInode<>();
    private boolean stale = true;
    private long version;

    public OwnerIndex(KernelView view) {
        this.view = view;
    }

    /** Reads one process's table; empty where it is gone or another user's, and then forgets the one kept. */
    public Optional<Table> read(int pid) {
        long began = System.nanoTime();
        try {
            Table fresh = new Table(pid, began, view.fds(pid));
            Table before = tables.put(pid, fresh);
            if (before == null || !before.fds().equals(fresh.fds())) {
                changed();
            }
            return Optional.of(fresh);
        } catch (SyscallException goneOrAnothers) {
            if (tables.remove(pid) != null) {
                changed();
            }
            processes.remove(pid);
            return Optional.empty();
        }
    }

    /** Reads the tables of all processes that /proc shows, as far as it may. */
    public void scan() throws SyscallException {
        scan(0);
    }

    /** The same but for one process, whose table was just read: with 10,000 sockets that alone takes 40 ms. */
    void scan(int justRead) throws SyscallException {
        List<Integer> pids = view.pids();
        tables.keySet().retainAll(pids);
        processes.keySet().retainAll(pids);
        changed();
        for (int pid : pids) {
            if (pid != justRead) {
                read(pid);
            }
        }
    }

    /** Reads again who a process is: its name changes with execve(). Empty where it is gone. */
    public Optional<ProcessView> identify(int pid) {
        Optional<ProcessView> process = view.process(pid);
        ProcessView before = process.isPresent() ? processes.put(pid, process.get()) : processes.remove(pid);
        if (!Optional.ofNullable(before).equals(process)) {
            version++;
        }
        return process;
    }

    private void changed() {
        stale = true;
        version++;
    }

    /** Changes whenever an owner may have. */
    public long version() {
        return version;
    }

    /** The last table read of a process. */
    public Optional<Table> table(int pid) {
        return Optional.ofNullable(tables.get(pid));
    }

    /** Who holds the socket with this inode, by pid and fd. */
    public List<Owner> owners(long inode) {
        if (inode == 0) {
            return List.of();
        }
        if (stale) {
            rebuild();
        }
        Holding holding = holdings.get(inode);
        if (holding == null) {
            return List.of();
        }
        if (holding.named != version) {
            List<Owner> fresh = new ArrayList<>(holding.holders.size());
            for (Holder holder : holding.holders) {
                owner(holder).ifPresent(fresh::add);
            }
            holding.owners = List.copyOf(fresh);
            holding.named = version; // which naming a process for the first time changes
        }
        return holding.owners;
    }

    /** A socket's file is open for reading and writing: {@code u}. */
    private Optional<Owner> owner(Holder holder) {
        ProcessView known = processes.get(holder.pid());
        Optional<ProcessView> process = known != null ? Optional.of(known) : identify(holder.pid());
        return process.map(who -> new Owner(who.pid(), who.command(), who.user(), holder.fd(), "u"));
    }

    private void rebuild() {
        ByInode<Holding> fresh = new ByInode<>();
        List<Table> byPid = new ArrayList<>(tables.values());
        byPid.sort(Comparator.comparingInt(Table::pid));
        for (Table table : byPid) {
            for (FdEntry row : table.fds()) {
                OptionalLong inode = row.socketInode();
                if (inode.isPresent()) {
                    Holding holding = fresh.get(inode.getAsLong());
                    if (holding == null) {
                        holding = new Holding();
                        fresh.put(inode.getAsLong(), holding);
                    }
                    holding.holders.add(new Holder(table.pid(), row.fd()));
                }
            }
        }
        holdings = fresh;
        stale = false;
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
