package org.socketlab.client;

import java.util.EnumSet;
import java.util.Set;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Saying;
import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

/** What a console says of itself, in words: what happened with the errno's name, why, and what to do. */
public final class ConsoleWords {
    private static final Set<Errno> TOLD_OF_CONNECT = EnumSet.of(
            Errno.EACCES,
            Errno.EPERM,
            Errno.EADDRNOTAVAIL,
            Errno.EAFNOSUPPORT,
            Errno.ECONNREFUSED,
            Errno.ECONNRESET,
            Errno.EHOSTUNREACH,
            Errno.EINVAL,
            Errno.EMFILE,
            Errno.ENFILE,
            Errno.ENETUNREACH,
            Errno.ETIMEDOUT);

    private static final Set<Errno> TOLD_OF_UNIX_CONNECT = EnumSet.of(
            Errno.EACCES,
            Errno.ECONNREFUSED,
            Errno.ELOOP,
            Errno.ENAMETOOLONG,
            Errno.ENOENT,
            Errno.ENOTDIR,
            Errno.EPROTOTYPE);

    private ConsoleWords() {}

    public static Saying trying(Endpoint target) {
        return Saying.of("console.trying", target);
    }

    public static Saying connected(int fd, Endpoint local) {
        return switch (local) {
            case Endpoint.Inet inet -> Saying.of("console.connected", fd, inet.port());
            case Endpoint.Unix _ -> Saying.of("console.connected-unix", fd);
        };
    }

    /** Why there is no connection. */
    public static Saying notConnected(Endpoint target, SyscallException refusal) {
        for (Errno errno : TOLD_OF_UNIX_CONNECT) {
            if (target instanceof Endpoint.Unix && refusal.is(errno)) {
                return coded("console.connect-unix.", errno, target);
            }
        }
        for (Errno errno : TOLD_OF_CONNECT) {
            if (refusal.is(errno)) {
                return coded("console.connect.", errno, target);
            }
        }
        return Saying.of("console.connect-failed", refusal.call(), refusal.errnoName(), target);
    }

    private static Saying coded(String beginning, Errno errno, Endpoint target) {
        String code = beginning + errno.name();
        return Saying.of(code, target);
    }

    /**
     * How the peer's side of the connection ended.
     *
     * @param outcome what read() or write() returned: 0, or the negative errno
     */
    public static Saying ended(int outcome) {
        int errno = -outcome;
        if (outcome == 0) {
            return Saying.of("console.peer-closed");
        }
        if (errno == Errno.ECONNRESET.number() || errno == Errno.EPIPE.number()) {
            return Saying.of("console.reset", Errno.name(errno));
        }
        return errno == Errno.ETIMEDOUT.number()
                ? Saying.of("console.lost")
                : Saying.of("console.failed", Errno.name(errno));
    }

    static Saying disconnected() {
        return Saying.of("console.disconnected");
    }

    static Saying resetByUs() {
        return Saying.of("console.you-reset");
    }

    /** The connection has ended, and the lab holds close(). */
    static Saying closeHeld() {
        return Saying.of("console.close-held");
    }

    public static Saying halfClosed() {
        return Saying.of("console.half-closed");
    }

    /** Typed when there was no connection to send it through. */
    static Saying notSent(long bytes) {
        return Saying.of("console.not-sent", bytes);
    }

    /** Typed after the own side was ended. */
    static Saying sideEnded() {
        return Saying.of("console.side-ended");
    }

    /** The peer does not read, and more waits than a console keeps. */
    static Saying tooMuch(long waiting) {
        return Saying.of("console.too-much", waiting);
    }
}
