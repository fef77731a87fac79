package org.socketlab.observe;

import java.util.Optional;
import org.socketlab.model.Endpoint;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Owner;
import org.socketlab.model.Scope;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;

/** Looks up, once, who is in the way of a listener that could not be bound. Any thread; opens a view of its own. */
public final class ListenerOwner {
    private final OperatingSystem system;

    public ListenerOwner(OperatingSystem system) {
        this.system = system;
    }

    /** Who listens there; empty where nobody does, it is another user's, or the kernel does not let us look. */
    public Optional<Owner> of(Endpoint endpoint) {
        try (KernelView view = system.openView()) {
            OwnerIndex index = new OwnerIndex(view);
            index.scan();
            return view.look(new Scope.Listening()).sockets().stream()
                    .filter(socket -> inTheWay(socket.local(), endpoint))
                    .map(KernelSocket::inode)
                    .flatMap(inode -> index.owners(inode).stream())
                    .findFirst();
        } catch (SyscallException notTold) {
            return Optional.empty();
        }
    }

    /** Whether a listener there keeps another from listening here: the same port, the same address or a wildcard. */
    private static boolean inTheWay(Endpoint there, Endpoint here) {
        return there instanceof Endpoint.Inet its
                && here instanceof Endpoint.Inet ours
                && its.port() == ours.port()
                && (its.address().normal().equals(ours.address().normal())
                        || its.address().any()
                        || ours.address().any());
    }
}
