package org.socketlab.os.linux;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.socketlab.model.Bytes;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.IpAddress;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketType;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;

/**
 * Asks for TCP sockets and reads the answers (linux/inet_diag.h). Ports and addresses are in network order, all else in
 * host order.
 *
 * <pre>
 * inet_diag_req, the older request, which alone dumps both families in one walk; after the netlink header (offsets from
 * the message's begin)
 *  16       17        18        19    20                     68           72
 *  +--------+---------+---------+-----+----------------------+------------+------------+
 *  | family | src_len | dst_len | ext | inet_diag_sockid  48 | states u32 | dbs    u32 | 76, attributes
 *  +--------+---------+---------+-----+----------------------+------------+------------+
 *
 * inet_diag_req_v2, for an exact lookup
 *  16       17         18    19    20             24
 *  +--------+----------+-----+-----+--------------+-----------------------+
 *  | family | protocol | ext | pad | states   u32 | inet_diag_sockid   48 |
 *  +--------+----------+-----+-----+--------------+-----------------------+
 *
 * inet_diag_sockid (offsets from its begin)
 *  0       2       4              20             36       40            48
 *  +-------+-------+--------------+--------------+--------+-------------+
 *  | sport | dport | src   16     | dst   16     | if u32 | cookie  u64 |
 *  +-------+-------+--------------+--------------+--------+-------------+
 *
 * inet_diag_msg, the answer's payload
 *  0        1       2       3         4                    52        56      60      64    68
 *  +--------+-------+-------+---------+--------------------+---------+-------+-------+-----+-------+
 *  | family | state | timer | retrans | inet_diag_sockid 48| expires | rqueue| wqueue| uid | inode |
 *  +--------+-------+-------+---------+--------------------+---------+-------+-------+-----+-------+ 72, attributes
 * </pre>
 */
final class InetDiag {
    // #define AF_INET 2
    static final int AF_INET = 2;
    // #define AF_INET6 10
    static final int AF_INET6 = 10;

    /** Every state there is: bits 1 to 12, and 13 (TCP_BOUND_INACTIVE), without which bind()-only sockets are left out. */
    static final int ALL_STATES = 0x3ffe;

    static final int LISTENING = 1 << 10;

    // #define IPPROTO_TCP 6
    private static final int IPPROTO_TCP = 6;
    // enum { INET_DIAG_NONE, INET_DIAG_MEMINFO, INET_DIAG_INFO, …
    private static final int INET_DIAG_INFO = 2;
    private static final byte TCP_INFO_TOO = 1 << INET_DIAG_INFO - 1;

    private static final int SOCKID = 24;
    private static final int REQUEST = 72;
    private static final int OLDER_REQUEST = 76;
    private static final int MESSAGE = 72;

    private InetDiag() {}

    /**
     * Writes the request for all IPv4 and IPv6 sockets in these states; {@code filter} is bytecode, empty for none.
     *
     * <p>The kernel walks its whole table of connections for each dump, so one walk for both families takes two thirds of
     * the time of two. {@code ss -t} asks like this too.
     */
    static int dump(ByteBuffer request, int states, byte[] filter, int sequence) {
        int length = OLDER_REQUEST + filter.length;
        int flags = NetlinkMessages.REQUEST | NetlinkMessages.DUMP;
        NetlinkMessages.header(request, NetlinkMessages.TCPDIAG_GETSOCK, length, flags, sequence);
        zero(request, NetlinkMessages.HEADER, OLDER_REQUEST);
        request.put(19, TCP_INFO_TOO);
        request.putInt(68, states);
        request.put(OLDER_REQUEST, filter);
        return length;
    }

