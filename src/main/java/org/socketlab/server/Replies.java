package org.socketlab.server;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.socketlab.os.OffHeap;

/**
 * The replies to one read, gathered so that one write sends them all.
 *
 * <p>It never overflows: no reply is longer than its request with its LF, except that of an unterminated
 * {@code ping} at the end of input, by one byte.
 */
final class Replies {
    private final OffHeap memory;
    private int length;

    /** Room for the replies to a partial line and one full read. */
    Replies(IntFunction<OffHeap> memory, int largestRead) {
        this.memory = memory.apply(Dialogue.LONGEST_LINE + largestRead + Long.BYTES);
    }

    void clear() {
        length = 0;
    }

    void pong() {
        ByteBuffer bytes = memory.bytes();
        bytes.put(length, (byte) 'p');
        bytes.put(length + 1, (byte) 'o');
        bytes.put(length + 2, (byte) 'n');
        bytes.put(length + 3, (byte) 'g');
        bytes.put(length + 4, (byte) '\n');
        length += 5;
    }

    /** A line of these bytes. */
    void line(ByteBuffer from, int begin, int end) {
        memory.bytes().put(length, from, begin, end - begin);
        length += end - begin;
        memory.bytes().put(length++, (byte) '\n');
    }

    OffHeap memory() {
        return memory;
    }

    /** How many bytes of {@link #memory} are replies. */
    int length() {
        return length;
    }
}
