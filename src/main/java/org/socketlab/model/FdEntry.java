package org.socketlab.model;

import java.util.OptionalLong;

/**
 * One row of a process's fd table.
 *
 * @param target where the link /proc/PID/fd/N points: {@code socket:[605145808]}, a path …
 * @param mode the link's own permission letters for its owner, {@code rwx}, {@code r-x} or {@code -wx}
 */
public record FdEntry(int fd, String target, String mode) {
    private static final String SOCKET = "socket:[";

    /** The inode where the target is a socket. */
    public OptionalLong socketInode() {
        return target.startsWith(SOCKET) && target.endsWith("]")
                ? OptionalLong.of(Long.parseLong(target, SOCKET.length(), target.length() - 1, 10))
                : OptionalLong.empty();
    }
}
