package org.socketlab.os.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
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
 * as one.
 */
final class LinuxSockets implements Sockets {
    private static final int EINTR = -Errno.EINTR.number();
    private static final int EAGAIN = -Errno.EAGAIN.number();

    private final Tale tale;
    private final FdTable fds;
    private final FdOptions options;
    private final Passage passage;
    private final Openings openings;

    LinuxSockets(String actor, CallSink sink, FdTable fds) {
        this.tale = new Tale(actor, sink);
        this.fds = fds;
        options = new FdOptions(tale, fds);
        passage = new Passage(tale, fds);
        openings = new Openings(tale, fds);
    }

    @Override
    public int socket(Family family, boolean nonBlocking) throws SyscallException {
        return openings.socket(family, nonBlocking);
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
        return openings.accept(fd);
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
        List<String> out = outcome < 0 ? List.of() : tale.name(name, scratch.length());
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
        return Openings.families();
    }
}
