package org.socketlab.os;

import java.io.IOException;

/** A system call failed: which, and with what errno. Sentences for people are made further up. */
public final class SyscallException extends IOException {
    private static final long serialVersionUID = 1;

    private final String call;
    private final int errno;

    public SyscallException(String call, int errno) {
        super(call + ": " + Errno.name(errno));
        this.call = call;
        this.errno = errno;
    }

    /** The call's name, {@code bind}. */
    public String call() {
        return call;
    }

    /** The kernel's number. */
    public int errno() {
        return errno;
    }

    /** The errno's name, {@code EADDRINUSE}. */
    public String errnoName() {
        return Errno.name(errno);
    }

    public boolean is(Errno which) {
        return errno == which.number();
    }
}
