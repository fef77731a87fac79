package org.socketlab.picture;

import org.socketlab.model.SocketId;

/** What a person has picked out; the same in the diagram, the inspector and the tables. */
public sealed interface Selection {
    /** A connection: the end that connected and the end that was accepted. */
    record Pair(SocketId client, SocketId server) implements Selection {}

    /** One socket. */
    record Socket(SocketId id) implements Selection {}

    /** A process. */
    record Process(int pid) implements Selection {}

    /** One row of a process's fd table. */
    record Fd(int pid, int fd) implements Selection {}
}
