package org.socketlab.os.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

/**
 * One thread's wait for one fd, which another thread can end: poll(2) on that fd and on an eventfd(2).
 *
 * <p>{@link #await} is one thread's, the others are for any; {@link #close} not while it waits.
 */
final class WakeablePoll implements AutoCloseable {
    // #define POLLIN 0x001, POLLERR 0x008
    static final short POLLIN = 1;
    static final short POLLERR = 8;
    // EFD_CLOEXEC 02000000 | EFD_NONBLOCK 00004000
    private static final int EVENTFD_FLAGS = 0x80000 | 0x800;

    // struct pollfd { int fd; short events; short revents; }
    private static final int POLLFD = 8;
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;
    // after two of them: the eventfd's 8 bytes to write, and 8 to read
    private static final int WRITTEN = 2 * POLLFD;
    private static final int READ = 3 * POLLFD;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory = arena.allocate(4 * POLLFD, 8);
    private final int wake = Libc.eventfd(0, EVENTFD_FLAGS);
    private boolean closed;

    /** Waits for this fd from now on; throws where there was no eventfd left. */
    void on(int fd) throws SyscallException {
        if (wake < 0) {
            throw new SyscallException("eventfd", -wake);
        }
        pollfd(0, fd);
        pollfd(POLLFD, wake);
        memory.set(ValueLayout.JAVA_LONG, WRITTEN, 1);
    }

    private void pollfd(long at, int fd) {
        memory.set(ValueLayout.JAVA_INT, at, fd);
        memory.set(ValueLayout.JAVA_SHORT, at + EVENTS, POLLIN);
    }

    /** Waits at most so long (ms, -1 for ever): what poll() says of the fd, 0 where the time is over or it was woken. */
    short await(int milliseconds) throws SyscallException {
        int ready = Libc.poll(memory.address(), 2, milliseconds);
        if (ready < 0 && ready != -Errno.EINTR.number()) {
            throw new SyscallException("poll", -ready);
        }
        if (ready <= 0) {
            return 0;
        }
        if (memory.get(ValueLayout.JAVA_SHORT, POLLFD + REVENTS) != 0) {
            Libc.read(wake, memory.address() + READ, 8);
        }
        return memory.get(ValueLayout.JAVA_SHORT, REVENTS);
    }

    /** Makes {@link #await} return at once, the next one where there is none. */
    synchronized void wake() {
        if (!closed) {
            Libc.write(wake, memory.address() + WRITTEN, 8);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (wake >= 0) {
                Libc.close(wake);
            }
            arena.close();
        }
    }
}
