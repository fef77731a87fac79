package org.socketlab.observe;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table from inode to value without an object for each key: a look at 10,000 sockets asks it 10,000 times, and each
 * object in between would be another line of memory to wait for. One thread at a time.
 *
 * <pre>
 *  inodes  |  0  | 71 |  0  | 23 | 39 |  0  | …    a power of two slots, at most half of them taken; 0 is a free one
 *  values  |     |  a |     |  b |  c |     | …    where the slot wanted is taken, the next free one
 * </pre>
 */
final class ByInode<T> {
    private long[] inodes = new long[16];
    private @Nullable Object[] values = new Object[16];
    private int count;

    /** The value of an inode, which is not 0; null where it has none. */
    @SuppressWarnings("unchecked") // put() takes nothing else
    @Nullable
    T get(long inode) {
        return (T) values[slot(inode)];
    }

    /** Gives an inode, which is not 0, this value from now on. */
    void put(long inode, T value) {
        int slot = slot(inode);
        if (inodes[slot] == 0) {
            if (2 * ++count > inodes.length) {
                grow();
                slot = slot(inode);
            }
            inodes[slot] = inode;
        }
        values[slot] = value;
    }

    /** Hands on each inode with its value, in no order. */
    @SuppressWarnings("unchecked") // put() takes nothing else
    void forEach(Each<T> each) {
        for (int i = 0; i < inodes.length; i++) {
            if (inodes[i] != 0) {
                each.entry(inodes[i], (T) Objects.requireNonNull(values[i]));
            }
        }
    }

    /** What is handed each entry. */
    interface Each<T> {
        void entry(long inode, T value);
    }

    /** Where the inode stands, or the free slot where it would. */
    private int slot(long inode) {
        int mask = inodes.length - 1;
        int slot = (int) (inode * 0x9E3779B97F4A7C15L >>> 32) & mask; // 2^64 by the golden ratio: scatters neighbours
        while (inodes[slot] != 0 && inodes[slot] != inode) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] before = inodes;
        @Nullable Object[] held = values;
        inodes = new long[2 * before.length];
        values = new Object[2 * before.length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int slot = slot(before[i]);
                inodes[slot] = before[i];
                values[slot] = held[i];
            }
        }
    }
}
