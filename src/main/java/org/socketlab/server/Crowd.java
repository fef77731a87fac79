package org.socketlab.server;

import org.jspecify.annotations.Nullable;
import org.socketlab.os.OffHeap;
import org.socketlab.os.OperatingSystem;

/**
 * Many that are ready at once: each is read before the first is answered. Read by read and then write by write the
 * kernel's code stays in the processor's cache, and a peer that the first reply woke finds the others' beside it, so it
 * need not be woken for each. Where few are ready each is answered at once, as in the article. The loop's thread only.
 */
final class Crowd {
    /** So many are still few. */
    private static final int FEW = 8;

    /** The most that one is read of, bytes, so that the last need not wait long. */
    private static final int CROWD_READ = 16_384;

    /** How many are read before all of them are answered. */
    private static final int MOST = 64;

    private static final int ROOM = 65_536;

    private final OffHeap replies;
    private final @Nullable Connection[] members = new @Nullable Connection[MOST];
    private final int[] ends = new int[MOST];
    private int size;
    private int length;
    private boolean gathers;

    Crowd(OperatingSystem system) {
        replies = system.allocate(ROOM);
    }

    /** Begins a turn, in which so many are ready. */
    void gather(int ready) {
        gathers = ready > FEW;
    }

    /** The most bytes that one read() takes in this turn. */
    int readSize() {
        return gathers ? CROWD_READ : ServerLoop.LARGEST_READ;
    }

    /**
     * Keeps the replies to a connection until the others are read.
     *
     * @return false where there is no crowd or no room, so that they are to be written at once
     */
    boolean keeps(Connection connection, Replies of) {
        if (!gathers || length + of.length() > ROOM) {
            return false;
        }
        replies.bytes().put(length, of.memory().bytes(), 0, of.length());
        length += of.length();
        members[size] = connection;
        ends[size++] = length;
        if (size == MOST) {
            answer();
        }
        return true;
    }

    /** Writes what is kept, in the order in which it came. */
    void answer() {
        int from = 0;
        for (int i = 0; i < size; i++) {
            Connection connection = members[i];
            members[i] = null;
            if (connection != null) {
                connection.answer(replies, from, ends[i] - from);
            }
            from = ends[i];
        }
        size = 0;
        length = 0;
    }
}
