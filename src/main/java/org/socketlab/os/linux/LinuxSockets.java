package org.socketlab.os.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.os.Accepted;
import org.socketlab.os.CallSink;
import org.socketlab.os.Errno;
import org.socketlab.os.OffHeap;
import org.socketlab.os.Peer;
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
    // #define SO_COOKIE 57
    private static final int SO_COOKIE = 57;

    private static final int EINTR = -Errno.EINTR.number();
    private static final int EAGAIN = -Errno.EAGAIN.number();

    /** Made once, for it is everyday: its stack trace tells of no place. */
    private static final SyscallException NONE_WAITS = new SyscallException("accept4", Errno.EAGAIN.number());

    private final Tale tale;
    private final FdTable fds;
    private final FdOptions options;
    private final Passage passage;

    LinuxSockets(String actor, CallSink sink, FdTable fds) {
        this.tale = new Tale(actor, sink);
        this.fds = fds;
        options = new FdOptions(tale, fds);
        passage = new Passage(tale, fds);
    }

    @Override
    public int socket(Family family, boolean nonBlocking) throws SyscallException {
        int type = SOCK_STREAM | SOCK_CLOEXEC | (nonBlocking ? SOCK_NONBLOCK : 0);
        List<String> args = tale.words(
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
        Tale.check("bind", length);
        List<String> args = tale.words(fd, CallWords.address(local), length);
        long entered = System.nanoTime();
        int outcome = Libc.bind(fd, scratch.address, length);
        tale.made(SocketCall.bind, fd, args, entered, outcome, fds.id(fd));
        Tale.check("bind", outcome);
    }

    @Override
    public void listen(int fd, int backlog) throws SyscallException {
        List<String> args = tale.words(fd, backlog);
        long entered = System.nanoTime();
        int outcome = Libc.listen(fd, backlog);
        tale.made(SocketCall.listen, fd, args, entered, outcome, fds.id(fd));
        Tale.check("listen", outcome);
    }

    @Override
    public Accepted accept(int fd) throws SyscallException {
        Scratch scratch = Scratch.own();
        List<String> args = tale.words(fd, "SOCK_CLOEXEC|SOCK_NONBLOCK");
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
        List<String> out = nameWords(peer, length);
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
        List<String> args = tale.words(fd, CallWords.address(remote), length);
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
        return passage.read(fd, into, from, length);
    }

    @Override
    public int write(int fd, OffHeap bytes, int from, int length) {
        return passage.write(fd, bytes, from, length);
    }

    @Override
    public int shutdown(int fd, How how) {
        List<String> args = tale.words(fd, how.name());
        SocketId id = fds.id(fd);
        fds.shut(fd);
        long entered = System.nanoTime();
        int outcome = Libc.shutdown(fd, how.ordinal()); // #define SHUT_RD 0, SHUT_WR 1, SHUT_RDWR 2
        tale.made(SocketCall.shutdown, fd, args, entered, outcome, id);
        return outcome;
    }

    @Override
    public int close(int fd) {
        List<String> args = tale.words(fd);
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
        options.set(fd, option, value);
    }

    @Override
    public int get(int fd, SocketOption option) throws SyscallException {
        return options.get(fd, option);
    }

    @Override
    public void resetOnClose(int fd) throws SyscallException {
        options.resetOnClose(fd);
    }

    @Override
    public void sendTimeout(int fd, int milliseconds) throws SyscallException {
        options.sendTimeout(fd, milliseconds);
    }

    @Override
    public Peer peer(int fd) throws SyscallException {
        return options.peer(fd);
    }

    @Override
    public void nonBlocking(int fd, boolean on) throws SyscallException {
        options.nonBlocking(fd, on);
    }

    @Override
    public void mode(int fd, int mode) throws SyscallException {
        options.mode(fd, mode);
    }

    @Override
    public void unlink(String path) throws SyscallException {
        List<String> args = tale.words(CallWords.quoted(path));
        int outcome;
        try (Arena arena = Arena.ofConfined()) {
            long address = arena.allocateFrom(path, StandardCharsets.UTF_8).address();
            long entered = System.nanoTime();
            outcome = Libc.unlink(address);
            tale.made(SocketCall.unlink, -1, args, entered, outcome, null);
        }
        Tale.check("unlink", outcome);
    }

    @Override
    public Endpoint localName(int fd) throws SyscallException {
        Scratch scratch = Scratch.own();
        scratch.length(SocketAddress.SIZE);
        List<String> args = tale.words(fd);
        long entered = System.nanoTime();
        int outcome = Libc.getsockname(fd, scratch.address, scratch.length);
        long returned = System.nanoTime();
        Endpoint name = outcome < 0 ? Endpoint.NONE : SocketAddress.decode(scratch.bytes, scratch.length());
        List<String> out = outcome < 0 ? List.of() : nameWords(name, scratch.length());
        tale.made(SocketCall.getsockname, fd, args, entered, outcome, out, fds.id(fd), returned);
        Tale.check("getsockname", outcome);
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

    private List<String> nameWords(Endpoint name, int length) {
        return tale.heard()
                ? List.of(CallWords.address(name), "[" + SocketAddress.SIZE + " => " + length + "]")
                : List.of();
    }
}
