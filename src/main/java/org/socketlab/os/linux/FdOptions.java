package org.socketlab.os.linux;

import java.util.List;
import org.socketlab.model.SocketCall;
import org.socketlab.os.Peer;
import org.socketlab.os.SocketOption;
import org.socketlab.os.SyscallException;

/** What is set on an fd that is open already and asked of it: setsockopt, getsockopt, fcntl and fchmod, each told. */
final class FdOptions {
    // #define SOL_SOCKET 1
    private static final int SOL_SOCKET = 1;
    // #define SO_PEERCRED 17; struct ucred is of three ints: pid, uid, gid
    private static final int SO_PEERCRED = 17;
    private static final int UCRED_BYTES = 12;
    // #define SO_LINGER 13
    private static final int SO_LINGER = 13;
    // #define SO_SNDTIMEO_OLD 21
    private static final int SO_SNDTIMEO = 21;
    // #define F_GETFL 3
    private static final int F_GETFL = 3;
    // #define F_SETFL 4
    private static final int F_SETFL = 4;

    private final Tale tale;
    private final FdTable fds;

    FdOptions(Tale tale, FdTable fds) {
        this.tale = tale;
        this.fds = fds;
    }

    void set(int fd, SocketOption option, int value) throws SyscallException {
        Scratch.own().ints(value, 0);
        List<String> args = tale.words(fd, option.levelName(), option.name(), "[" + value + "]", 4);
        setOption(fd, option.level(), option.number(), 4, args);
    }

    int get(int fd, SocketOption option) throws SyscallException {
        Scratch scratch = Scratch.own();
        scratch.length(4);
        List<String> args = tale.words(fd, option.levelName(), option.name());
        long entered = System.nanoTime();
        int outcome = Libc.getsockopt(fd, option.level(), option.number(), scratch.value, scratch.length);
        long returned = System.nanoTime();
        int value = scratch.intValue();
        List<String> out = outcome < 0 ? List.of() : tale.words("[" + value + "]", "[4]");
        tale.made(SocketCall.getsockopt, fd, args, entered, outcome, out, fds.id(fd), returned);
        Tale.check("getsockopt", outcome);
        return value;
    }

    void resetOnClose(int fd) throws SyscallException {
        Scratch.own().ints(1, 0);
        setOption(
                fd, SOL_SOCKET, SO_LINGER, 8, tale.words(fd, "SOL_SOCKET", "SO_LINGER", "{l_onoff=1, l_linger=0}", 8));
    }

    void sendTimeout(int fd, int milliseconds) throws SyscallException {
        long seconds = milliseconds / 1000;
        long microseconds = milliseconds % 1000 * 1000L;
        Scratch.own().longs(seconds, microseconds);
        String time = "{tv_sec=" + seconds + ", tv_usec=" + microseconds + "}";
        setOption(fd, SOL_SOCKET, SO_SNDTIMEO, 16, tale.words(fd, "SOL_SOCKET", "SO_SNDTIMEO", time, 16));
    }

    private void setOption(int fd, int level, int option, int length, List<String> args) throws SyscallException {
        long entered = System.nanoTime();
        int outcome = Libc.setsockopt(fd, level, option, Scratch.own().value, length);
        tale.made(SocketCall.setsockopt, fd, args, entered, outcome, fds.id(fd));
        Tale.check("setsockopt", outcome);
    }

    Peer peer(int fd) throws SyscallException {
        Scratch scratch = Scratch.own();
        scratch.length(UCRED_BYTES);
        List<String> args = tale.words(fd, "SOL_SOCKET", "SO_PEERCRED");
        long entered = System.nanoTime();
        int outcome = Libc.getsockopt(fd, SOL_SOCKET, SO_PEERCRED, scratch.value, scratch.length);
        long returned = System.nanoTime();
        Peer peer = new Peer(scratch.intValue(), scratch.secondInt());
        List<String> out = outcome < 0
                ? List.of()
                : tale.words("{pid=" + peer.pid() + ", uid=" + peer.uid() + "}", "[" + UCRED_BYTES + "]");
        tale.made(SocketCall.getsockopt, fd, args, entered, outcome, out, fds.id(fd), returned);
        Tale.check("getsockopt", outcome);
        return peer;
    }

    void nonBlocking(int fd, boolean on) throws SyscallException {
        List<String> asks = tale.words(fd, "F_GETFL");
        long entered = System.nanoTime();
        int flags = Libc.fcntl(fd, F_GETFL, 0);
        tale.made(SocketCall.fcntl, fd, asks, entered, flags, fds.id(fd));
        Tale.check("fcntl", flags);

        int wanted = on ? flags | CallWords.O_NONBLOCK : flags & ~CallWords.O_NONBLOCK;
        List<String> sets = tale.words(fd, "F_SETFL", CallWords.statusFlags(wanted));
        entered = System.nanoTime();
        int outcome = Libc.fcntl(fd, F_SETFL, wanted);
        tale.made(SocketCall.fcntl, fd, sets, entered, outcome, fds.id(fd));
        Tale.check("fcntl", outcome);
        fds.blocking(fd, !on);
    }

    void mode(int fd, int mode) throws SyscallException {
        List<String> args = tale.words(fd, CallWords.mode(mode));
        long entered = System.nanoTime();
        int outcome = Libc.fchmod(fd, mode);
        tale.made(SocketCall.fchmod, fd, args, entered, outcome, fds.id(fd));
        Tale.check("fchmod", outcome);
    }
}
