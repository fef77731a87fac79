package org.socketlab.lab;

import java.util.Optional;
import org.socketlab.model.Endpoint;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Owner;
import org.socketlab.model.Protocol;
import org.socketlab.model.Scope;
import org.socketlab.observe.OwnerIndex;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;
import org.socketlab.server.OwnerLookup;

/** Who has a port already, as far as this user may know. One thread at a time. */
public final class PortOwners implements OwnerLookup {
    private final KernelView view;

    public PortOwners(KernelView view) {
        this.view = view;
    }

    @Override
    public Optional<Owner> ownerOf(Endpoint endpoint) {
        if (!(endpoint instanceof Endpoint.Inet wanted)) {
            return Optional.empty();
        }
        try {
            OwnerIndex index = new OwnerIndex(view);
            index.scan();
            for (KernelSocket socket :
                    view.look(new Scope.Port(Protocol.TCP, wanted.port())).sockets()) {
                if (inTheWay(socket, wanted)) {
                    Optional<Owner> owner =
                            index.owners(socket.inode()).stream().findFirst();
                    if (owner.isPresent()) {
                        return owner;
                    }
                }
            }
        } catch (SyscallException e) {
            // then nobody is named; that the port is taken is told all the same
        }
        return Optional.empty();
    }

    private static boolean inTheWay(KernelSocket socket, Endpoint.Inet wanted) {
        return socket.local() instanceof Endpoint.Inet local
                && local.port() == wanted.port()
                && (local.address().any()
                        || wanted.address().any()
                        || local.normal().equals(wanted.normal()));
    }
}
