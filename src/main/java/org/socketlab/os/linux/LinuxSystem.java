package org.socketlab.os.linux;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.socketlab.os.CallSink;
import org.socketlab.os.OffHeap;
import org.socketlab.os.Sockets;

/** Linux, as this process meets it: one fd table, whoever makes the calls. Any thread. */
public final class LinuxSystem {
    private final FdTable fds = new FdTable();

    /** The lab's own pid. */
    public int pid() {
        return (int) ProcessHandle.current().pid();
    }

    /** The effective user's number. */
    public int uid() {
        return Libc.geteuid();
    }

    /** Calls for one actor, told to the sink. */
    public Sockets sockets(String actor, CallSink sink) {
        return new LinuxSockets(actor, sink, fds);
    }

    /** Off-heap memory of that many bytes, freed with the last reference to it. */
    public OffHeap allocate(int bytes) {
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        return new OffHeap(memory, MemorySegment.ofBuffer(memory).address());
    }
}
