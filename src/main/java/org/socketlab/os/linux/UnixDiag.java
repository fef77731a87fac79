package org.socketlab.os.linux;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketType;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.UnixState;

/**
 * Asks for Unix sockets and reads the answers (linux/unix_diag.h), all in host order.
 *
 * <pre>
 * unix_diag_req, after the netlink header (offsets from the message's begin)
 *  16       17         18    20          24        28         32           40
 *  +--------+----------+-----+-----------+---------+----------+------------+
 *  | family | protocol | pad | states u32| ino u32 | show u32 | cookie u64 |
 *  +--------+----------+-----+-----------+---------+----------+------------+
 *
 * unix_diag_msg, the answer's payload
 *  0        1      2       3     4         8            16
 *  +--------+------+-------+-----+---------+------------+
 *  | family | type | state | pad | ino u32 | cookie u64 | attributes
 *  +--------+------+-------+-----+---------+------------+
 * </pre>
 */
final class UnixDiag {
    // #define AF_UNIX 1
    static final int AF_UNIX = 1;

    private static final int REQUEST = 40;
    private static final int MESSAGE = 16;

    // #define UDIAG_SHOW_NAME 0x01, _PEER 0x04, _ICONS 0x08, _RQLEN 0x10, _UID 0x40
    private static final int SHOW = 0x01 | 0x04 | 0x08 | 0x10 | 0x40;

    // enum { UNIX_DIAG_NAME, UNIX_DIAG_VFS, UNIX_DIAG_PEER, UNIX_DIAG_ICONS, UNIX_DIAG_RQLEN, …, UNIX_DIAG_UID = 7
    private static final int NAME = 0;
    private static final int PEER = 2;
    private static final int ICONS = 3;
    private static final int RQLEN = 4;
    private static final int UID = 7;

    private UnixDiag() {}

    /** A socket with the inodes of the clients that wait in its accept queue; theirs is the only trace of them. */
    record Row(KernelSocket socket, List<Long> waiting) {}

    /** Writes the request for all Unix sockets. */
    static int dump(ByteBuffer request, int sequence) {
        int flags = NetlinkMessages.REQUEST | NetlinkMessages.DUMP;
        NetlinkMessages.header(request, NetlinkMessages.SOCK_DIAG_BY_FAMILY, REQUEST, flags, sequence);
        request.putInt(16, AF_UNIX);
        request.putInt(20, -1);
        request.putInt(24, 0);
        request.putInt(28, SHOW);
        request.putLong(32, -1);
        return REQUEST;
    }

    /** The socket of a message's payload between the two indices; empty where the message is cut or is none. */
    static Optional<Row> row(ByteBuffer message, int from, int end) {
        if (end - from < MESSAGE || message.get(from) != AF_UNIX) {
            return Optional.empty();
        }
        Endpoint local = Endpoint.NONE;
        long peer = 0;
        int uid = 0;
        long received = 0;
        long sent = 0;
        List<Long> waiting = List.of();
        NetlinkAttributes attributes = new NetlinkAttributes(message, from + MESSAGE, end);
        while (attributes.next()) {
            int at = attributes.payload();
            int length = attributes.length();
            switch (attributes.type()) {
                case NAME -> local = new Endpoint.Unix(name(message, at, length));
                case PEER -> peer = length < 4 ? 0 : Integer.toUnsignedLong(message.getInt(at));
                case ICONS -> waiting = inodes(message, at, length);
                case RQLEN -> {
                    received = length < 8 ? 0 : Integer.toUnsignedLong(message.getInt(at));
                    sent = length < 8 ? 0 : Integer.toUnsignedLong(message.getInt(at + 4));
                }
                case UID -> uid = length < 4 ? 0 : message.getInt(at);
                default -> {
                    // an attribute of a later kernel
                }
            }
        }
        return attributes.cut()
                ? Optional.empty()
                : Optional.of(new Row(
                        new KernelSocket(
                                new SocketId(Protocol.UNIX, message.getLong(from + 8)),
                                Family.UNIX,
                                type(message.get(from + 1)),
                                state(message.get(from + 2)),
                                local,
                                Endpoint.NONE,
                                Integer.toUnsignedLong(message.getInt(from + 4)),
                                peer,
                                uid,
                                received,
                                sent,
                                OptionalLong.empty(),
                                List.of(),
                                false,
                                TcpInfo.NONE,
                                ""),
                        waiting));
    }

    /**
     * The sockets with their remote names. The kernel does not give those: a connected socket's is its peer's, and that
     * of a client still waiting for accept() is its listener's.
     */
    static List<KernelSocket> joined(List<Row> rows) {
        Map<Long, Endpoint> names = new HashMap<>();
        Map<Long, Endpoint> awaited = new HashMap<>();
        for (Row row : rows) {
            names.put(row.socket().inode(), row.socket().local());
            for (long inode : row.waiting()) {
                awaited.put(inode, row.socket().local());
            }
        }
        List<KernelSocket> sockets = new ArrayList<>(rows.size());
        for (Row row : rows) {
            KernelSocket socket = row.socket();
            Endpoint remote = socket.peer() != 0
                    ? names.getOrDefault(socket.peer(), Endpoint.NONE)
                    : awaited.getOrDefault(socket.inode(), Endpoint.NONE);
            sockets.add(remote.equals(Endpoint.NONE) ? socket : socket.toward(remote));
        }
        return sockets;
    }

    /** A path may end in a NUL; an abstract name begins with one, and further ones in it show as @ too (as in ss). */
    private static String name(ByteBuffer message, int at, int length) {
        byte[] bytes = new byte[length];
        message.get(at, bytes);
        if (length == 0) {
            return "";
        }
        if (bytes[0] == 0) {
            for (int i = 0; i < length; i++) {
                bytes[i] = bytes[i] == 0 ? (byte) '@' : bytes[i];
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
        int end = 0;
        while (end < length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static List<Long> inodes(ByteBuffer message, int at, int length) {
        List<Long> inodes = new ArrayList<>(length / 4);
        for (int i = 0; i + 4 <= length; i += 4) {
            inodes.add(Integer.toUnsignedLong(message.getInt(at + i)));
        }
        return inodes;
    }

    /** SOCK_STREAM 1, SOCK_DGRAM 2, SOCK_RAW 3, SOCK_SEQPACKET 5; AF_UNIX turns RAW into DGRAM at socket(). */
    private static SocketType type(int number) {
        return switch (number) {
            case 2 -> SocketType.DGRAM;
            case 3 -> SocketType.RAW;
            case 5 -> SocketType.SEQPACKET;
            default -> SocketType.STREAM;
        };
    }

    /** TCP's numbers: 10 LISTEN, 1 ESTABLISHED. */
    private static UnixState state(int number) {
        return switch (number) {
            case 10 -> UnixState.LISTEN;
            case 1 -> UnixState.CONNECTED;
            default -> UnixState.UNCONNECTED;
        };
    }
}
