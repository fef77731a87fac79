package org.socketlab.server;

import java.util.Optional;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Owner;

/** Finds which process listens on an endpoint, where the kernel tells. Called from whichever thread starts a server. */
@FunctionalInterface
public interface OwnerLookup {
    /** Nobody is ever named. */
    OwnerLookup NONE = _ -> Optional.empty();

    Optional<Owner> ownerOf(Endpoint endpoint);
}
