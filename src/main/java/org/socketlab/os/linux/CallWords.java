package org.socketlab.os.linux;

import java.nio.charset.StandardCharsets;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.IpAddress;

/**
 * Arguments of calls as strace(1) words them, so that what the lab shows can be laid beside it.
 *
 * <p>One departure: strace prints the value of SO_SNDTIMEO as 16 raw bytes; here it is a struct timeval in words.
 */
final class CallWords {
    // #define O_NONBLOCK 00004000
    static final int O_NONBLOCK = 0x800;
    // #define O_LARGEFILE 00100000
    private static final int O_LARGEFILE = 0x8000;
    // #define O_ACCMODE 00000003
    private static final int O_ACCMODE = 3;
    // #define O_RDWR 00000002
    private static final int O_RDWR = 2;

    private static final String[] EPOLL_NAMES = {
        "EPOLLIN", "EPOLLPRI", "EPOLLOUT", "EPOLLERR", "EPOLLHUP", "", "", "", "", "", "", "", "", "EPOLLRDHUP"
    };

    private CallWords() {}

    static String family(Family family) {
        return "AF_" + family.name();
    }

    /** {@code 0} for a Unix socket, whose family has no protocols. */
    static String protocol(Family family) {
        return family == Family.UNIX ? "0" : "IPPROTO_IP";
    }

    static String address(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Inet(IpAddress address, int port)
            when !address.v6() ->
                "{sa_family=AF_INET, sin_port=htons(" + port + "), sin_addr=inet_addr(\"" + address + "\")}";
            case Endpoint.Inet(IpAddress address, int port) ->
                "{sa_family=AF_INET6, sin6_port=htons(" + port + "), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \""
                        + address + "\", &sin6_addr), sin6_scope_id=0}";
            case Endpoint.Unix(String path) when path.isEmpty() -> "{sa_family=AF_UNIX}";
            case Endpoint.Unix unix
            when unix.abstractName() ->
                "{sa_family=AF_UNIX, sun_path=@" + quoted(unix.path().substring(1)) + "}";
            case Endpoint.Unix(String path) -> "{sa_family=AF_UNIX, sun_path=" + quoted(path) + "}";
        };
    }

    /** A string in quotes; bytes that are not printable ASCII as C escapes, octal ones as short as may be. */
    static String quoted(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder words = new StringBuilder("\"");
        for (int i = 0; i < bytes.length; i++) {
            boolean digitFollows = i + 1 < bytes.length && bytes[i + 1] >= '0' && bytes[i + 1] <= '9';
            words.append(escaped(bytes[i] & 0xff, digitFollows));
        }
        return words.append('"').toString();
    }

    private static String escaped(int c, boolean digitFollows) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case 0x0b -> "\\v";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> {
                if (c >= ' ' && c <= '~') {
                    yield String.valueOf((char) c);
                }
                yield "\\" + (digitFollows ? String.format("%03o", c) : Integer.toOctalString(c));
            }
        };
    }

    /** File status flags, {@code O_RDWR|O_NONBLOCK}; bits without a name here stay a number. */
    static String statusFlags(int flags) {
        StringBuilder words = new StringBuilder((flags & O_ACCMODE) == O_RDWR ? "O_RDWR" : "0x" + (flags & O_ACCMODE));
        words.append((flags & O_NONBLOCK) != 0 ? "|O_NONBLOCK" : "");
        int rest = flags & ~(O_ACCMODE | O_NONBLOCK | O_LARGEFILE);
        return rest == 0 ? words.toString() : words + "|0x" + Integer.toHexString(rest);
    }

    /** A file's mode in octal, {@code 0600}. */
    static String mode(int mode) {
        return "0" + Integer.toOctalString(mode);
    }

    static String event(int interest, int fd) {
        return "{events=" + interest(interest) + ", data={u32=" + fd + ", u64=" + fd + "}}";
    }

    private static String interest(int interest) {
        StringBuilder words = new StringBuilder();
        for (int bit = 0; bit < EPOLL_NAMES.length; bit++) {
            if ((interest & 1 << bit) != 0) {
                words.append(words.isEmpty() ? "" : "|").append(EPOLL_NAMES[bit]);
            }
        }
        return words.isEmpty() ? "0" : words.toString();
    }
}
