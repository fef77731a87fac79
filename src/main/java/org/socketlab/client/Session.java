package org.socketlab.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.SocketId;
import org.socketlab.os.Errno;
import org.socketlab.os.OffHeap;
import org.socketlab.os.Sockets;
import org.socketlab.os.Sockets.How;
import org.socketlab.os.SyscallException;

/**
 * One connection, made and used by blocking calls. One thread opens, reads and closes it, another may write to it;
 * {@link #disconnect} is for any thread and ends whatever call blocks.
 *
 * <pre>
 *   new ── open() ──► connecting ──► open ── close() ──► closed
 *                        │ refused     │ the peer's end, an error, disconnect():
 *                        └─────────────┴─ calls return, and the opener closes: with RST after reset()
 * </pre>
 */
public final class Session implements AutoCloseable {
    /** How long a connect() to a Unix socket with a full queue waits before the kernel is asked anew, ms. */
    private static final int UNIX_CONNECT_WAIT = 200;

    private final Sockets sockets;
    private final Object lock = new Object();

    private int fd = -1;
    private int inUse;
    private boolean writing;
    private boolean connecting;
    private boolean cancelled;
    private boolean reset;
    private @Nullable SocketId id;

    public Session(Sockets sockets) {
        this.sockets = sockets;
    }

    /**
     * socket() and connect(): blocks until the peer's kernel has answered.
     *
     * @throws SyscallException which call failed, and how; after {@link #disconnect} it says nothing of the peer
     */
    public void open(Endpoint target) throws SyscallException {
        int made = sockets.socket(family(target), false);
        synchronized (lock) {
            fd = made;
            id = sockets.id(made);
            if (cancelled) {
                throw new SyscallException("connect", Errno.ECANCELED.number());
            }
            connecting = true;
        }
        try {
            connect(made, target);
        } finally {
            synchronized (lock) {
                connecting = false;
                lock.notifyAll();
            }
        }
    }

    private void connect(int made, Endpoint target) throws SyscallException {
        boolean unix = target instanceof Endpoint.Unix;
        if (unix) { // no shutdown() wakes such a connect(), so the kernel shall let go of it now and then
            sockets.sendTimeout(made, UNIX_CONNECT_WAIT);
        }
        int outcome = sockets.connect(made, target);
        if (outcome < 0) {
            throw new SyscallException("connect", -outcome);
        }
        if (unix) { // a write() shall wait as long as it takes
            sockets.sendTimeout(made, 0);
        }
    }

    private static Family family(Endpoint target) {
        return switch (target) {
            case Endpoint.Inet inet -> inet.address().v6() ? Family.INET6 : Family.INET;
            case Endpoint.Unix _ -> Family.UNIX;
        };
    }

    /** The fd, -1 before it is made and once it is closed. */
    public int fd() {
        synchronized (lock) {
            return fd;
        }
    }

    /** Its socket, empty before it is made and once it is closed. */
    public Optional<SocketId> id() {
        synchronized (lock) {
            return fd < 0 ? Optional.empty() : Optional.ofNullable(id);
        }
    }

    /** The socket's own name: for TCP with the port that the kernel gave it. */
    public Endpoint local() throws SyscallException {
        return sockets.localName(fd());
    }

    /** Whether {@link #disconnect} was called, or {@link #reset}. */
    public boolean cancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }

    /** Whether {@link #reset} was, and set SO_LINGER. */
    boolean wasReset() {
        synchronized (lock) {
            return reset;
        }
    }

    /** read(): blocks until something came; how many bytes, 0 at the peer's end, or the negative errno. */
    public int read(OffHeap into) {
        int used = use();
        try {
            return used < 0 ? used : sockets.read(used, into, 0, into.capacity());
        } finally {
            unuse(used);
        }
    }

    /** write() until all has gone: {@code length}, or the negative errno. */
    public int write(OffHeap bytes, int length) {
        int used = use();
        writing(true);
        try {
            int gone = 0;
            while (used >= 0 && gone < length) {
                int outcome = sockets.write(used, bytes, gone, length - gone);
                if (outcome < 0) {
                    return outcome;
                }
                gone += outcome;
            }
            return used < 0 ? used : gone;
        } finally {
            writing(false);
            unuse(used);
        }
    }

    /** shutdown(SHUT_WR): the peer reads our end, and may go on sending. 0 or the negative errno. */
    public int halfClose() {
        int used = use();
        try {
            return used < 0 ? used : sockets.shutdown(used, How.SHUT_WR);
        } finally {
            unuse(used);
        }
    }

    private void writing(boolean now) {
        synchronized (lock) {
            writing = now;
        }
    }

    /** The fd, held open until {@link #unuse}; a negative errno where it is closed or not yet made. */
    private int use() {
        synchronized (lock) {
            if (fd < 0 || reset) {
                return -Errno.EBADF.number();
            }
            inUse++;
            return fd;
        }
    }

    private void unuse(int used) {
        if (used >= 0) {
            synchronized (lock) {
                inUse--;
                lock.notifyAll();
            }
        }
    }

    /**
     * Ends the connection and wakes every call that blocks on it, connect() too. Idempotent. It waits only while another
     * thread stands just before connect(), where shutdown() cannot reach it yet (ENOTCONN).
     */
    public void disconnect() {
        synchronized (lock) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            int outcome = fd < 0 ? 0 : sockets.shutdown(fd, How.SHUT_RDWR);
            while (connecting && outcome == -Errno.ENOTCONN.number()) {
                waitALittle();
                outcome = connecting ? sockets.shutdown(fd, How.SHUT_RDWR) : 0;
            }
        }
    }

    /**
     * Sets SO_LINGER to a time of 0, so that close() sends RST, and wakes every call that blocks; whoever opened then
     * closes. Where connect() is still under way it is the same as {@link #disconnect}. Idempotent.
     *
     * @throws SyscallException where the option could not be set; then nothing has happened
     */
    public void reset() throws SyscallException {
        synchronized (lock) {
            if (connecting) {
                disconnect();
            } else if (!cancelled && fd >= 0) {
                sockets.resetOnClose(fd);
                cancelled = true;
                reset = true;
                if (inUse
                        > 0) { // SHUT_RD sends nothing; SHUT_WR's FIN waits behind the bytes that block write(), and is
                    // dropped with them
                    sockets.shutdown(fd, writing ? How.SHUT_RDWR : How.SHUT_RD);
                }
            }
        }
    }

    private void waitALittle() {
        try {
            lock.wait(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever was interrupted learns of it; connect() must end all the same
            Thread.onSpinWait();
        }
    }

    /** close(), once no other thread's call is under way on the fd; such a call is ended. Idempotent. */
    @Override
    public void close() {
        int last;
        synchronized (lock) {
            last = fd;
            fd = -1;
            if (last < 0) {
                return;
            }
            if (inUse > 0) {
                sockets.shutdown(last, How.SHUT_RDWR);
            }
            boolean interrupted = false;
            while (inUse > 0) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        sockets.close(last);
    }
}
