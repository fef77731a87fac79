package org.socketlab.trace;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.socketlab.model.Bytes;

/**
 * A fixed number of blocks that hold what read and write passed, taken by any thread, given back by the recorder.
 *
 * <p>The free ones form a stack (R. K. Treiber, 1986) whose head carries a tag against ABA; the last one given back is
 * the first one taken again, so that a quiet lab touches few pages. Nothing here blocks or allocates.
 */
final class Blocks {
    /** What there is where no block is. */
    static final int NONE = -1;

    private final int size;
    private final ByteBuffer memory;
    private final int[] next;
    private final AtomicLong head = new AtomicLong();

    Blocks(int count, int size) {
        this.size = size;
        memory = ByteBuffer.allocateDirect(Math.multiplyExact(count, size));
        next = new int[count];
        for (int i = 0; i < count; i++) {
            next[i] = i + 1 < count ? i + 1 : NONE;
        }
        head.set(count > 0 ? 0 : NONE & 0xffffffffL);
    }

    /** A block that nobody else has, {@link #NONE} where all are taken. */
    int take() {
        for (; ; ) {
            long seen = head.get();
            int top = (int) seen;
            if (top == NONE) {
                return NONE;
            }
            if (head.compareAndSet(seen, tagged(seen, next[top]))) {
                return top;
            }
        }
    }

    /** Whether all are taken now. */
    boolean none() {
        return (int) head.get() == NONE;
    }

    void giveBack(int block) {
        for (; ; ) {
            long seen = head.get();
            next[block] = (int) seen;
            if (head.compareAndSet(seen, tagged(seen, block))) {
                return;
            }
        }
    }

    private static long tagged(long before, int top) {
        return (before >>> 32) + 1 << 32 | top & 0xffffffffL;
    }

    /** Copies as many of the {@code length} bytes as a block holds. */
    void put(int block, ByteBuffer from, int at, long length) {
        memory.put(block * size, from, at, (int) Math.min(length, size));
    }

    /** What {@link #put} copied. */
    Bytes get(int block, long length) {
        return Bytes.of(memory, block * size, (int) Math.min(length, size));
    }
}
