package org.socketlab.server;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.socketlab.os.OffHeap;

/** Memory for pure tests: no system call ever sees its address. */
final class Memory {
    private Memory() {}

    static OffHeap allocate(int size) {
        return new OffHeap(ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()), 0);
    }

    static OffHeap of(byte[] content) {
        OffHeap memory = allocate(content.length);
        memory.bytes().put(0, content);
        return memory;
    }

    /** The characters U+0000 to U+00FF as the bytes 00 to FF, so that tests can write any byte. */
    static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(OffHeap memory, int length) {
        byte[] content = new byte[length];
        memory.bytes().get(0, content);
        return new String(content, StandardCharsets.ISO_8859_1);
    }
}
