package org.socketlab.model;

import java.util.List;

/** What a look at the kernel's sockets covered: only inside it does absence mean that a socket is gone. */
public sealed interface Scope {
    /** Every socket of every protocol the lab looks at. */
    record All() implements Scope {}

    /** Every socket of one protocol. */
    record Of(Protocol protocol) implements Scope {}

    /** Every socket of one protocol with this port at either end. */
    record Port(Protocol protocol, int port) implements Scope {}

    /** TCP sockets that listen. */
    record Listening() implements Scope {}

    /** Exactly these connections. */
    record Tuples(List<FiveTuple> tuples) implements Scope {
        public Tuples {
            tuples = List.copyOf(tuples);
        }
    }

    /** Exactly these sockets, whatever became of them. */
    record Ids(List<SocketId> ids) implements Scope {
        public Ids {
            ids = List.copyOf(ids);
        }
    }

    /**
     * Exactly these sockets, which are looked at no more: whether they are still there is not said. A look of this scope
     * has no sockets in it.
     */
    record Unwatched(List<SocketId> ids) implements Scope {
        public Unwatched {
            ids = List.copyOf(ids);
        }
    }

    /** Whether a socket that was known before should have been in the look, were it still there. */
    default boolean covers(KernelSocket socket) {
        return switch (this) {
            case All() -> true;
            case Of(Protocol protocol) -> socket.protocol() == protocol;
            case Port(Protocol protocol, int port) ->
                socket.protocol() == protocol && (socket.localPort() == port || socket.remotePort() == port);
            case Listening() -> socket.state() == TcpState.LISTEN;
            case Tuples(List<FiveTuple> tuples) -> tuples.contains(socket.tuple());
            case Ids(List<SocketId> ids) -> ids.contains(socket.id());
            case Unwatched _ -> false;
        };
    }
}
