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
    private static final MethodHandle PRCTL = handle("prctl");
    private static final MethodHandle GETEUID = handle("geteuid");
    private static final MethodHandle GETEGID = handle("getegid");

    private Libc() {}

    /** socket(2). */
    static int socket(int domain, int type, int protocol) {
        return half(SOCKET, domain, type, protocol, 0, 0, 0);
    }

    /** bind(2). */
    static int bind(int fd, long address, int length) {
        return half(BIND, fd, address, length, 0, 0, 0);
    }

    /** listen(2). */
    static int listen(int fd, int backlog) {
        return half(LISTEN, fd, backlog, 0, 0, 0, 0);
    }

    /** accept4(2); {@code length} is the address of a socklen_t. */
    static int accept4(int fd, long address, long length, int flags) {
        return half(ACCEPT4, fd, address, length, flags, 0, 0);
    }

    /** connect(2). */
    static int connect(int fd, long address, int length) {
        return half(CONNECT, fd, address, length, 0, 0, 0);
    }

    /** read(2). */
    static long read(int fd, long into, long count) {
        return whole(READ, fd, into, count, 0, 0, 0);
    }

    /** write(2). SIGPIPE comes to HotSpot's own handler, which lets it pass; the caller sees EPIPE. */
    static long write(int fd, long from, long count) {
        return whole(WRITE, fd, from, count, 0, 0, 0);
    }

    /** recv(2). */
    static long recv(int fd, long into, long count, int flags) {
        return whole(RECV, fd, into, count, flags, 0, 0);
    }

    /** sendto(2). */
    static long sendto(int fd, long from, long count, int flags, long address, int length) {
        return whole(SENDTO, fd, from, count, flags, address, length);
    }

    /** shutdown(2). */
    static int shutdown(int fd, int how) {
        return half(SHUTDOWN, fd, how, 0, 0, 0, 0);
    }

    /** close(2). */
    static int close(int fd) {
        return half(CLOSE, fd, 0, 0, 0, 0, 0);
    }

    /** setsockopt(2). */
    static int setsockopt(int fd, int level, int option, long value, int length) {
        return half(SETSOCKOPT, fd, level, option, value, length, 0);
    }

    /** getsockopt(2); {@code length} is the address of a socklen_t. */
    static int getsockopt(int fd, int level, int option, long value, long length) {
        return half(GETSOCKOPT, fd, level, option, value, length, 0);
    }

    /** getsockname(2); {@code length} is the address of a socklen_t. */
    static int getsockname(int fd, long address, long length) {
        return half(GETSOCKNAME, fd, address, length, 0, 0, 0);
    }

    /** fcntl(2) with an int argument, 0 where the command takes none. */
    static int fcntl(int fd, int command, int argument) {
        return half(FCNTL, fd, command, argument, 0, 0, 0);
    }

    /** fchmod(2). */
    static int fchmod(int fd, int mode) {
        return half(FCHMOD, fd, mode, 0, 0, 0, 0);
    }

    /** unlink(2); {@code path} is the address of a string that ends in NUL. */
    static int unlink(long path) {
        return half(UNLINK, path, 0, 0, 0, 0, 0);
    }

    /** epoll_create1(2). */
    static int epollCreate1(int flags) {
        return half(EPOLL_CREATE1, flags, 0, 0, 0, 0, 0);
    }

    /** epoll_ctl(2); {@code event} is the address of an epoll_event, 0 for EPOLL_CTL_DEL. */
    static int epollCtl(int set, int operation, int fd, long event) {
        return half(EPOLL_CTL, set, operation, fd, event, 0, 0);
    }

    /** epoll_wait(2); {@code events} is the address of {@code most} epoll_events. */
    static int epollWait(int set, long events, int most, int milliseconds) {
        return half(EPOLL_WAIT, set, events, most, milliseconds, 0, 0);
    }

    /** eventfd(2). */
    static int eventfd(int initial, int flags) {
        return half(EVENTFD, initial, flags, 0, 0, 0, 0);
    }

    /** poll(2); {@code fds} is the address of {@code count} pollfds. */
    static int poll(long fds, long count, int milliseconds) {
        return half(POLL, fds, count, milliseconds, 0, 0, 0);
    }

    /** mmap(2) of a whole fd, to be read and written by both sides: the address. */
    static long mmap(long length, int protection, int flags, int fd) {
        return whole(MMAP, 0, length, protection, flags, fd, 0);
    }

    /** munmap(2). */
    static int munmap(long address, long length) {
        return half(MUNMAP, address, length, 0, 0, 0, 0);
    }

    /** open(2) of what is there; {@code path} is the address of a string that ends in NUL. */
    static int open(long path, int flags) {
        return half(OPEN, path, flags, 0, 0, 0, 0);
    }

    /** getdents64(2): how many bytes of entries, 0 at the end of the directory. */
    static long getdents64(int fd, long into, long count) {
        return whole(GETDENTS64, fd, into, count, 0, 0, 0);
    }

    /** readlinkat(2): how many bytes, without a NUL; {@code path} is the address of a string that ends in NUL. */
    static long readlinkat(int directory, long path, long into, long count) {
        return whole(READLINKAT, directory, path, into, count, 0, 0);
    }

    /** statx(2); {@code path} is the address of a string that ends in NUL, {@code into} of 256 bytes. */
    static int statx(int directory, long path, int flags, int mask, long into) {
        return half(STATX, directory, path, flags, mask, into, 0);
    }

    /** ioctl(2); {@code argument} is an address. */
    static int ioctl(int fd, int request, long argument) {
        return half(IOCTL, fd, request, argument, 0, 0, 0);
    }

    /** prlimit(2); an address of 0 neither sets nor asks. */
    static int prlimit(int pid, int resource, long limits, long before) {
        return half(PRLIMIT, pid, resource, limits, before, 0, 0);
    }

    /** prctl(2) with one argument. */
    static int prctl(int operation, long argument) {
        return half(PRCTL, operation, argument, 0, 0, 0, 0);
    }

    /** geteuid(2); never fails. */
    static int geteuid() {
        return (int) made(GETEUID, 0, 0, 0, 0, 0, 0);
    }

    /** getegid(2); never fails. */
    static int getegid() {
        return (int) made(GETEGID, 0, 0, 0, 0, 0, 0);
    }

    private static MethodHandle handle(String name) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), SHAPE, Linker.Option.captureCallState("errno"));
    }

    /** The outcome of a call whose result is an int: the lower half of its register. */
    private static int half(MethodHandle call, long a, long b, long c, long d, long e, long f) {
        int result = (int) made(call, a, b, c, d, e, f);
        return result >= 0 ? result : -errno();
    }

    /** The outcome of a call whose result is a long, or a pointer. */
    private static long whole(MethodHandle call, long a, long b, long c, long d, long e, long f) {
        long result = made(call, a, b, c, d, e, f);
        return result >= 0 ? result : -errno();
    }

    /** What comes out of a handle as a Throwable is the JVM's own, such as StackOverflowError: a C function throws nothing. */
    private static long made(MethodHandle call, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) call.invokeExact(STATE.get(), a, b, c, d, e, f);
        } catch (Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw new IllegalStateException("a C library call could not be made", fault);
        }
    }

    private static int errno() {
        return (int) ERRNO.get(STATE.get(), 0L);
    }
}
