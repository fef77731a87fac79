package org.socketlab.os.linux;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A few bytes off the heap for the small structures that calls take and give, one for each thread, so that no call
 * allocates them.
 *
 * <pre>
 *   0        128      136     152
 *   | address | length | value |
 * </pre>
 */
final class Scratch {
    private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

    private static final int LENGTH = 128;
    private static final int VALUE = 136;

    /** The bytes of the address, in native order; what follows in the buffer is not theirs. */
    final ByteBuffer bytes = ByteBuffer.allocateDirect(152).order(ByteOrder.nativeOrder());

    /** Where a socket address stands; {@link SocketAddress#SIZE} bytes are free. */
    final long address = MemorySegment.ofBuffer(bytes).address();

    /** Where a socklen_t stands. */
    final long length = address + LENGTH;

    /** Where an option's value stands, 16 bytes. */
    final long value = address + VALUE;

    private Scratch() {}

    /** The calling thread's own; it stays alive as long as the thread does. */
    static Scratch own() {
        return OWN.get();
    }

    int length() {
        return bytes.getInt(LENGTH);
    }

    void length(int length) {
        bytes.putInt(LENGTH, length);
    }

    int intValue() {
        return bytes.getInt(VALUE);
    }

    /** The int after {@link #intValue}. */
    int secondInt() {
        return bytes.getInt(VALUE + 4);
    }

    long longValue() {
        return bytes.getLong(VALUE);
    }

    /** A struct epoll_event, whose data stands at that offset. */
    void event(int interest, int dataOffset, int fd) {
        bytes.putInt(VALUE, interest).putLong(VALUE + dataOffset, fd);
    }

    /** Two ints one after the other, as in struct linger. */
    void ints(int first, int second) {
        bytes.putInt(VALUE, first).putInt(VALUE + 4, second);
    }

    /** Two longs one after the other, as in struct timeval. */
    void longs(long first, long second) {
        bytes.putLong(VALUE, first).putLong(VALUE + 8, second);
    }
}
