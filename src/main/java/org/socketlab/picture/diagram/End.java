package org.socketlab.picture.diagram;

import java.util.List;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.SocketId;

/** One drawn socket with those who hold it. {@code right} is the side of those that listen. */
record End(SeenSocket seen, List<Hold> holds, boolean right) {
    KernelSocket socket() {
        return seen.socket();
    }

    SocketId id() {
        return seen.socket().id();
    }
}
