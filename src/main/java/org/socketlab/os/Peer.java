package org.socketlab.os;

/**
 * The process at the other end of a Unix socket, as of its connect() or listen().
 *
 * @param uid its effective user, as this process's user namespace numbers it
 */
public record Peer(int pid, int uid) {}
