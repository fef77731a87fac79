package org.socketlab.server;

import org.jspecify.annotations.Nullable;
import org.socketlab.os.OffHeap;

/** What a dialogue remembers of a peer between two reads: the line that has begun and not ended. */
abstract class Peer {
    private @Nullable OffHeap partial;
    private int length;

    /** Tells a line of the log. */
    abstract void log(String line);

    /** How many bytes of a line have come without its LF. */
    final int partialLength() {
        return length;
    }

    /** The memory that holds the partial line; there is one where {@link #partialLength} is not 0. */
    final OffHeap partial() {
        OffHeap held = partial;
        if (held == null) {
            throw new IllegalStateException("no partial line");
        }
        return held;
    }

    /** Whether so many more bytes need a larger chunk than one that everyone gets. */
    final boolean outgrows(int added) {
        OffHeap held = partial;
        return length + added > (held == null ? Chunks.SMALLEST : held.capacity());
    }

    /** Adds to the partial line, moving it to a larger chunk where it has outgrown its own. */
    final void append(Chunks chunks, OffHeap from, int begin, int end) {
        int added = end - begin;
        OffHeap held = partial;
        if (held == null || held.capacity() < length + added) {
            OffHeap larger = chunks.take(length + added);
            if (held != null) {
                larger.bytes().put(0, held.bytes(), 0, length);
                chunks.give(held);
            }
            held = larger;
            partial = larger;
        }
        held.bytes().put(length, from.bytes(), begin, added);
        length += added;
    }

    /** Forgets the partial line. */
    final void dropPartial(Chunks chunks) {
        OffHeap held = partial;
        if (held != null) {
            chunks.give(held);
            partial = null;
            length = 0;
        }
    }
}
