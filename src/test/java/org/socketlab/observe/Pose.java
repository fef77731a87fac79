package org.socketlab.observe;

import static org.socketlab.model.TcpState.CLOSED;
import static org.socketlab.model.TcpState.CLOSE_WAIT;
import static org.socketlab.model.TcpState.CLOSING;
import static org.socketlab.model.TcpState.ESTABLISHED;
import static org.socketlab.model.TcpState.FIN_WAIT1;
import static org.socketlab.model.TcpState.FIN_WAIT2;
import static org.socketlab.model.TcpState.LAST_ACK;
import static org.socketlab.model.TcpState.LISTEN;
import static org.socketlab.model.TcpState.SYN_RECV;
import static org.socketlab.model.TcpState.SYN_SENT;
import static org.socketlab.model.TcpState.TIME_WAIT;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.TcpState;

/** What a socket can be seen in, made by real calls on loopback by {@link Poser}, and what is to be read of it. */
public enum Pose {
    BOUND(CLOSED, null, false),
    LISTENING(LISTEN, null, false),
    ASKING(SYN_SENT, null, false),
    ANSWERING(SYN_RECV, ESTABLISHED, true),
    OPEN(ESTABLISHED, ESTABLISHED, false),
    MAPPED(ESTABLISHED, ESTABLISHED, false),
    QUEUED(ESTABLISHED, ESTABLISHED, true),
    ITSELF(ESTABLISHED, ESTABLISHED, false),
    STUCK(FIN_WAIT1, ESTABLISHED, false),
    STUCK_ORPHAN(FIN_WAIT1, ESTABLISHED, true),
    HALF_CLOSED(FIN_WAIT2, CLOSE_WAIT, false),
    HALF_CLOSED_ORPHAN(FIN_WAIT2, CLOSE_WAIT, true),
    LEFT_OVER(CLOSE_WAIT, FIN_WAIT2, false),
    CROSSED(CLOSING, FIN_WAIT2, false),
    LAST(LAST_ACK, FIN_WAIT2, true),
    WAITING(TIME_WAIT, null, true);

    private final TcpState state;
    private final Optional<TcpState> peer;
    private final boolean orphan;

    Pose(TcpState state, @Nullable TcpState peer, boolean orphan) {
        this.state = state;
        this.peer = Optional.ofNullable(peer);
        this.orphan = orphan;
    }

    public TcpState state() {
        return state;
    }

    /** The state of the other end, empty where there is none. */
    public Optional<TcpState> peer() {
        return peer;
    }

    /** Whether the kernel gives it no inode, so that it can belong to no fd. */
    public boolean orphan() {
        return orphan;
    }

    /** Whether this is how the kernel tells of it. */
    public boolean is(KernelSocket socket) {
        boolean countsDown = socket.expires().isPresent();
        return socket.state() == state
                && (socket.inode() == 0) == orphan
                && (state != TIME_WAIT && state != SYN_SENT || countsDown);
    }
}
