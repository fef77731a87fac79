package org.socketlab.observe;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.socketlab.model.Event;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Owner;
import org.socketlab.model.Scope;
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
    /** How often is looked while nothing happens. */
    static final long IDLE = 200_000_000L;

    /** Less than that, or a look that began a moment late would leave the next one out. */
    private static final long SELDOM = 100_000_000L;

    /** How often all TCP sockets are looked at where every client's coming is told by an accept4() or an accept queue. */
    private static final long WIDE = 1_000_000_000L;

    private static final long OWN_TABLE = 500_000_000L;
    private static final long FOREIGN_TABLES = 400_000_000L;
    private static final long LIMITS = 2_000_000_000L;

    private final int own;
    private final Telling telling;
    private final OwnerIndex index;
    private final OwnerSearch search;
    private final Ledger ledger = new Ledger();
    private final TcpSight tcp;
    private final UnixSight unix;
    private final ProcessLedger processes;
    private final SocketFiles files;
    private final Budget foreignTables = new Budget(50);
    private final Budget limits = new Budget(50);
    private Set<Integer> owning;
    private volatile int alsoOwn;
    private int alsoTold;
    private Watch watch = Watch.NOTHING;

    Sight(KernelView view, FactSink sink, int own) {
        this.own = own;
        owning = Set.of(own);
        telling = new Telling(sink);
        index = new OwnerIndex(view);
        search = new OwnerSearch(index, telling, own);
        tcp = new TcpSight(view, ledger, telling);
        unix = new UnixSight(view, ledger, search, telling);
        processes = new ProcessLedger(view, index, telling);
        files = new SocketFiles(view, telling);
    }

    /**
     * Looks once.
     *
     * @param active whether something just happened, so that all that is cheap enough is looked at
     * @param staged whether clients may stand before a listener that neither accepts nor queues them
     * @return whether something other than clocks and counters changed
     */
    boolean look(Watch wanted, boolean active, boolean staged, boolean nudged) {
        if (telling.refused()) {
            tellAnew();
        }
        alsoOwn();
        boolean changed = !wanted.equals(watch);
        watch = wanted;
        if (nudged) {
            search.ownTableWanted();
        }
        boolean dear = search.ownTableIsDear();
        if (!dear) {
            search.ownTable(OWN_TABLE);
        }
        long began = System.nanoTime();
        Seen seen = new Seen();
        tcp.look(seen, watch, active ? 0 : staged ? SELDOM : WIDE, changed);
        unix.look(seen, watch, active ? 0 : SELDOM, changed);
        seen.settle();
        search.search(seen, began);
        boolean stirred = tell(seen, began);
        foreignTables(began);
        limits(began);
        files.look(watch.paths());
        if (dear) {
            search.ownTable(OWN_TABLE); // told with the next look
        }
        return stirred;
    }

    /** A second process of the lab's own from the next look on, whatever it holds; 0 for none. Any thread. */
    void alsoOwn(int pid) {
        alsoOwn = pid;
    }

    private void alsoOwn() {
        int now = alsoOwn;
        if (now != alsoTold) {
            processes.ended(alsoTold); // what was told of it just before its end may have come after that
            index.read(now != 0 ? now : alsoTold);
            alsoTold = now;
            owning = owning();
        }
    }

    /** From the next look on. */
    void tellAnew() {
        ledger.refused();
        processes.forgetTold();
        files.forgetTold();
    }

    private boolean tell(Seen seen, long began) {
        if (!seen.unwatched.isEmpty()
                && telling.tell(
                        began, new Event.Looked(new Scope.Unwatched(List.copyOf(seen.unwatched)), true, List.of()))) {
            seen.unwatched.forEach(ledger::forget);
        }
        seen.absent.forEach(ledger::gone);
        for (KernelSocket socket : seen.present.values()) {
            ledger.seen(search.joined(socket), began);
        }
        Set<Long> touched = index.touched();
        if (!touched.isEmpty()) {
            for (KernelSocket known : ledger.current()) {
                if (touched.contains(known.inode()) && !seen.present.containsKey(known.id())) {
                    ledger.seen(search.joined(known), began);
                }
            }
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
        if (alsoTold != 0) {
            pids.add(alsoTold);
        }
        Set<Long> inodes = new HashSet<>();
        for (KernelSocket socket : ledger.current()) {
            inodes.add(socket.inode());
            for (Owner owner : socket.owners()) {
                pids.add(owner.pid());
            }
        }
        search.retain(inodes);
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

    /** The kernel told that a TCP socket ended. */
    void ended(Event.Destroyed end, long t) {
        tcp.ended(end, watch, search, t);
    }

    /** Events were lost: how many, the kernel does not say. */
    void overrun(long t) {
        telling.tell(t, new Event.Gap(1, "netlink-overrun", 0, 0));
    }

    void noEvents(SyscallException e) {
        telling.failed(Trouble.EVENTS, e);
    }

    void eventsWork() {
        telling.works(Trouble.EVENTS);
    }
}
