package org.socketlab.os.linux;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.IpAddress;
import org.socketlab.os.Errno;

/**
 * Endpoints as the kernel's socket addresses and back (ip(7), ipv6(7), unix(7)). The family leads, in native order; port
 * and IP address are in network order.
 *
 * <pre>
 *   sockaddr_in   0 family | 2 port | 4 address             | 8 zero      16
 *   sockaddr_in6  0 family | 2 port | 4 flow | 8 address    | 24 scope    28
 *   sockaddr_un   0 family | 2 path, at most 108 bytes with its NUL      110
 * </pre>
 */
final class SocketAddress {
    // #define AF_UNIX 1
    static final int AF_UNIX = 1;
    // #define AF_INET 2
    static final int AF_INET = 2;
    // #define AF_INET6 10
    static final int AF_INET6 = 10;

    /** What the largest of them needs: sizeof(struct sockaddr_storage). */
    static final int SIZE = 128;

    // #define UNIX_PATH_MAX 108
    private static final int UNIX_PATH_MAX = 108;
    private static final int IN_SIZE = 16;
    private static final int IN6_SIZE = 28;
    private static final int PATH = 2;

    private SocketAddress() {}

    /** The kernel's number of a family. */
    static int number(Family family) {
        return switch (family) {
            case INET -> AF_INET;
            case INET6 -> AF_INET6;
            case UNIX -> AF_UNIX;
        };
    }

    /**
     * Puts the endpoint at the buffer's beginning.
     *
     * @return its length, or the negative errno where no address can hold it: ENAMETOOLONG for a Unix name longer than
     *     107 bytes in UTF-8, EINVAL for a path with a NUL in it
     */
    static int encode(Endpoint endpoint, ByteBuffer into) {
        return switch (endpoint) {
            case Endpoint.Inet(IpAddress address, int port) -> encode(address, port, into);
            case Endpoint.Unix unix -> encode(unix, into);
        };
    }

    private static int encode(IpAddress address, int port, ByteBuffer into) {
        into.putShort(0, (short) (address.v6() ? AF_INET6 : AF_INET));
        into.put(2, (byte) (port >>> 8)).put(3, (byte) port);
        if (!address.v6()) {
            network(into, 4, 4, address.low());
            into.putLong(8, 0);
            return IN_SIZE;
        }
        into.putInt(4, 0);
        network(into, 8, 8, address.high());
        network(into, 16, 8, address.low());
        into.putInt(24, 0);
        return IN6_SIZE;
    }

    private static int encode(Endpoint.Unix unix, ByteBuffer into) {
        byte[] name = unix.path().getBytes(StandardCharsets.UTF_8);
        if (unix.abstractName()) {
            name[0] = 0;
        } else if (unix.path().indexOf('\0') >= 0) {
            return -Errno.EINVAL.number();
        }
        if (name.length >= UNIX_PATH_MAX) {
            return -Errno.ENAMETOOLONG.number();
        }
        into.putShort(0, (short) AF_UNIX);
        into.put(PATH, name);
        if (unix.abstractName() || name.length == 0) {
            return PATH + name.length;
        }
        into.put(PATH + name.length, (byte) 0);
        return PATH + name.length + 1;
    }

    private static void network(ByteBuffer into, int at, int count, long bits) {
        for (int i = 0; i < count; i++) {
            into.put(at + i, (byte) (bits >>> 8 * (count - 1 - i)));
        }
    }

    /** The endpoint at the buffer's beginning, NONE where the kernel gave none or another family's. */
    static Endpoint decode(ByteBuffer from, int length) {
        if (length < PATH) {
            return Endpoint.NONE;
        }
        int family = from.getShort(0);
        if (family == AF_INET && length >= IN_SIZE) {
            return new Endpoint.Inet(new IpAddress(false, 0, network(from, 4, 4)), port(from));
        }
        if (family == AF_INET6 && length >= IN6_SIZE) {
            return new Endpoint.Inet(new IpAddress(true, network(from, 8, 8), network(from, 16, 8)), port(from));
        }
        return family == AF_UNIX ? unix(from, length - PATH) : Endpoint.NONE;
    }

    private static int port(ByteBuffer from) {
        return (int) network(from, 2, 2);
    }

    private static long network(ByteBuffer from, int at, int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits = bits << 8 | from.get(at + i) & 0xff;
        }
        return bits;
    }

    private static Endpoint unix(ByteBuffer from, int length) {
        if (length == 0) {
            return Endpoint.NONE;
        }
        byte[] name = new byte[Math.min(length, SIZE - PATH)];
        from.get(PATH, name);
        if (name[0] == 0) { // abstract: all bytes count, NULs too
            name[0] = '@';
            return new Endpoint.Unix(new String(name, StandardCharsets.UTF_8));
        }
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        return new Endpoint.Unix(new String(name, 0, end, StandardCharsets.UTF_8));
    }
}
