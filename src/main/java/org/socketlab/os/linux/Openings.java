package org.socketlab.os.linux;

import java.util.ArrayList;
import java.util.List;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.os.Accepted;
import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

/**
 * The two calls that open an fd, socket() and accept4(), each told with the cookie of the socket behind it. Reading that
 * cookie is the only call that is not told: nobody asked for it.
 */
final class Openings {
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

    Openings(Tale tale, FdTable fds) {
        this.tale = tale;
        this.fds = fds;
    }

    int socket(Family family, boolean nonBlocking) throws SyscallException {
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

    Accepted accept(int fd) throws SyscallException {
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
        List<String> out = tale.name(peer, length);
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

    static List<Family> families() {
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
}
