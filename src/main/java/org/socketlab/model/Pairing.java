package org.socketlab.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Which two sockets are the two ends of one connection. */
public final class Pairing {
    private Pairing() {}

    /**
     * The other end of each socket that has one among these, both ways.
     *
     * <p>Internet sockets pair on the reversed, normalised 5-tuple; Unix sockets on the peer's inode. A listener has no
     * peer. A self-connected socket is its own.
     */
    public static Map<SocketId, SocketId> of(Collection<KernelSocket> sockets) {
        Map<FiveTuple, SocketId> byTuple = new HashMap<>();
        Map<Long, SocketId> byInode = new HashMap<>();
        for (KernelSocket socket : sockets) {
            if (socket.protocol() == Protocol.UNIX) {
                byInode.put(socket.inode(), socket.id());
            } else if (connects(socket)) {
                byTuple.put(socket.tuple().normal(), socket.id());
            }
        }
        Map<SocketId, SocketId> peers = new HashMap<>();
        for (KernelSocket socket : sockets) {
            SocketId peer = socket.protocol() == Protocol.UNIX
                    ? socket.peer() == 0 ? null : byInode.get(socket.peer())
                    : connects(socket) ? byTuple.get(socket.tuple().normal().reversed()) : null;
            if (peer != null) {
                peers.put(socket.id(), peer);
            }
        }
        return peers;
    }

    private static boolean connects(KernelSocket socket) {
        return !socket.state().listens() && socket.remote() instanceof Endpoint.Inet inet && inet.port() != 0;
    }
}
