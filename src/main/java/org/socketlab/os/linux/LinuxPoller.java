package org.socketlab.os.linux;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.socketlab.model.SocketCall;
import org.socketlab.os.Errno;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/**
 * A level-triggered epoll set (epoll(7)) with an eventfd of its own, by which other threads wake it. The eventfd is the
 * lab's tool, no part of the lesson: its calls are not told.
 *
 * <pre>
 *   struct epoll_event   0 events | 4 data              12 bytes, packed, on x86-64 only
 *                        0 events | 4 -- | 8 data       16 bytes elsewhere
 * </pre>
 */
final class LinuxPoller implements Sockets.Poller {
    // #define EPOLL_CLOEXEC O_CLOEXEC, that is 02000000; EFD_CLOEXEC is the same
    private static final int CLOEXEC = 0x80000;
    // #define EFD_NONBLOCK O_NONBLOCK
    private static final int EFD_NONBLOCK = CallWords.O_NONBLOCK;
    // #define EPOLL_CTL_ADD 1
    private static final int EPOLL_CTL_ADD = 1;
    // #define EPOLL_CTL_DEL 2
    private static final int EPOLL_CTL_DEL = 2;
    // #define EPOLL_CTL_MOD 3
    private static final int EPOLL_CTL_MOD = 3;
    private static final String[] OPERATIONS = {"", "EPOLL_CTL_ADD", "EPOLL_CTL_DEL", "EPOLL_CTL_MOD"};

    private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));
    private static final int EVENT_SIZE = PACKED ? 12 : 16;
    private static final int DATA = PACKED ? 4 : 8;

    private final Tale tale;
    private final FdTable fds;
    private final int capacity;
    private final int set;
    private final int waker;
    private final ByteBuffer events;
    private final long address;
    private final int[] readyFds;
    private final int[] readyFor;

    /** Held while a wake is written, so that it never goes to a number which close() gave back. */
    private final Object wakes = new Object();

    private boolean wakeWritten;
    private boolean closed;

    LinuxPoller(int capacity, Tale tale, FdTable fds) throws SyscallException {
        if (capacity < 1) {
            throw new IllegalArgumentException("an epoll set waits for one event at least");
        }
        this.tale = tale;
        this.fds = fds;
        this.capacity = capacity;
        // room for one event more, the waker's
        events = ByteBuffer.allocateDirect((capacity + 1) * EVENT_SIZE).order(ByteOrder.nativeOrder());
        address = MemorySegment.ofBuffer(events).address();
        readyFds = new int[capacity + 1];
        readyFor = new int[capacity + 1];

        List<String> args = List.of("EPOLL_CLOEXEC");
        long entered = System.nanoTime();
        set = Libc.epollCreate1(CLOEXEC);
        tale.made(SocketCall.epoll_create1, -1, args, entered, set, null);
        if (set < 0) {
            throw new SyscallException("epoll_create1", -set);
        }
        waker = Libc.eventfd(0, EFD_NONBLOCK | CLOEXEC);
        int added = waker < 0 ? waker : control(EPOLL_CTL_ADD, waker, IN);
        if (added < 0) {
            close();
            throw new SyscallException(waker < 0 ? "eventfd" : "epoll_ctl", -added);
        }
    }

    @Override
    public void add(int fd, int interest) throws SyscallException {
        told(EPOLL_CTL_ADD, fd, interest);
    }

    @Override
    public void change(int fd, int interest) throws SyscallException {
        told(EPOLL_CTL_MOD, fd, interest);
    }

    @Override
    public void remove(int fd) throws SyscallException {
        told(EPOLL_CTL_DEL, fd, 0);
    }

    private void told(int operation, int fd, int interest) throws SyscallException {
        List<String> args = !tale.heard()
                ? List.of()
                : List.of(
                        String.valueOf(set),
                        OPERATIONS[operation],
                        String.valueOf(fd),
                        operation == EPOLL_CTL_DEL ? "NULL" : CallWords.event(interest, fd));
        long entered = System.nanoTime();
        int outcome = control(operation, fd, interest);
        tale.made(SocketCall.epoll_ctl, set, args, entered, outcome, fds.id(fd));
        if (outcome < 0) {
            throw new SyscallException("epoll_ctl", -outcome);
        }
    }

    private int control(int operation, int fd, int interest) {
        Scratch event = Scratch.own();
        event.event(interest, DATA, fd);
        return Libc.epollCtl(set, operation, fd, operation == EPOLL_CTL_DEL ? 0 : event.value);
    }

    @Override
    public int await(int milliseconds) {
        int outcome;
        if (milliseconds == 0) {
            long entered = System.nanoTime();
            outcome = waited(0);
            tale.polled(set, capacity + 1L, entered, outcome);
        } else {
            long number = tale.entered(SocketCall.epoll_wait, set, capacity + 1L, List.of());
            outcome = waited(milliseconds);
            tale.returned(number, SocketCall.epoll_wait, outcome, List.of(), null);
        }
        Reference.reachabilityFence(events);
        if (outcome < 0) {
            throw new IllegalStateException("epoll_wait: " + Errno.name(-outcome));
        }
        return sorted(outcome);
    }

    /** epoll_wait(2), made again for the time that is left where a signal interrupted it. */
    private int waited(int milliseconds) {
        int left = milliseconds;
        long end = milliseconds > 0 ? System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds) : 0;
        while (true) {
            int outcome = Libc.epollWait(set, address, capacity + 1, left);
            if (outcome != -Errno.EINTR.number()) {
                return outcome;
            }
            if (milliseconds > 0) {
                left = (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
            }
        }
    }

    private int sorted(int count) {
        int ready = 0;
        for (int i = 0; i < count; i++) {
            int fd = (int) events.getLong(i * EVENT_SIZE + DATA);
            if (fd == waker) {
                drainWaker();
            } else {
                readyFds[ready] = fd;
                readyFor[ready] = events.getInt(i * EVENT_SIZE);
                ready++;
            }
        }
        return ready;
    }

    private void drainWaker() {
        synchronized (wakes) {
            Libc.read(waker, Scratch.own().value, Long.BYTES);
            wakeWritten = false;
        }
    }

    @Override
    public int fd(int index) {
        return readyFds[index];
    }

    @Override
    public int ready(int index) {
        return readyFor[index];
    }

    @Override
    public void wake() {
        synchronized (wakes) {
            if (!wakeWritten && !closed) {
                Scratch scratch = Scratch.own();
                scratch.longs(1, 0);
                Libc.write(waker, scratch.value, Long.BYTES);
                wakeWritten = true;
            }
        }
    }

    @Override
    public void close() {
        synchronized (wakes) {
            if (closed) {
                return;
            }
            closed = true;
            if (waker >= 0) {
                Libc.close(waker);
            }
        }
        List<String> args = List.of(String.valueOf(set));
        synchronized (fds) {
            long entered = System.nanoTime();
            int outcome = Libc.close(set);
            tale.made(SocketCall.close, set, args, entered, outcome, null);
        }
    }
}
