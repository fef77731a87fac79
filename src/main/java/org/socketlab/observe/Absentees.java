package org.socketlab.observe;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;

/**
 * Doubts what a complete dump did not show. A dump that needs several datagrams goes on by counting within a row of the
 * kernel's hash table (inet_diag_dump_icsk(), unix_diag_dump()), so that where sockets come and go in between it may leave
 * one out and mark nothing. Each absence is therefore confirmed by an exact lookup, or else by a second dump. The observer's
 * thread only.
 */
final class Absentees {
    /** Exact lookups after one dump, 6 µs each; the rest waits for the next dump. */
    private static final int MOST_LOOKUPS = 256;

    private final KernelView view;
    private final Ledger ledger;
    private final Set<SocketId> doubted = new HashSet<>();

    Absentees(KernelView view, Ledger ledger) {
        this.view = view;
        this.ledger = ledger;
    }

    /** Concludes, from a complete dump of this scope, which sockets are gone. */
    void conclude(Seen seen, Scope scope, Set<SocketId> present) throws SyscallException {
        doubted.removeIf(id -> present.contains(id) || ledger.known(id).isEmpty());
        int lookups = 0;
        for (KernelSocket known : ledger.current()) {
            if (scope.covers(known) && !present.contains(known.id())) {
                if (connection(known) && lookups++ < MOST_LOOKUPS) {
                    lookUp(seen, known);
                } else if (!doubted.add(known.id())) {
                    seen.absent.add(known.id());
                }
            }
        }
    }

    /** The kernel finds TCP sockets by their tuple, where that has two ends. */
    private static boolean connection(KernelSocket socket) {
        return socket.remotePort() > 0 && !socket.state().listens();
    }

    private void lookUp(Seen seen, KernelSocket known) throws SyscallException {
        Optional<KernelSocket> found =
                view.lookup(known.tuple()).filter(socket -> socket.id().equals(known.id()));
        if (found.isPresent()) {
            seen.add(found.get());
        } else {
            seen.absent.add(known.id());
        }
    }
}
