package org.socketlab.os.linux;

import java.lang.foreign.Arena;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.os.Accepted;
import org.socketlab.os.CallSink;
import org.socketlab.os.Errno;
import org.socketlab.os.OffHeap;
import org.socketlab.os.SocketOption;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/**
 * The system calls on stream sockets, each told as it is made. Calls that a signal interrupted are made again and told
 * as one. Reading a new fd's cookie is the only call that is not told: nobody asked for it.
 */
final class LinuxSockets implements Sockets {
    // #define SOCK_STREAM 1
    private static final int SOCK_STREAM = 1;
    // #define SOCK_NONBLOCK O_NONBLOCK
    private static final int SOCK_NONBLOCK = CallWords.O_NONBLOCK;
    // #define SOCK_CLOEXEC O_CLOEXEC, that is 02000000
    private static final int SOCK_CLOEXEC = 0x80000;
    // #define SOL_SOCKET 1
    private static final int SOL_SOCKET = 1;
    // #define SO_LINGER 13
    private static final int SO_LINGER = 13;
    // #define SO_SNDTIMEO_OLD 21
    private static final int SO_SNDTIMEO = 21;
    // #define SO_COOKIE 57
    private static final int SO_COOKIE = 57;
    // #define F_GETFL 3
    private static final int F_GETFL = 3;
    // #define F_SETFL 4
    private static final int F_SETFL = 4;

    private static final int EINTR = -Errno.EINTR.number();
    private static final int EAGAIN = -Errno.EAGAIN.number();

    /** Made once, for it is everyday: its stack trace tells of no place. */
    private static final SyscallException NONE_WAITS = new SyscallException("accept4", Errno.EAGAIN.number());

    private final Tale tale;
    private final FdTable fds;

    LinuxSockets(String actor, CallSink sink, FdTable fds) {
        this.tale = new Tale(actor, sink);
        this.fds = fds;
    }

    @Override
    public int socket(Family family, boolean nonBlocking) throws SyscallException {
        int type = SOCK_STREAM | SOCK_CLOEXEC | (nonBlocking ? SOCK_NONBLOCK : 0);
        List<String> args = words(
                CallWords.family(family),
                nonBlocking ? "SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK" : "SOCK_STREAM|SOCK_CLOEXEC",
                CallWords.protocol(family));
        long entered = System.nanoTime();
        int fd = Libc.socket(SocketAddress.number(family), type, 0);
        long returned = System.nanoTime();
        if (fd < 0) {
            tale.made(SocketCall.socket, -1, args, entered, fd, List.of(), null, returned);
            throw new SyscallException("socket", -fd);
        }
        SocketId id = cookie(fd, family == Family.UNIX);
        synchronized (fds) {
            fds.opened(fd, id, !nonBlocking);
            tale.made(SocketCall.socket, -1, args, entered, fd, List.of(), id, returned);
        }
        return fd;
    }

    /** The kernel's cookie of a new socket; where it gives none (before Linux 4.12), the fd is of no use to the lab. */
    private static SocketId cookie(int fd, boolean unix) throws SyscallException {
        Scratch scratch = Scratch.own();
        scratch.length(8);
        int outcome = Libc.getsockopt(fd, SOL_SOCKET, SO_COOKIE, scratch.value, scratch.length);
        if (outcome < 0) {
            Libc.close(fd);
            throw new SyscallException("getsockopt", -outcome);
        }
        return new SocketId(unix ? Protocol.UNIX : Protocol.TCP, scratch.longValue());
    }

    @Override
    public void bind(int fd, Endpoint local) throws SyscallException {
        Scratch scratch = Scratch.own();
        int length = SocketAddress.encode(local, scratch.bytes);
        check("bind", length);
        List<String> args = addressWords(fd, local, length);
        long entered = System.nanoTime();
        int outcome = Libc.bind(fd, scratch.address, length);
        tale.made(SocketCall.bind, fd, args, entered, outcome, fds.id(fd));
        check("bind", outcome);
    }

    @Override
    public void listen(int fd, int backlog) throws SyscallException {
        List<String> args = words(fd, backlog);
        long entered = System.nanoTime();
        int outcome = Libc.listen(fd, backlog);
        tale.made(SocketCall.listen, fd, args, entered, outcome, fds.id(fd));
        check("listen", outcome);
    }

    @Override
    public Accepted accept(int fd) throws SyscallException {
        Scratch scratch = Scratch.own();
        List<String> args = words(fd, "SOCK_CLOEXEC|SOCK_NONBLOCK");
        boolean blocking = fds.blocking(fd);
        long number = blocking ? tale.entered(SocketCall.accept4, fd, 0, args) : -1;
        long entered = System.nanoTime();
        int made;
        do {
            scratch.length(SocketAddress.SIZE);
            made = Libc.accept4(fd, scratch.address, scratch.length, SOCK_CLOEXEC | SOCK_NONBLOCK);
        } while (made == EINTR);
        long returned = System.nanoTime();
        if (made < 0) {
            if (blocking) {
                tale.returned(number, SocketCall.accept4, made, List.of(), null, returned);
            } else {
                tale.made(SocketCall.accept4, fd, args, entered, made, List.of(), null, returned);
            }
            throw made == EAGAIN ? NONE_WAITS : new SyscallException("accept4", -made);
        }
        return taken(fd, args, blocking, number, entered, made, returned);
    }

