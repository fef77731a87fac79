package org.socketlab.picture.diagram;

import java.util.Optional;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;

/**
 * What of the lab's holds a socket in the state it is in.
 *
 * @param seq the fact that set the switch
 * @param because the key of what the switch does
 */
public record HeldBy(long seq, String because) {
    /** Empty where nothing of the lab's does; {@code server} tells which end of its connection the socket is. */
    public static Optional<HeldBy> of(SeenSocket seen, Optional<SeenSocket> peer, boolean server, LabState state) {
        Optional<End> other = peer.map(one -> end(one, !server, state));
        return new Staging(state)
                .of(end(seen, server, state), other)
                .map(held -> new HeldBy(held.seq(), held.because()));
    }

    private static End end(SeenSocket seen, boolean server, LabState state) {
        return new End(seen, new Holds(state).of(seen.socket().id()), server);
    }
}
