package org.socketlab.observe;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.SocketId;

/** What one look saw, before owners are joined. One thread at a time. */
final class Seen {
    final Map<SocketId, KernelSocket> present = new LinkedHashMap<>();

    /** Known before, and gone now: concluded by a complete look or an exact lookup only. */
    final Set<SocketId> absent = new HashSet<>();

    /** Known before and watched no more; whether they are gone is not known. */
    final Set<SocketId> unwatched = new HashSet<>();

    void add(KernelSocket socket) {
        present.put(socket.id(), socket);
    }

    /** A socket that is there now was neither gone nor left, whatever an earlier part of the look made of it. */
    void settle() {
        absent.removeAll(present.keySet());
        unwatched.removeAll(present.keySet());
        unwatched.removeAll(absent);
    }
}