    private Accepted taken(
            int listener, List<String> args, boolean blocking, long number, long entered, int fd, long returned)
            throws SyscallException {
        Scratch scratch = Scratch.own();
        int length = scratch.length();
        Endpoint peer = SocketAddress.decode(scratch.bytes, length);
        List<String> out = tale.heard() ? nameWords(peer, length) : List.of();
        SocketId id = cookie(fd, peer instanceof Endpoint.Unix);
        synchronized (fds) {
            fds.opened(fd, id, false);
            if (blocking) {
                tale.returned(number, SocketCall.accept4, fd, out, id, returned);
            } else {
                tale.made(SocketCall.accept4, listener, args, entered, fd, out, id, returned);
            }
        }
        return new Accepted(fd, id, peer);
    }

    @Override
    public int connect(int fd, Endpoint remote) {
        Scratch scratch = Scratch.own();
        int length = SocketAddress.encode(remote, scratch.bytes);
        if (length < 0) {
            return length;
        }
        List<String> args = addressWords(fd, remote, length);
        SocketId id = fds.id(fd);
        if (!fds.blocking(fd)) {
            long entered = System.nanoTime();
            int outcome = Libc.connect(fd, scratch.address, length);
            tale.made(SocketCall.connect, fd, args, entered, outcome, id);
            return outcome;
        }
        long number = tale.entered(SocketCall.connect, fd, 0, args);
        int outcome;
        do {
            outcome = Libc.connect(fd, scratch.address, length);
        } while (outcome == EINTR || outcome == EAGAIN && remote instanceof Endpoint.Unix && !fds.wasShut(fd));
        tale.returned(number, SocketCall.connect, outcome, List.of(), id);
        return outcome;
    }

    @Override
    public int read(int fd, OffHeap into, int from, int length) {
        Objects.checkFromIndexSize(from, length, into.capacity());
        SocketId id = fds.id(fd);
        boolean blocking = fds.blocking(fd);
        long entered = blocking ? tale.entered(SocketCall.read, fd, length, List.of()) : System.nanoTime();
        long outcome;
        do {
            outcome = Libc.read(fd, into.address() + from, length);
        } while (outcome == EINTR);
        Reference.reachabilityFence(into);
        if (blocking) {
            tale.passed(entered, SocketCall.read, outcome, id, into, from);
        } else {
            tale.passed(SocketCall.read, fd, length, entered, outcome, id, into, from);
        }
        return (int) outcome;
    }

    @Override
    public int write(int fd, OffHeap bytes, int from, int length) {
        Objects.checkFromIndexSize(from, length, bytes.capacity());
        SocketId id = fds.id(fd);
        boolean blocking = fds.blocking(fd);
        long entered = blocking ? tale.entered(SocketCall.write, fd, length, List.of()) : System.nanoTime();
        long outcome;
        do {
            outcome = Libc.write(fd, bytes.address() + from, length);
        } while (outcome == EINTR);
        Reference.reachabilityFence(bytes);
        if (blocking) {
            tale.passed(entered, SocketCall.write, outcome, id, bytes, from);
        } else {
            tale.passed(SocketCall.write, fd, length, entered, outcome, id, bytes, from);
        }
        return (int) outcome;
    }

    @Override
    public int shutdown(int fd, How how) {
        List<String> args = words(fd, how.name());
        SocketId id = fds.id(fd);
        fds.shut(fd);
        long entered = System.nanoTime();
        int outcome = Libc.shutdown(fd, how.ordinal()); // #define SHUT_RD 0, SHUT_WR 1, SHUT_RDWR 2
        tale.made(SocketCall.shutdown, fd, args, entered, outcome, id);
        return outcome;
    }

    @Override
    public int close(int fd) {
        List<String> args = words(fd);
        synchronized (fds) {
            SocketId id = fds.closing(fd);
            long entered = System.nanoTime();
            int outcome = Libc.close(fd); // never again after EINTR: the fd is gone all the same (close(2))
            tale.made(SocketCall.close, fd, args, entered, outcome, id);
            return outcome;
        }
    }

    @Override
    public void set(int fd, SocketOption option, int value) throws SyscallException {
        Scratch.own().ints(value, 0);
        List<String> args = words(fd, option.levelName(), option.name(), "[" + value + "]", 4);
        setOption(fd, option.level(), option.number(), 4, args);
    }

    @Override
    public int get(int fd, SocketOption option) throws SyscallException {
        Scratch scratch = Scratch.own();
        scratch.length(4);
        List<String> args = words(fd, option.levelName(), option.name());
        long entered = System.nanoTime();
        int outcome = Libc.getsockopt(fd, option.level(), option.number(), scratch.value, scratch.length);
        long returned = System.nanoTime();
        int value = scratch.intValue();
        List<String> out = outcome < 0 ? List.of() : words("[" + value + "]", "[4]");
        tale.made(SocketCall.getsockopt, fd, args, entered, outcome, out, fds.id(fd), returned);
        check("getsockopt", outcome);
        return value;
    }

