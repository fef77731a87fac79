package org.socketlab.server;

import java.util.ArrayDeque;
import java.util.function.IntFunction;
import org.socketlab.os.OffHeap;

/**
 * Off-heap memory lent to the few connections that have something pending: a partial line, or replies the peer does not
 * take. The loop's thread only.
 *
 * <p>What comes back is kept for the next: memory off the heap is freed only when the collector happens to run, and a
 * crowd that comes and goes would pile it up. So all chunks together are never more than were once lent.
 */
final class Chunks {
    /** The largest chunk, bytes: a whole line. */
    static final int LARGEST = 65_536;

    /** The smallest, which everyone gets. */
    static final int SMALLEST = 512;

    /** Bytes lent to all from which on nobody gets a larger chunk for a line, or is read while replies wait for it. */
    static final long MOST_LENT = 128L << 20;

    private static final int[] SIZES = {SMALLEST, 8_192, LARGEST};
    private static final int SLAB = 65_536;

    private final IntFunction<OffHeap> memory;
    private final ArrayDeque<OffHeap> small = new ArrayDeque<>();
    private final ArrayDeque<OffHeap> middle = new ArrayDeque<>();
    private final ArrayDeque<OffHeap> large = new ArrayDeque<>();
    private final long mostLent;
    private long lent;

    /** Chunks of what this allocates. */
    Chunks(IntFunction<OffHeap> memory) {
        this(memory, MOST_LENT);
    }

    Chunks(IntFunction<OffHeap> memory, long mostLent) {
        this.memory = memory;
        this.mostLent = mostLent;
    }

    /** A chunk of at least so many bytes, or the largest where that is less. Its contents are anything. */
    OffHeap take(int atLeast) {
        int kind = kindOf(Math.min(atLeast, LARGEST));
        OffHeap free = free(kind).pollLast();
        OffHeap chunk = free != null ? free : kind == 0 ? fromSlab() : memory.apply(SIZES[kind]);
        lent += chunk.capacity();
        return chunk;
    }

    void give(OffHeap chunk) {
        lent -= chunk.capacity();
        free(kindOf(chunk.capacity())).addLast(chunk);
    }

    /** How many bytes are lent now. */
    long lent() {
        return lent;
    }

    /** Whether so much is lent that those who need more must do without. */
    boolean scarce() {
        return lent >= mostLent;
    }

    /** Small chunks are cut from one allocation, because each allocation has a price of its own. */
    private OffHeap fromSlab() {
        OffHeap slab = memory.apply(SLAB);
        for (int at = SIZES[0]; at < SLAB; at += SIZES[0]) {
            small.addLast(new OffHeap(
                    slab.bytes().slice(at, SIZES[0]).order(slab.bytes().order()), slab.address() + at));
        }
        return new OffHeap(slab.bytes().slice(0, SIZES[0]).order(slab.bytes().order()), slab.address());
    }

    private static int kindOf(int size) {
        return size <= SIZES[0] ? 0 : size <= SIZES[1] ? 1 : 2;
    }

    private ArrayDeque<OffHeap> free(int kind) {
        return switch (kind) {
            case 0 -> small;
            case 1 -> middle;
            default -> large;
        };
    }
}
