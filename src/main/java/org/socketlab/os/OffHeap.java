package org.socketlab.os;

import java.nio.ByteBuffer;

/**
 * Memory outside the heap that system calls read from and write to.
 *
 * @param bytes the memory, in native order; one thread at a time
 * @param address its address, so that a call needs no object to name it
 */
public record OffHeap(ByteBuffer bytes, long address) {
    public int capacity() {
        return bytes.capacity();
    }
}
