package org.socketlab.os.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

/** A NETLINK_SOCK_DIAG socket (sock_diag(7)) with its memory. One thread at a time. */
final class Netlink implements AutoCloseable {
    // #define AF_NETLINK 16
    private static final int AF_NETLINK = 16;
    // #define NETLINK_SOCK_DIAG 4
    private static final int NETLINK_SOCK_DIAG = 4;
    // SOCK_RAW 3 | SOCK_CLOEXEC 02000000
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    // #define SOL_SOCKET 1
    private static final int SOL_SOCKET = 1;
    // #define SO_RCVTIMEO 20
    private static final int SO_RCVTIMEO = 20;
    // #define MSG_TRUNC 0x20: recv() then tells the datagram's whole length
    private static final int MSG_TRUNC = 0x20;

    /** The kernel fills at most 32 KiB a datagram of a dump (NLMSG_GOODSIZE's bound in netlink_dump()). */
    private static final int ANSWER = 1 << 16;

    private static final int REQUEST = 128;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment request = arena.allocate(REQUEST, 8);
    private final MemorySegment answer = arena.allocate(ANSWER, 8);
    private final ByteBuffer requestBytes = request.asByteBuffer().order(ByteOrder.nativeOrder());
    private final ByteBuffer answerBytes = answer.asByteBuffer().order(ByteOrder.nativeOrder());
    private final int fd;
    private int sequence;
    private boolean closed;

    Netlink() throws SyscallException {
        fd = Libc.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_SOCK_DIAG);
        if (fd < 0) {
            arena.close();
            throw new SyscallException("socket", -fd);
        }
        // struct sockaddr_nl { family, pad, pid, groups }; an unbound socket gets no multicast: its pid 0 is the
        // kernel's
        requestBytes.putLong(0, 0).putInt(8, 0).putShort(0, (short) AF_NETLINK);
        int bound = Libc.bind(fd, request.address(), 12);
        if (bound < 0) {
            close();
            throw new SyscallException("bind", -bound);
        }
        // answers are ready when sendto() returns; the time-out only keeps a broken kernel from holding us for ever
        requestBytes.putLong(0, 2).putLong(8, 0); // struct timeval
        option(SOL_SOCKET, SO_RCVTIMEO, 16);
    }

    /** What writes a request with the sequence number and tells its length. */
    interface Ask {
        int write(ByteBuffer request, int sequence);
    }

    int fd() {
        return fd;
    }

    ByteBuffer answer() {
        return answerBytes;
    }

    /** Sends a request and reads its answer to the end. */
    NetlinkAnswer.Outcome ask(Ask ask, NetlinkAnswer.Each each) throws SyscallException {
        int expected = ++sequence;
        int length = ask.write(requestBytes, expected);
        boolean dump = (requestBytes.getShort(6) & NetlinkMessages.DUMP) != 0;
        long sent = Libc.sendto(fd, request.address(), length, 0, 0, 0);
        if (sent < 0) {
            throw new SyscallException("sendto", (int) -sent);
        }
        return NetlinkAnswer.read(() -> receive(0), answerBytes, expected, dump, each);
    }

    /** Reads one datagram into {@link #answer}: how many bytes of it are there. */
    int receive(int flags) throws SyscallException {
        long received;
        do {
            received = Libc.recv(fd, answer.address(), ANSWER, flags | MSG_TRUNC);
        } while (received == -Errno.EINTR.number());
        if (received < 0) {
            throw new SyscallException("recv", (int) -received);
        }
        return (int) Math.min(received, ANSWER);
    }

    /** setsockopt() with the first bytes of {@link #scratch}. */
    void option(int level, int option, int length) throws SyscallException {
        int result = Libc.setsockopt(fd, level, option, request.address(), length);
        if (result < 0) {
            throw new SyscallException("setsockopt", -result);
        }
    }

    /** Memory for option values, {@value REQUEST} bytes. */
    ByteBuffer scratch() {
        return requestBytes;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Libc.close(fd);
            arena.close();
        }
    }
}
