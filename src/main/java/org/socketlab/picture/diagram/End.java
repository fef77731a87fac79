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

    /**
     * Whether no fd stands for it: the kernel gives it no inode, or it is the lab's, whose fd tables follow its calls. Of a
     * foreign one that a look has just found, the holder is still to be searched for.
     */
    boolean withoutFd() {
        return holds.isEmpty() && (socket().inode() == 0 || !seen.actor().isEmpty() && !socket().ownersHidden());
    }
}
