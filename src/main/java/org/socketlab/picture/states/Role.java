package org.socketlab.picture.states;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.socketlab.model.SocketState;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;

/** What a socket is to its connection: it decides where its path began and which ways are open to it. */
enum Role {
    CLIENT("●", "○", "ladder.client"),
    SERVER("■", "□", "ladder.server"),
    LISTENER("■", "□", "ladder.listener"),
    /** Connected to itself: its own SYN came back to it, so it went the way of two that connect at once. */
    SELF("●", "○", "states.self");

    private static final Set<Way> OPENING = EnumSet.of(Way.LISTEN, Way.CONNECT, Way.SYN, Way.BOTH_SYN, Way.SYN_ACK);

    private final String seen;
    private final String inferred;
    private final String key;

    Role(String seen, String inferred, String key) {
        this.seen = seen;
        this.inferred = inferred;
        this.key = key;
    }

    /** Its sign, full where somebody saw it there and hollow where that is inferred. */
    String sign(boolean observed) {
        return observed ? seen : inferred;
    }

    /** The key of its name. */
    String key() {
        return key;
    }

    /** Where a socket of this role began; a Unix server's is connected from the first. */
    Optional<SocketState> begins(boolean unix) {
        return switch (this) {
            case CLIENT, SELF, LISTENER -> Optional.of(unix ? UnixState.UNCONNECTED : TcpState.CLOSED);
            case SERVER -> unix ? Optional.empty() : Optional.of(TcpState.LISTEN);
        };
    }

    /** Whether a socket of this role can go this way. */
    boolean goes(Way way) {
        return !OPENING.contains(way)
                || switch (this) {
                    case CLIENT -> way == Way.CONNECT || way == Way.SYN_ACK;
                    case SERVER -> way == Way.SYN;
                    case LISTENER -> way == Way.LISTEN;
                    case SELF -> way == Way.CONNECT || way == Way.BOTH_SYN;
                };
    }
}
