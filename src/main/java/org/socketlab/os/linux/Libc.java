package org.socketlab.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The C library's calls that the lab makes, and the only place that holds handles to them.
 *
 * <p>Each returns the kernel's result, or the negative errno where it failed; none retries, none allocates. Memory is
 * named by its address, as a plain long, so that no call needs an object; whoever passes one keeps the memory alive
 * until the call returns. Any thread: the errno is captured by the call itself into memory of the calling thread.
 */
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(PathElement.groupElement("errno"));
    private static final ThreadLocal<MemorySegment> STATE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CAPTURED));

    /**
     * One shape for all, since each other one costs some 5 ms to link: an int goes in a long's register, of which the callee
     * reads the lower half, and registers that it does not know of it leaves alone (System V ABI for x86-64, AAPCS64). Of
     * an int result only the lower half counts.
     */
    private static final FunctionDescriptor SHAPE =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final MethodHandle SOCKET = handle("socket");
    private static final MethodHandle BIND = handle("bind");
    private static final MethodHandle LISTEN = handle("listen");
    private static final MethodHandle ACCEPT4 = handle("accept4");
    private static final MethodHandle CONNECT = handle("connect");
    private static final MethodHandle READ = handle("read");
    private static final MethodHandle WRITE = handle("write");
    private static final MethodHandle RECV = handle("recv");
    private static final MethodHandle SENDTO = handle("sendto");
    private static final MethodHandle SHUTDOWN = handle("shutdown");
    private static final MethodHandle CLOSE = handle("close");
    private static final MethodHandle SETSOCKOPT = handle("setsockopt");
    private static final MethodHandle GETSOCKOPT = handle("getsockopt");
    private static final MethodHandle GETSOCKNAME = handle("getsockname");
    private static final MethodHandle FCNTL = handle("fcntl");
    private static final MethodHandle FCHMOD = handle("fchmod");
    private static final MethodHandle UNLINK = handle("unlink");
    private static final MethodHandle EPOLL_CREATE1 = handle("epoll_create1");
    private static final MethodHandle EPOLL_CTL = handle("epoll_ctl");
    private static final MethodHandle EPOLL_WAIT = handle("epoll_wait");
    private static final MethodHandle EVENTFD = handle("eventfd");
    private static final MethodHandle POLL = handle("poll");
    private static final MethodHandle MMAP = handle("mmap");
    private static final MethodHandle MUNMAP = handle("munmap");
    private static final MethodHandle OPEN = handle("open");
    private static final MethodHandle GETDENTS64 = handle("getdents64");
    private static final MethodHandle READLINKAT = handle("readlinkat");
    private static final MethodHandle STATX = handle("statx");
    private static final MethodHandle IOCTL = handle("ioctl");
    private static final MethodHandle PRLIMIT = handle("prlimit");
    private static final MethodHandle GETEUID = handle("geteuid");
    private static final MethodHandle GETEGID = handle("getegid");

    private Libc() {}

    /** socket(2). */
    static int socket(int domain, int type, int protocol) {
        try {
            return outcome((int)
                    (long) SOCKET.invokeExact(STATE.get(), (long) domain, (long) type, (long) protocol, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** bind(2). */
    static int bind(int fd, long address, int length) {
        try {
            return outcome((int) (long) BIND.invokeExact(STATE.get(), (long) fd, address, (long) length, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** listen(2). */
    static int listen(int fd, int backlog) {
        try {
            return outcome((int) (long) LISTEN.invokeExact(STATE.get(), (long) fd, (long) backlog, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** accept4(2); {@code length} is the address of a socklen_t. */
    static int accept4(int fd, long address, long length, int flags) {
        try {
            return outcome(
                    (int) (long) ACCEPT4.invokeExact(STATE.get(), (long) fd, address, length, (long) flags, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** connect(2). */
    static int connect(int fd, long address, int length) {
        try {
            return outcome(
                    (int) (long) CONNECT.invokeExact(STATE.get(), (long) fd, address, (long) length, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** read(2). */
    static long read(int fd, long into, long count) {
        try {
            return outcome((long) READ.invokeExact(STATE.get(), (long) fd, into, count, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** write(2). SIGPIPE comes to HotSpot's own handler, which lets it pass; the caller sees EPIPE. */
    static long write(int fd, long from, long count) {
        try {
            return outcome((long) WRITE.invokeExact(STATE.get(), (long) fd, from, count, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** recv(2). */
    static long recv(int fd, long into, long count, int flags) {
        try {
            return outcome((long) RECV.invokeExact(STATE.get(), (long) fd, into, count, (long) flags, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** sendto(2). */
    static long sendto(int fd, long from, long count, int flags, long address, int length) {
        try {
            return outcome((long)
                    SENDTO.invokeExact(STATE.get(), (long) fd, from, count, (long) flags, address, (long) length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** shutdown(2). */
    static int shutdown(int fd, int how) {
        try {
            return outcome((int) (long) SHUTDOWN.invokeExact(STATE.get(), (long) fd, (long) how, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** close(2). */
    static int close(int fd) {
        try {
            return outcome((int) (long) CLOSE.invokeExact(STATE.get(), (long) fd, 0L, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** setsockopt(2). */
    static int setsockopt(int fd, int level, int option, long value, int length) {
        try {
            return outcome((int) (long) SETSOCKOPT.invokeExact(
                    STATE.get(), (long) fd, (long) level, (long) option, value, (long) length, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** getsockopt(2); {@code length} is the address of a socklen_t. */
    static int getsockopt(int fd, int level, int option, long value, long length) {
        try {
            return outcome((int) (long)
                    GETSOCKOPT.invokeExact(STATE.get(), (long) fd, (long) level, (long) option, value, length, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** getsockname(2); {@code length} is the address of a socklen_t. */
    static int getsockname(int fd, long address, long length) {
        try {
            return outcome((int) (long) GETSOCKNAME.invokeExact(STATE.get(), (long) fd, address, length, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** fcntl(2) with an int argument, 0 where the command takes none. */
    static int fcntl(int fd, int command, int argument) {
        try {
            return outcome((int)
                    (long) FCNTL.invokeExact(STATE.get(), (long) fd, (long) command, (long) argument, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** fchmod(2). */
    static int fchmod(int fd, int mode) {
        try {
            return outcome((int) (long) FCHMOD.invokeExact(STATE.get(), (long) fd, (long) mode, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** unlink(2); {@code path} is the address of a string that ends in NUL. */
    static int unlink(long path) {
        try {
            return outcome((int) (long) UNLINK.invokeExact(STATE.get(), path, 0L, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** epoll_create1(2). */
    static int epollCreate1(int flags) {
        try {
            return outcome((int) (long) EPOLL_CREATE1.invokeExact(STATE.get(), (long) flags, 0L, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** epoll_ctl(2); {@code event} is the address of an epoll_event, 0 for EPOLL_CTL_DEL. */
    static int epollCtl(int set, int operation, int fd, long event) {
        try {
            return outcome((int)
                    (long) EPOLL_CTL.invokeExact(STATE.get(), (long) set, (long) operation, (long) fd, event, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** epoll_wait(2); {@code events} is the address of {@code most} epoll_events. */
    static int epollWait(int set, long events, int most, int milliseconds) {
        try {
            return outcome((int) (long)
                    EPOLL_WAIT.invokeExact(STATE.get(), (long) set, events, (long) most, (long) milliseconds, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** eventfd(2). */
    static int eventfd(int initial, int flags) {
        try {
            return outcome((int) (long) EVENTFD.invokeExact(STATE.get(), (long) initial, (long) flags, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** poll(2); {@code fds} is the address of {@code count} pollfds. */
    static int poll(long fds, long count, int milliseconds) {
        try {
            return outcome((int) (long) POLL.invokeExact(STATE.get(), fds, count, (long) milliseconds, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** mmap(2) of a whole fd, to be read and written by both sides: the address. */
    static long mmap(long length, int protection, int flags, int fd) {
        try {
            return outcome(
                    (long) MMAP.invokeExact(STATE.get(), 0L, length, (long) protection, (long) flags, (long) fd, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** munmap(2). */
    static int munmap(long address, long length) {
        try {
            return outcome((int) (long) MUNMAP.invokeExact(STATE.get(), address, length, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** open(2) of what is there; {@code path} is the address of a string that ends in NUL. */
    static int open(long path, int flags) {
        try {
            return outcome((int) (long) OPEN.invokeExact(STATE.get(), path, (long) flags, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** getdents64(2): how many bytes of entries, 0 at the end of the directory. */
    static long getdents64(int fd, long into, long count) {
        try {
            return outcome((long) GETDENTS64.invokeExact(STATE.get(), (long) fd, into, count, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** readlinkat(2): how many bytes, without a NUL; {@code path} is the address of a string that ends in NUL. */
    static long readlinkat(int directory, long path, long into, long count) {
        try {
            return outcome((long) READLINKAT.invokeExact(STATE.get(), (long) directory, path, into, count, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** statx(2); {@code path} is the address of a string that ends in NUL, {@code into} of 256 bytes. */
    static int statx(int directory, long path, int flags, int mask, long into) {
        try {
            return outcome((int)
                    (long) STATX.invokeExact(STATE.get(), (long) directory, path, (long) flags, (long) mask, into, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** ioctl(2); {@code argument} is an address. */
    static int ioctl(int fd, int request, long argument) {
        try {
            return outcome(
                    (int) (long) IOCTL.invokeExact(STATE.get(), (long) fd, (long) request, argument, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** prlimit(2); an address of 0 neither sets nor asks. */
    static int prlimit(int pid, int resource, long limits, long before) {
        try {
            return outcome(
                    (int) (long) PRLIMIT.invokeExact(STATE.get(), (long) pid, (long) resource, limits, before, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** geteuid(2); never fails. */
    static int geteuid() {
        try {
            return (int) (long) GETEUID.invokeExact(STATE.get(), 0L, 0L, 0L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** getegid(2); never fails. */
    static int getegid() {
        try {
            return (int) (long) GETEGID.invokeExact(STATE.get(), 0L, 0L, 0L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static MethodHandle handle(String name) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), SHAPE, Linker.Option.captureCallState("errno"));
    }

    private static int outcome(int result) {
        return result >= 0 ? result : -(int) ERRNO.get(STATE.get(), 0L);
    }

    private static long outcome(long result) {
        return result >= 0 ? result : -(int) ERRNO.get(STATE.get(), 0L);
    }

    /** The handles above throw nothing of their own; what comes is the JVM's, such as StackOverflowError. */
    private static RuntimeException broken(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a C library call could not be made", e);
    }
}