    /** Writes the request for one connection, as its own end has it. */
    static int exact(ByteBuffer request, Endpoint.Inet local, Endpoint.Inet remote, int device, int sequence) {
        NetlinkMessages.header(
                request, NetlinkMessages.SOCK_DIAG_BY_FAMILY, REQUEST, NetlinkMessages.REQUEST, sequence);
        zero(request, NetlinkMessages.HEADER, REQUEST);
        request.put(16, (byte) (local.address().v6() ? AF_INET6 : AF_INET));
        request.put(17, (byte) IPPROTO_TCP);
        request.put(18, TCP_INFO_TOO);
        request.putInt(20, ALL_STATES);
        request.putShort(SOCKID, Short.reverseBytes((short) local.port()));
        request.putShort(SOCKID + 2, Short.reverseBytes((short) remote.port()));
        request.put(SOCKID + 4, local.address().bytes());
        request.put(SOCKID + 20, remote.address().bytes());
        request.putInt(SOCKID + 36, device);
        request.putLong(SOCKID + 40, -1); // any cookie
        return REQUEST;
    }

    private static void zero(ByteBuffer request, int from, int end) {
        for (int i = from; i < end; i += 4) {
            request.putInt(i, 0);
        }
    }

    /** The TCP socket of a message's payload between the two indices; empty where the message is cut or is none. */
    static Optional<KernelSocket> socket(ByteBuffer message, int from, int end) {
        int family = end - from < MESSAGE ? 0 : message.get(from);
        int state = family == 0 ? 0 : message.get(from + 1);
        if (family != AF_INET && family != AF_INET6 || state < 1 || state > 13) {
            return Optional.empty();
        }
        NetlinkAttributes attributes = new NetlinkAttributes(message, from + MESSAGE, end);
        TcpInfo tcpInfo = TcpInfo.NONE;
        while (attributes.next()) {
            // the kernel also gives tcp_info for listeners and time-wait; its length is the kernel's own
            if (attributes.type() == INET_DIAG_INFO && attributes.length() > 0) {
                tcpInfo = new TcpInfo(Bytes.of(message, attributes.payload(), attributes.length()));
            }
        }
        if (attributes.cut()) {
            return Optional.empty();
        }
        boolean v6 = family == AF_INET6;
        return Optional.of(new KernelSocket(
                new SocketId(Protocol.TCP, message.getLong(from + 44)),
                v6 ? Family.INET6 : Family.INET,
                SocketType.STREAM,
                TcpState.of(state),
                local(message, from, v6),
                remote(message, from, v6),
                Integer.toUnsignedLong(message.getInt(from + 68)),
                0,
                message.getInt(from + 64),
                Integer.toUnsignedLong(message.getInt(from + 56)),
                Integer.toUnsignedLong(message.getInt(from + 60)),
                expires(message, from),
                List.of(),
                false,
                tcpInfo,
                ""));
    }

    /** The network device that the socket is bound to, 0 for none. */
    static int device(ByteBuffer message, int from) {
        return message.getInt(from + 40);
    }

    static Endpoint.Inet local(ByteBuffer message, int from, boolean v6) {
        return new Endpoint.Inet(address(message, from + 8, v6), port(message, from + 4));
    }

    static Endpoint remote(ByteBuffer message, int from, boolean v6) {
        IpAddress address = address(message, from + 24, v6);
        int port = port(message, from + 6);
        return port == 0 && address.any() ? Endpoint.NONE : new Endpoint.Inet(address, port);
    }

    /** idiag_timer: 0 none, 1 retransmission, 2 keep-alive, 3 TIME_WAIT, 4 window probe. Keep-alive ends nothing. */
    private static OptionalLong expires(ByteBuffer message, int from) {
        return switch (message.get(from + 2)) {
            case 1, 3, 4 -> OptionalLong.of(Integer.toUnsignedLong(message.getInt(from + 52)));
            default -> OptionalLong.empty();
        };
    }

    private static int port(ByteBuffer message, int at) {
        return Short.toUnsignedInt(Short.reverseBytes(message.getShort(at)));
    }

    private static IpAddress address(ByteBuffer message, int at, boolean v6) {
        return v6
                ? new IpAddress(
                        true, Long.reverseBytes(message.getLong(at)), Long.reverseBytes(message.getLong(at + 8)))
                : new IpAddress(false, 0, Integer.toUnsignedLong(Integer.reverseBytes(message.getInt(at))));
    }

    /** Whether a socket that an exact lookup gave is the one asked for: where it is gone, the kernel gives a listener. */
    static boolean is(KernelSocket found, FiveTuple asked) {
        return !found.state().listens() && found.tuple().normal().equals(asked.normal());
    }
}
