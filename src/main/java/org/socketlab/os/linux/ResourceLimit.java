package org.socketlab.os.linux;

import java.nio.ByteBuffer;
import org.socketlab.os.SyscallException;

/** What a process may have at most of something (prlimit(2)). Its calls are nobody's facts. */
enum ResourceLimit {
    // #define RLIMIT_NOFILE 7 (asm-generic/resource.h)
    NOFILE(7);

    // struct rlimit64: rlim_cur, then rlim_max, 8 bytes each
    private static final int RLIMIT_BYTES = 16;

    private final int resource;

    ResourceLimit(int resource) {
        this.resource = resource;
    }

    /** Sets the soft limit, which is the one that counts; the hard one stays as it is. */
    void setSoft(int pid, long most) throws SyscallException {
        Scratch scratch = Scratch.own();
        ByteBuffer limits = scratch.bytes;
        limits.put(0, new byte[RLIMIT_BYTES]);
        Tale.check("prlimit", Libc.prlimit(pid, resource, 0, scratch.address));
        limits.putLong(0, most);
        Tale.check("prlimit", Libc.prlimit(pid, resource, scratch.address, 0));
    }
}
