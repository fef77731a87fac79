package org.socketlab.trace;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;

/** The 5-tuple of each connected socket lately seen, so that a segment finds its two sockets. */
final class Tuples {
    /** All are forgotten when there are more: sockets that are still there come back with the next look. */
    private static final int MOST = 20_000;

    private final Map<SocketId, FiveTuple> known = new ConcurrentHashMap<>();

    /** Learns from a look, or from a socket's end. */
    void learn(Event event) {
        switch (event) {
            case Event.Looked looked -> looked.sockets().forEach(this::learn);
            case Event.Destroyed destroyed -> learn(destroyed.id(), destroyed.local(), destroyed.remote());
            default -> {}
        }
    }

    private void learn(KernelSocket socket) {
        if (!known.containsKey(socket.id())) {
            learn(socket.id(), socket.local(), socket.remote());
        }
    }

    private void learn(SocketId id, Endpoint local, Endpoint remote) {
        if (id.protocol() == Protocol.UNIX || !(remote instanceof Endpoint.Inet(var _, int port)) || port == 0) {
            return;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        known.putIfAbsent(id, new FiveTuple(id.protocol(), local, remote).normal());
    }

    /** With v4-mapped addresses as plain IPv4. */
    Optional<FiveTuple> of(SocketId id) {
        return Optional.ofNullable(known.get(id));
    }

    void clear() {
        known.clear();
    }
}
