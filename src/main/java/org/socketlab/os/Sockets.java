package org.socketlab.os;

import java.util.List;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.SocketId;

/**
 * The system calls on stream sockets, made for one actor and told to a {@link CallSink} each. Any thread.
 *
 * <p>Calls that fail throw {@link SyscallException}; those on a server's busy path, and those whose failure is
 * everyday, return the kernel's result or the negative errno instead, and make no garbage.
 */
public interface Sockets {
    /** socket(family, SOCK_STREAM|SOCK_CLOEXEC[|SOCK_NONBLOCK], 0): a new fd. */
    int socket(Family family, boolean nonBlocking) throws SyscallException;

    /** bind(2). For a Unix path longer than 107 bytes: ENAMETOOLONG, without asking the kernel. */
    void bind(int fd, Endpoint local) throws SyscallException;

    void listen(int fd, int backlog) throws SyscallException;

    /** accept4(fd, SOCK_CLOEXEC|SOCK_NONBLOCK); throws with EAGAIN where none waits. */
    Accepted accept(int fd) throws SyscallException;

    /** connect(2): 0 or the negative errno. Blocks as the kernel does; shutdown() of the fd wakes it (TCP). */
    int connect(int fd, Endpoint remote);

    /** read(2): how many bytes, 0 at the peer's end, or the negative errno. */
    int read(int fd, OffHeap into, int from, int length);

    /** write(2), without SIGPIPE: how many bytes went, or the negative errno. */
    int write(int fd, OffHeap bytes, int from, int length);

    /** shutdown(fd, SHUT_RD|SHUT_WR|SHUT_RDWR): 0 or the negative errno. */
    int shutdown(int fd, How how);

    /** What shutdown() ends. */
    enum How {
        SHUT_RD,
        SHUT_WR,
        SHUT_RDWR
    }

    /** close(2): 0 or the negative errno; the fd is gone either way. */
    int close(int fd);

    void set(int fd, SocketOption option, int value) throws SyscallException;

    int get(int fd, SocketOption option) throws SyscallException;

    /** SO_LINGER with a time of 0: close() then sends RST. */
    void resetOnClose(int fd) throws SyscallException;

    /** SO_SNDTIMEO: how long a connect() on a Unix socket with a full backlog blocks, ms. */
    void sendTimeout(int fd, int milliseconds) throws SyscallException;

    void nonBlocking(int fd, boolean on) throws SyscallException;

    /** fchmod(2): before bind() it sets the mode of a socket file from its birth. */
    void mode(int fd, int mode) throws SyscallException;

    void unlink(String path) throws SyscallException;

    /** getsockname(2). */
    Endpoint localName(int fd) throws SyscallException;

    /** SO_PEERCRED of a connected Unix socket: who was at its other end when it was connected. */
    Peer peer(int fd) throws SyscallException;

    /** The socket behind an fd that was made here; throws with EBADF for another. */
    SocketId id(int fd) throws SyscallException;

    /** An epoll set; its calls are told for the same actor. */
    Poller poller(int capacity) throws SyscallException;

    /** Events of an epoll set. One thread waits; {@link #wake} is for any. */
    interface Poller extends AutoCloseable {
        void add(int fd, int interest) throws SyscallException;

        void change(int fd, int interest) throws SyscallException;

        void remove(int fd) throws SyscallException;

        /** Waits at most so long (ms, -1 for ever); how many are ready, 0 where woken or out of time. */
        int await(int milliseconds);

        /** The fd of the ready one at the index. */
        int fd(int index);

        /** What it is ready for. */
        int ready(int index);

        /** Makes the present or the next {@link #await} return at once. */
        void wake();

        /** Closes the set; idempotent. */
        @Override
        void close();

        // #define EPOLLIN 0x001
        int IN = 0x001;
        // #define EPOLLOUT 0x004
        int OUT = 0x004;
        // #define EPOLLERR 0x008
        int ERROR = 0x008;
        // #define EPOLLHUP 0x010
        int HANG_UP = 0x010;
        // #define EPOLLRDHUP 0x2000
        int PEER_ENDED = 0x2000;
    }

    /** All families that this host can open a stream socket of. */
    List<Family> families();
}
