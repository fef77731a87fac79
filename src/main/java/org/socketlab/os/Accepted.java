package org.socketlab.os;

import org.socketlab.model.Endpoint;
import org.socketlab.model.SocketId;

/** What accept4() gave: the new fd, its socket, and the peer's address. */
public record Accepted(int fd, SocketId id, Endpoint peer) {}
