package org.socketlab.server;

import java.util.ArrayDeque;
import org.socketlab.os.OffHeap;
import org.socketlab.os.Sockets;

/** Replies that a peer's socket did not take at once, in order. The loop's thread only. */
final class Outbox {
    private final Chunks chunks;
    private final ArrayDeque<OffHeap> queue = new ArrayDeque<>(2);
    private int headFrom;
    private int tailTo;
    private long owed;

    Outbox(Chunks chunks) {
        this.chunks = chunks;
    }

    /** How many bytes wait. */
    long owed() {
        return owed;
    }

    /** Copies these bytes to the end. */
    void add(OffHeap from, int begin, int length) {
        int at = begin;
        int left = length;
        while (left > 0) {
            OffHeap tail = queue.peekLast();
            if (tail == null || tailTo == tail.capacity()) {
                tail = chunks.take(left);
                queue.addLast(tail);
                tailTo = 0;
            }
            int part = Math.min(left, tail.capacity() - tailTo);
            tail.bytes().put(tailTo, from.bytes(), at, part);
            tailTo += part;
            at += part;
            left -= part;
        }
        owed += length;
    }

    /** One write() of what waits longest: how many bytes went, or the negative errno. */
    int write(Sockets sockets, int fd) {
        OffHeap head = queue.getFirst();
        int end = queue.size() == 1 ? tailTo : head.capacity();
        int written = sockets.write(fd, head, headFrom, end - headFrom);
        if (written > 0) {
            owed -= written;
            headFrom += written;
            if (headFrom == end) {
                chunks.give(queue.removeFirst());
                headFrom = 0;
            }
        }
        return written;
    }

    /** Forgets all of it. */
    void drop() {
        queue.forEach(chunks::give);
        queue.clear();
        owed = 0;
        headFrom = 0;
        tailTo = 0;
    }
}
