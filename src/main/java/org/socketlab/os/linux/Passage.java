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
        Objects.checkFromIndexSize(from, length, into.capacity());
        boolean blocking = fds.blocking(fd);
        if (!blocking && tale.drops(SocketCall.read)) {
            return (int) uninterruptedRead(fd, into, from, length);
        }
        SocketId id = fds.id(fd);
        long entered = blocking ? tale.entered(SocketCall.read, fd, length, List.of()) : System.nanoTime();
        long outcome = uninterruptedRead(fd, into, from, length);
        if (blocking) {
            tale.passed(entered, SocketCall.read, outcome, id, into, from);
        } else {
            tale.passed(SocketCall.read, fd, length, entered, outcome, id, into, from);
        }
        return (int) outcome;
    }

    int write(int fd, OffHeap bytes, int from, int length) {
        Objects.checkFromIndexSize(from, length, bytes.capacity());
        boolean blocking = fds.blocking(fd);
        if (!blocking && tale.drops(SocketCall.write)) {
            return (int) uninterruptedWrite(fd, bytes, from, length);
        }
        SocketId id = fds.id(fd);
        long entered = blocking ? tale.entered(SocketCall.write, fd, length, List.of()) : System.nanoTime();
        long outcome = uninterruptedWrite(fd, bytes, from, length);
        if (blocking) {
            tale.passed(entered, SocketCall.write, outcome, id, bytes, from);
        } else {
            tale.passed(SocketCall.write, fd, length, entered, outcome, id, bytes, from);
        }
        return (int) outcome;
    }

    private static long uninterruptedRead(int fd, OffHeap into, int from, int length) {
        long outcome;
        do {
            outcome = Libc.read(fd, into.address() + from, length);
        } while (outcome == EINTR);
        Reference.reachabilityFence(into);
        return outcome;
    }

    private static long uninterruptedWrite(int fd, OffHeap bytes, int from, int length) {
        long outcome;
        do {
            outcome = Libc.write(fd, bytes.address() + from, length);
        } while (outcome == EINTR);
        Reference.reachabilityFence(bytes);
        return outcome;
    }
}
