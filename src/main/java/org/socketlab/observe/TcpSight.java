package org.socketlab.observe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpState;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;

/**
 * Looks at TCP sockets: a dump of each watched port as often as its cost allows, in between only what is cheap, that is
 * listeners and exact tuples. Absence is concluded only from an exact lookup or from two complete dumps. The observer's
 * thread only; times in ns.
 */
final class TcpSight {
    /** Exact lookups at one look: the connections that changed last; more than these are left to the dumps. */
    private static final int MOST_LOOKUPS = 64;

    private final KernelView view;
    private final Ledger ledger;
    private final Telling telling;
    private final Absentees absentees;
    private final Budget dumps = new Budget(50);
    private final List<FiveTuple> afterlife = new ArrayList<>();
    private boolean owedUnwatched;
    private int endsLookedAt;

    TcpSight(KernelView view, Ledger ledger, Telling telling) {
        this.view = view;
        this.ledger = ledger;
        this.telling = telling;
        absentees = new Absentees(view, ledger);
    }

    void look(Seen seen, Watch watch, long interval, boolean changed) {
        endsLookedAt = 0;
        long now = System.nanoTime();
        try {
            boolean wide = changed || dumps.due(now, interval);
            if (!wide) {
                dump(seen, watch, new Scope.Listening());
                wide = queueMoved(seen) && dumps.due(now, 0);
            }
            if (wide) {
                for (int port : watch.asked()) {
                    dump(seen, watch, new Scope.Port(Protocol.TCP, port));
                }
                afterlife.clear();
                dumps.spent(now, System.nanoTime());
            } else {
                lookups(seen, watch);
            }
            telling.works(Trouble.TCP);
        } catch (SyscallException e) {
            telling.failed(Trouble.TCP, e);
        }
        if (changed || owedUnwatched) {
            unwatched(seen, watch);
        }
    }

    /** Somebody waits in an accept queue, or no longer does: nobody's call tells of that. */
    private boolean queueMoved(Seen seen) {
        return seen.present.values().stream()
                .filter(socket -> socket.state().listens())
                .anyMatch(socket -> ledger.known(socket.id())
                        .filter(known -> known.recvQ() == socket.recvQ())
                        .isEmpty());
    }

    private void dump(Seen seen, Watch watch, Scope scope) throws SyscallException {
        Event.Looked looked = view.look(scope);
        Set<SocketId> present = new HashSet<>();
        for (KernelSocket socket : looked.sockets()) {
            present.add(socket.id());
            if (watch.covers(socket)) {
                seen.add(socket);
            }
        }
        if (looked.complete()) {
            absentees.conclude(seen, scope, present);
        }
        telling.whole(scope, looked.complete());
    }

    private void lookups(Seen seen, Watch watch) throws SyscallException {
        for (FiveTuple tuple : afterlife) {
            view.lookup(tuple).filter(watch::covers).ifPresent(seen::add);
        }
        afterlife.clear();
        for (KernelSocket known : ledger.latest(MOST_LOOKUPS)) {
            Optional<KernelSocket> found = view.lookup(known.tuple());
            found.filter(watch::covers).ifPresent(seen::add);
            if (found.isEmpty() || !found.get().id().equals(known.id())) {
                seen.absent.add(known.id());
            }
        }
    }

    private void unwatched(Seen seen, Watch watch) {
        owedUnwatched = false;
        for (KernelSocket known : ledger.current()) {
            if (known.protocol() == Protocol.TCP && !watch.covers(known)) {
                seen.unwatched.add(known.id());
                owedUnwatched = true; // until it is told: then the ledger knows none
            }
        }
    }

    /**
     * The kernel told that a socket ended. One that goes over to TIME_WAIT is found there under the same cookie; of any
     * other this is the last word.
     */
    void ended(Event.Destroyed heard, Watch watch, OwnerSearch owners, long t) {
        Optional<KernelSocket> known = ledger.known(heard.id());
        Event.Destroyed end = known.map(socket -> withItsEnds(heard, socket)).orElse(heard);
        if (known.isEmpty() && !watch.covers(end.local(), end.remote())) {
            return;
        }
        if (known.isPresent() && known.get().state() != TcpState.TIME_WAIT && livesOn(known.get(), owners, t)) {
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

    /** What closed with a reset has lost its ends by the time the kernel tells; they were seen before, under its cookie. */
    private static Event.Destroyed withItsEnds(Event.Destroyed end, KernelSocket seen) {
        boolean lost = end.remote() instanceof Endpoint.Inet remote && remote.port() == 0;
        return lost ? new Event.Destroyed(end.id(), seen.local(), seen.remote(), end.tcpInfo()) : end;
    }

    /** Looks whether it is in TIME_WAIT now, and tells so first: then nobody sees it vanish and come back. */
    private boolean livesOn(KernelSocket known, OwnerSearch owners, long t) {
        if (++endsLookedAt > MOST_LOOKUPS) { // the next dump finds the others
            return false;
        }
        try {
            Optional<KernelSocket> now =
                    view.lookup(known.tuple()).filter(found -> found.id().equals(known.id()));
            now.ifPresent(found -> ledger.seen(owners.joined(found), t));
            if (now.isPresent() && ledger.hasNews() && telling.tell(t, ledger.news())) {
                ledger.taken();
            }
            return now.isPresent();
        } catch (SyscallException e) {
            telling.failed(Trouble.TCP, e);
            return false;
        }
    }
}
