package org.socketlab.model;

/**
 * TCP's states (RFC 9293, 3.3.2) in the kernel's order and spelling.
 *
 * <p>The number is the kernel's own, from the enum in include/net/tcp_states.h. SYN_RECV stands for both the kernel's
 * TCP_SYN_RECV (3) and TCP_NEW_SYN_RECV (12), as every tool prints them.
 */
public enum TcpState implements SocketState {
    ESTABLISHED(1),
    SYN_SENT(2),
    SYN_RECV(3),
    FIN_WAIT1(4),
    FIN_WAIT2(5),
    TIME_WAIT(6),
    CLOSED(7),
    CLOSE_WAIT(8),
    LAST_ACK(9),
    LISTEN(10),
    CLOSING(11);

    private static final TcpState[] BY_NUMBER = new TcpState[14];

    static {
        for (TcpState state : values()) {
            BY_NUMBER[state.number] = state;
        }
        BY_NUMBER[12] = SYN_RECV; // TCP_NEW_SYN_RECV: a request socket, before the final ACK
        BY_NUMBER[13] = CLOSED; // TCP_BOUND_INACTIVE: bound but neither listening nor connected
    }

    private final int number;

    TcpState(int number) {
        this.number = number;
    }

    /** The kernel's number for this state. */
    public int number() {
        return number;
    }

    /** The state of a kernel number; throws IllegalArgumentException for a number no kernel uses. */
    public static TcpState of(int number) {
        if (number < 1 || number >= BY_NUMBER.length) {
            throw new IllegalArgumentException("no TCP state has the number " + number);
        }
        return BY_NUMBER[number];
    }
}