    @Override
    public void resetOnClose(int fd) throws SyscallException {
        Scratch.own().ints(1, 0);
        setOption(fd, SOL_SOCKET, SO_LINGER, 8, words(fd, "SOL_SOCKET", "SO_LINGER", "{l_onoff=1, l_linger=0}", 8));
    }

    @Override
    public void sendTimeout(int fd, int milliseconds) throws SyscallException {
        long seconds = milliseconds / 1000;
        long microseconds = milliseconds % 1000 * 1000L;
        Scratch.own().longs(seconds, microseconds);
        String time = "{tv_sec=" + seconds + ", tv_usec=" + microseconds + "}";
        setOption(fd, SOL_SOCKET, SO_SNDTIMEO, 16, words(fd, "SOL_SOCKET", "SO_SNDTIMEO", time, 16));
    }

    private void setOption(int fd, int level, int option, int length, List<String> args) throws SyscallException {
        long entered = System.nanoTime();
        int outcome = Libc.setsockopt(fd, level, option, Scratch.own().value, length);
        tale.made(SocketCall.setsockopt, fd, args, entered, outcome, fds.id(fd));
        check("setsockopt", outcome);
    }

    @Override
    public void nonBlocking(int fd, boolean on) throws SyscallException {
        List<String> asks = words(fd, "F_GETFL");
        long entered = System.nanoTime();
        int flags = Libc.fcntl(fd, F_GETFL, 0);
        tale.made(SocketCall.fcntl, fd, asks, entered, flags, fds.id(fd));
        check("fcntl", flags);

        int wanted = on ? flags | CallWords.O_NONBLOCK : flags & ~CallWords.O_NONBLOCK;
        List<String> sets = words(fd, "F_SETFL", CallWords.statusFlags(wanted));
        entered = System.nanoTime();
        int outcome = Libc.fcntl(fd, F_SETFL, wanted);
        tale.made(SocketCall.fcntl, fd, sets, entered, outcome, fds.id(fd));
        check("fcntl", outcome);
        fds.blocking(fd, !on);
    }

    @Override
    public void mode(int fd, int mode) throws SyscallException {
        List<String> args = words(fd, CallWords.mode(mode));
        long entered = System.nanoTime();
        int outcome = Libc.fchmod(fd, mode);
        tale.made(SocketCall.fchmod, fd, args, entered, outcome, fds.id(fd));
        check("fchmod", outcome);
    }

    @Override
    public void unlink(String path) throws SyscallException {
        List<String> args = words(CallWords.quoted(path));
        int outcome;
        try (Arena arena = Arena.ofConfined()) {
            long address = arena.allocateFrom(path, StandardCharsets.UTF_8).address();
            long entered = System.nanoTime();
            outcome = Libc.unlink(address);
            tale.made(SocketCall.unlink, -1, args, entered, outcome, null);
        }
        check("unlink", outcome);
    }

    @Override
    public Endpoint localName(int fd) throws SyscallException {
        Scratch scratch = Scratch.own();
        scratch.length(SocketAddress.SIZE);
        List<String> args = words(fd);
        long entered = System.nanoTime();
        int outcome = Libc.getsockname(fd, scratch.address, scratch.length);
        long returned = System.nanoTime();
        Endpoint name = outcome < 0 ? Endpoint.NONE : SocketAddress.decode(scratch.bytes, scratch.length());
        List<String> out = outcome < 0 || !tale.heard() ? List.of() : nameWords(name, scratch.length());
        tale.made(SocketCall.getsockname, fd, args, entered, outcome, out, fds.id(fd), returned);
        check("getsockname", outcome);
        return name;
    }

    @Override
    public SocketId id(int fd) throws SyscallException {
        SocketId id = fds.id(fd);
        if (id == null) {
            throw new SyscallException("getsockopt", Errno.EBADF.number());
        }
        return id;
    }

    @Override
    public Poller poller(int capacity) throws SyscallException {
        return new LinuxPoller(capacity, tale, fds);
    }

    @Override
    public List<Family> families() {
        List<Family> families = new ArrayList<>();
        for (Family family : Family.values()) {
            int fd = Libc.socket(SocketAddress.number(family), SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (fd >= 0) {
                Libc.close(fd);
                families.add(family);
            }
        }
        return families;
    }

    private List<String> addressWords(int fd, Endpoint address, int length) {
        return tale.heard() ? words(fd, CallWords.address(address), length) : List.of();
    }

    private static List<String> nameWords(Endpoint name, int length) {
        return List.of(CallWords.address(name), "[" + SocketAddress.SIZE + " => " + length + "]");
    }

    private List<String> words(Object... args) {
        if (!tale.heard()) {
            return List.of();
        }
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = String.valueOf(args[i]);
        }
        return List.of(words);
    }

    private static void check(String call, int outcome) throws SyscallException {
        if (outcome < 0) {
            throw new SyscallException(call, -outcome);
        }
    }
}
