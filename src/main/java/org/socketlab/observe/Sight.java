package org.socketlab.observe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.socketlab.model.Event;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Owner;
import org.socketlab.model.Protocol;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpState;
import org.socketlab.os.FactSink;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;

/**
 * One look after the other: what is seen at each, and what of it is told. The observer's thread only; times in ns.
 *
 * <pre>
 *  TCP by port, or LISTEN and exact tuples ─┐
 *  Unix, what matters                       ├─► joined with owners by inode ─► Ledger ─► news
 *  /proc/PID/fd, own and owners' ───────────┘
 * </pre>
 */
final class Sight {
    static final long IDLE = 180_000_000L;

    /** Exact lookups at one look: the connections that changed last; more than these are left to the dumps. */
    private static final int MOST_LOOKUPS = 64;

    private static final long OWN_TABLE = 500_000_000L;
    private static final long FOREIGN_TABLES = 400_000_000L;
    private static final long LIMITS = 2_000_000_000L;

    private final KernelView view;
    private final int own;
    private final Telling telling;
    private final OwnerIndex index;
    private final Ledger ledger = new Ledger();
    private final ProcessLedger processes;
    private final SocketFiles files;
    private final Unfound unfound = new Unfound();
    private final Budget dumps = new Budget(50);
    private final Budget unix = new Budget(50);
    private final Budget ownTable = new Budget(20);
    private final Budget foreignTables = new Budget(50);
    private final Budget scans = new Budget(20);
    private final Budget limits = new Budget(50);
    private final List<FiveTuple> afterlife = new ArrayList<>();
    private int endsLookedAt;
    private Set<Integer> owning;
    private boolean ownTableWanted;
    private long joinedAt = -1;
    private Watch watch = Watch.NOTHING;

    Sight(KernelView view, FactSink sink, int own) {
        this.view = view;
        this.own = own;
        owning = Set.of(own);
        telling = new Telling(sink);
        index = new OwnerIndex(view);
        processes = new ProcessLedger(view, index, telling);
        files = new SocketFiles(view, telling);
    }

    /** What one look saw, before owners are joined. */
    private static final class Seen {
        final Map<SocketId, KernelSocket> present = new LinkedHashMap<>();
        final Set<SocketId> absent = new HashSet<>();

        void add(KernelSocket socket) {
            present.put(socket.id(), socket);
        }
    }

    /**
     * Looks once.
     *
     * @param active whether something just happened, so that all that is cheap enough is looked at
     * @return whether something other than clocks and counters changed
     */
    boolean look(Watch wanted, boolean active, boolean nudged) {
        if (telling.refused()) {
            tellAnew();
        }
        endsLookedAt = 0;
        boolean changed = !wanted.equals(watch);
        watch = wanted;
        ownTableWanted |= nudged;
        ownTable(ownTableWanted ? 0 : OWN_TABLE);
        long began = System.nanoTime();
        Seen seen = new Seen();
        tcp(seen, began, active ? 0 : IDLE, changed);
        unix(seen, active ? 0 : IDLE, changed);
        if (changed) {
            unwatched(seen);
        }
        owners(seen, began);
        boolean stirred = tell(seen, began);
        foreignTables(began);
        limits(began);
        files.look(watch.paths());
        return stirred;
    }

    /** From the next look on. */
    void tellAnew() {
        ledger.refused();
        processes.forgetTold();
        files.forgetTold();
    }

    private void tcp(Seen seen, long now, long interval, boolean changed) {
        try {
            if (changed || dumps.due(now, interval)) {
                for (int port : watch.asked()) {
                    dump(seen, new Scope.Port(Protocol.TCP, port));
                }
                afterlife.clear();
                dumps.spent(now, System.nanoTime());
            } else {
                dump(seen, new Scope.Listening());
                lookups(seen);
            }
            telling.works("observe.netlink");
        } catch (SyscallException e) {
            telling.failed("observe.netlink", e);
        }
    }

    /** Absence is concluded only from a complete look. */
    private void dump(Seen seen, Scope scope) throws SyscallException {
        Event.Looked looked = view.look(scope);
        Set<SocketId> present = new HashSet<>();
        for (KernelSocket socket : looked.sockets()) {
            present.add(socket.id());
            if (watch.covers(socket)) {
                seen.add(socket);
            }
        }
        if (looked.complete()) {
            for (KernelSocket known : ledger.current()) {
                if (scope.covers(known) && !present.contains(known.id())) {
                    seen.absent.add(known.id());
                }
            }
        }
    }

    private void lookups(Seen seen) throws SyscallException {
        for (FiveTuple tuple : afterlife) {
            view.lookup(tuple).ifPresent(seen::add);
        }
        afterlife.clear();
        for (KernelSocket known : ledger.latest(MOST_LOOKUPS)) {
            Optional<KernelSocket> found = view.lookup(known.tuple());
            found.ifPresent(seen::add);
            if (found.isEmpty() || !found.get().id().equals(known.id())) {
                seen.absent.add(known.id());
            }
        }
    }

    /** Those with a watched name, those this process holds, and the other ends of both. */
    private void unix(Seen seen, long interval, boolean changed) {
        long now = System.nanoTime();
        if (!changed && !unix.due(now, interval)) {
            return;
        }
        try {
            Event.Looked looked = view.look(new Scope.Of(Protocol.UNIX));
            Set<Long> inodes = new HashSet<>();
            for (KernelSocket socket : looked.sockets()) {
                if (watch.named(socket) || held(socket)) {
                    inodes.add(socket.inode());
                    inodes.add(socket.peer());
                }
            }
            inodes.remove(0L);
            Set<SocketId> present = new HashSet<>();
            for (KernelSocket socket : looked.sockets()) {
                if (inodes.contains(socket.inode())) {
                    present.add(socket.id());
                    seen.add(socket);
                }
            }
            for (KernelSocket known : ledger.current()) {
                if (looked.complete() && known.protocol() == Protocol.UNIX && !present.contains(known.id())) {
                    seen.absent.add(known.id());
                }
            }
            unix.spent(now, System.nanoTime());
            telling.works("observe.netlink");
        } catch (SyscallException e) {
            telling.failed("observe.netlink", e);
        }
    }

