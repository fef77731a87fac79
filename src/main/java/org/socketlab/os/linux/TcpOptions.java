package org.socketlab.os.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.socketlab.model.Bytes;
import org.socketlab.os.SyscallException;

/** Reads TCP's options that are structures (tcp(7), linux/tcp.h). Any thread. */
final class TcpOptions {
    // #define SOL_TCP 6
    private static final int SOL_TCP = 6;
    // #define TCP_INFO 11
    static final int TCP_INFO = 11;
    // #define TCP_SAVED_SYN 28
    static final int TCP_SAVED_SYN = 28;

    /** More than tcp_info of any kernel so far, and than the longest IP and TCP headers. */
    private static final int MOST = 512;

    private TcpOptions() {}

    /** The option's bytes, as many as the kernel has. */
    static Bytes read(int fd, int option) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(MOST, 8);
            MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, MOST);
            int result = Libc.getsockopt(fd, SOL_TCP, option, value.address(), length.address());
            if (result < 0) {
                throw new SyscallException("getsockopt", -result);
            }
            int size = length.get(ValueLayout.JAVA_INT, 0);
            return Bytes.of(value.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE));
        }
    }
}
