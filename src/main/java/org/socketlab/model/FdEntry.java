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
        int digits = end - SOCKET.length();
        if (digits < 1 || digits > 18 || !target.startsWith(SOCKET) || target.charAt(end) != ']') {
            return OptionalLong.empty();
        }
        long inode = 0;
        for (int i = SOCKET.length(); i < end; i++) {
            int digit = target.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            inode = 10 * inode + digit;
        }
        return OptionalLong.of(inode);
    }
}
