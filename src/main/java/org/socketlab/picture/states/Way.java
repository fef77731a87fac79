package org.socketlab.picture.states;

import org.socketlab.model.SocketState;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;

/**
 * The ways from state to state: for TCP those of RFC 9293, figure 5, and for Unix sockets the two that they have.
 *
 * <p>Left out are the ways that Linux does not take: from LISTEN to SYN_SENT (connect() on a listener fails with EISCONN),
 * and from SYN_RECV to FIN_WAIT1 (what is in SYN_RECV has no fd that could be closed). A reset, and close() before there is
 * a connection, lead from anywhere to CLOSED; these are reckoned with and not drawn.
 */
enum Way {
    LISTEN(TcpState.CLOSED, TcpState.LISTEN),
    CONNECT(TcpState.CLOSED, TcpState.SYN_SENT),
    SYN(TcpState.LISTEN, TcpState.SYN_RECV),
    BOTH_SYN(TcpState.SYN_SENT, TcpState.SYN_RECV),
    ACK(TcpState.SYN_RECV, TcpState.ESTABLISHED),
    SYN_ACK(TcpState.SYN_SENT, TcpState.ESTABLISHED),
    CLOSE(TcpState.ESTABLISHED, TcpState.FIN_WAIT1),
    FIN(TcpState.ESTABLISHED, TcpState.CLOSE_WAIT),
    FIN_ACKED(TcpState.FIN_WAIT1, TcpState.FIN_WAIT2),
    BOTH_FIN(TcpState.FIN_WAIT1, TcpState.CLOSING),
    FIN_AND_ACK(TcpState.FIN_WAIT1, TcpState.TIME_WAIT),
    OTHER_FIN(TcpState.FIN_WAIT2, TcpState.TIME_WAIT),
    CLOSING_ACKED(TcpState.CLOSING, TcpState.TIME_WAIT),
    CLOSE_TOO(TcpState.CLOSE_WAIT, TcpState.LAST_ACK),
    LAST_ACKED(TcpState.LAST_ACK, TcpState.CLOSED),
    TIMEOUT(TcpState.TIME_WAIT, TcpState.CLOSED),
    UNIX_LISTEN(UnixState.UNCONNECTED, UnixState.LISTEN),
    UNIX_CONNECT(UnixState.UNCONNECTED, UnixState.CONNECTED);

    private final SocketState from;
    private final SocketState to;

    Way(SocketState from, SocketState to) {
        this.from = from;
        this.to = to;
    }

    SocketState from() {
        return from;
    }

    SocketState to() {
        return to;
    }

    boolean unix() {
        return from instanceof UnixState;
    }
}
