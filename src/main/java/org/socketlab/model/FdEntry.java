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

    /** The target of an fd that a call made and no look at /proc has named yet. */
    static final String UNNAMED = "socket:[]";

    /** The inode where the target is a socket whose inode is known. */
    public OptionalLong socketInode() {
        int end = target.length() - 1;
        boolean digits = target.startsWith(SOCKET)
                && target.endsWith("]")
                && end > SOCKET.length()
                && end <= SOCKET.length() + 18
                && target.substring(SOCKET.length(), end).chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalLong.of(Long.parseLong(target, SOCKET.length(), end, 10)) : OptionalLong.empty();
    }
}
