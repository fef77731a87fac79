package org.socketlab.model;

/** The state the kernel reports for a socket: one of TCP's eleven, or one of a Unix socket's three. */
public sealed interface SocketState permits TcpState, UnixState {
    /** The state's name as Linux tools spell it; states are never translated. */
    String name();

    /** Whether the socket takes connections rather than being one. */
    default boolean listens() {
        return this == TcpState.LISTEN || this == UnixState.LISTEN;
    }

    /** The state of a name and protocol; throws IllegalArgumentException for a name the protocol does not have. */
    static SocketState of(Protocol protocol, String name) {
        return protocol == Protocol.UNIX ? UnixState.valueOf(name) : TcpState.valueOf(name);
    }
}
