package org.socketlab.trace;

import java.util.List;

/**
 * The in-arguments of read, write and epoll_wait, worded by the recorder so that the callers need not: fd and size, as
 * strace words them; the buffer between them stands in the return's bytes.
 */
final class Wording {
    private static final int SIZE = 1_024;

    // a server asks for the same few sizes on the same fds over and over, so most lists are already there
    private final Entry[] known = new Entry[SIZE];

    private record Entry(int fd, long count, List<String> args) {}

    List<String> args(int fd, long count) {
        int at = (int) (fd * 31L + count) & SIZE - 1;
        Entry entry = known[at];
        if (entry == null || entry.fd != fd || entry.count != count) {
            entry = new Entry(fd, count, List.of(Integer.toString(fd), Long.toString(count)));
            known[at] = entry;
        }
        return entry.args;
    }
}