    private boolean held(KernelSocket socket) {
        return index.owners(socket.inode()).stream().anyMatch(owner -> owner.pid() == own);
    }

    /** What was told and is watched no more leaves the picture by being looked for once more and not told. */
    private void unwatched(Seen seen) {
        for (KernelSocket known : ledger.current()) {
            if (known.protocol() == Protocol.TCP && !watch.covers(known)) {
                seen.absent.add(known.id());
            }
        }
    }

    private boolean ownTable(long interval) {
        long began = System.nanoTime();
        if (!ownTable.due(began, interval)) {
            return false;
        }
        ownTableWanted = false;
        index.read(own);
        ownTable.spent(began, System.nanoTime());
        return true;
    }

    /** Reads tables anew where a socket has an inode that none of them holds: first the own one, then all. */
    private void owners(Seen seen, long now) {
        Set<Long> wanted = unowned(seen, now);
        if (!wanted.isEmpty() && ownTable(0)) {
            wanted = unowned(seen, now);
        }
        if (!wanted.isEmpty() && scans.due(now, 0)) {
            long began = System.nanoTime();
            try {
                index.scan();
                telling.works("observe.proc");
            } catch (SyscallException e) {
                telling.failed("observe.proc", e);
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

    private boolean tell(Seen seen, long began) {
        seen.absent.removeAll(seen.present.keySet());
        seen.absent.forEach(ledger::gone);
        for (KernelSocket socket : seen.present.values()) {
            ledger.seen(index.joined(socket, unfound.searched(socket.inode())), began);
        }
        if (index.version() != joinedAt) {
            for (KernelSocket known : ledger.current()) {
                ledger.seen(index.joined(known, unfound.searched(known.inode())), began);
            }
            joinedAt = index.version();
        }
        boolean stirred = ledger.stirred();
        if (stirred) {
            owning = owning();
        }
        owning.forEach(processes::table);
        if (ledger.hasNews() && telling.tell(began, ledger.news())) {
            ledger.taken();
        }
        return stirred;
    }

    private Set<Integer> owning() {
        Set<Integer> pids = new TreeSet<>();
        pids.add(own);
        Set<Long> inodes = new HashSet<>();
        for (KernelSocket socket : ledger.current()) {
            inodes.add(socket.inode());
            for (Owner owner : socket.owners()) {
                pids.add(owner.pid());
            }
        }
        unfound.retain(inodes);
        return pids;
    }

    /** The owners' tables change and the owners end; those that own nothing told any more are told no more. */
    private void foreignTables(long now) {
        if (!foreignTables.due(now, FOREIGN_TABLES)) {
            return;
        }
        long began = System.nanoTime();
        for (int pid : processes.pids()) {
            if (pid != own && owning.contains(pid)) {
                index.read(pid);
                processes.identity(pid);
            } else if (pid != own) {
                processes.ended(pid);
            }
        }
        foreignTables.spent(began, System.nanoTime());
    }

    private void limits(long now) {
        if (limits.due(now, LIMITS)) {
            long began = System.nanoTime();
            processes.pids().forEach(processes::limits);
            limits.spent(began, System.nanoTime());
        }
    }

    /**
     * The kernel told that a TCP socket ended. One that goes over to TIME_WAIT is found there under the same cookie; of
     * any other this is the last word.
     */
    void ended(Event.Destroyed end, long t) {
        Optional<KernelSocket> known = ledger.known(end.id());
        if (known.isEmpty() && !watch.covers(end.local(), end.remote())) {
            return;
        }
        if (known.isPresent() && known.get().state() != TcpState.TIME_WAIT && livesOn(known.get(), t)) {
            telling.tell(t, end);
            return;
        }
        boolean told = telling.tell(t, end);
        if (known.isPresent() && known.get().state() != TcpState.TIME_WAIT) {
            if (told) {
                ledger.forget(end.id());
            } else {
                ledger.gone(end.id());
            }
            if (afterlife.size() < MOST_LOOKUPS) {
                afterlife.add(known.get().tuple());
            }
        }
    }

    /** Looks whether it is in TIME_WAIT now, and tells so first: then nobody sees it vanish and come back. */
    private boolean livesOn(KernelSocket known, long t) {
        if (++endsLookedAt > MOST_LOOKUPS) { // the next dump finds the others
            return false;
        }
        try {
            Optional<KernelSocket> now =
                    view.lookup(known.tuple()).filter(found -> found.id().equals(known.id()));
            now.ifPresent(found -> ledger.seen(index.joined(found, unfound.searched(found.inode())), t));
            if (now.isPresent() && ledger.hasNews() && telling.tell(t, ledger.news())) {
                ledger.taken();
            }
            return now.isPresent();
        } catch (SyscallException e) {
            telling.failed("observe.netlink", e);
            return false;
        }
    }

    /** Events were lost: how many, the kernel does not say. */
    void overrun(long t) {
        telling.tell(t, new Event.Gap(1, "netlink-overrun", 0, 0));
    }

    void noEvents(SyscallException e) {
        telling.failed("observe.events", e);
    }
}
