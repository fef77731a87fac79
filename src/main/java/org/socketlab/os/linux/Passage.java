package org.socketlab.os.linux;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.os.Errno;
import org.socketlab.os.OffHeap;

/** Bytes that pass through an fd: read and write, told with what passed; allocates nothing. */
final class Passage {
    private static final int EINTR = -Errno.EINTR.number();

    private final Tale tale;
    private final FdTable fds;

    Passage(Tale tale, FdTable fds) {
        this.tale = tale;
        this.fds = fds;
    }

    int read(int fd, OffHeap into, int from, int length) {
        return pass(SocketCall.read, fd, into, from, length);
    }

    int write(int fd, OffHeap bytes, int from, int length) {
        return pass(SocketCall.write, fd, bytes, from, length);
    }

    private int pass(SocketCall call, int fd, OffHeap bytes, int from, int length) {
        Objects.checkFromIndexSize(from, length, bytes.capacity());
        boolean blocking = fds.blocking(fd);
        if (!blocking && tale.drops(call)) {
            return (int) uninterrupted(call, fd, bytes, from, length);
        }
        SocketId id = fds.id(fd);
        long entered = blocking ? tale.entered(call, fd, length, List.of()) : System.nanoTime();
        long outcome = uninterrupted(call, fd, bytes, from, length);
        if (blocking) {
            tale.passed(entered, call, outcome, id, bytes, from);
        } else {
            tale.passed(call, fd, length, entered, outcome, id, bytes, from);
        }
        return (int) outcome;
    }

    private static long uninterrupted(SocketCall call, int fd, OffHeap bytes, int from, int length) {
        long address = bytes.address() + from;
        long outcome;
        do {
            outcome = call == SocketCall.read ? Libc.read(fd, address, length) : Libc.write(fd, address, length);
        } while (outcome == EINTR);
        Reference.reachabilityFence(bytes);
        return outcome;
    }
}
