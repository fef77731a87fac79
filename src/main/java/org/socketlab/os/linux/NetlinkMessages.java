package org.socketlab.os.linux;

import java.nio.ByteBuffer;

/**
 * Walks the messages of one netlink datagram (netlink(7)), in the memory they came in.
 *
 * <pre>
 *  0                4        6        8                12               16
 *  +----------------+--------+--------+----------------+----------------+-----------+---------
 *  | nlmsg_len  u32 | type   | flags  | nlmsg_seq  u32 | nlmsg_pid  u32 | payload … | pad to 4
 *  +----------------+--------+--------+----------------+----------------+-----------+---------
 *   the length counts header and payload, not the padding; all in host order
 * </pre>
 *
 * <p>A datagram that ends before a message does was cut: {@link #next} then ends the walk and {@link #cut} tells.
 */
final class NetlinkMessages {
    static final int HEADER = 16;

    // #define NLMSG_ERROR 0x2
    static final int ERROR = 2;
    // #define NLMSG_DONE 0x3
    static final int DONE = 3;
    // #define NLMSG_OVERRUN 0x4
    static final int OVERRUN = 4;
    // #define TCPDIAG_GETSOCK 18
    static final int TCPDIAG_GETSOCK = 18;
    // #define SOCK_DIAG_BY_FAMILY 20
    static final int SOCK_DIAG_BY_FAMILY = 20;

    // #define NLM_F_REQUEST 0x01
    static final int REQUEST = 0x01;
    // #define NLM_F_DUMP_INTR 0x10
    static final int DUMP_INTERRUPTED = 0x10;
    // #define NLM_F_DUMP (NLM_F_ROOT|NLM_F_MATCH)
    static final int DUMP = 0x300;

    private final ByteBuffer datagram;
    private final int end;
    private int at;
    private int next;
    private boolean cut;

    /** Over the first {@code length} bytes of a buffer in native order. */
    NetlinkMessages(ByteBuffer datagram, int length) {
        this.datagram = datagram;
        this.end = length;
    }

    /** Goes on to the next message; false at the end. */
    boolean next() {
        at = next;
        if (at >= end) {
            return false;
        }
        int length = end - at < HEADER ? 0 : datagram.getInt(at);
        if (length < HEADER || length > end - at) {
            cut = true;
            next = end;
            return false;
        }
        next = at + aligned(length);
        return true;
    }

    /** Whether the walk ended inside a message. */
    boolean cut() {
        return cut;
    }

    int type() {
        return Short.toUnsignedInt(datagram.getShort(at + 4));
    }

    int flags() {
        return Short.toUnsignedInt(datagram.getShort(at + 6));
    }

    int sequence() {
        return datagram.getInt(at + 8);
    }

    /** Where the payload begins. */
    int payload() {
        return at + HEADER;
    }

    /** Where it ends. */
    int payloadEnd() {
        return at + datagram.getInt(at);
    }

    /** The errno of an ERROR or DONE message, 0 for none; the kernel writes it negative. */
    int errno() {
        return payloadEnd() - payload() >= 4 ? -datagram.getInt(payload()) : 0;
    }

    /** Writes the header of a request of {@code length} bytes in all at the buffer's begin. */
    static void header(ByteBuffer request, int type, int length, int flags, int sequence) {
        request.putInt(0, length);
        request.putShort(4, (short) type);
        request.putShort(6, (short) flags);
        request.putInt(8, sequence);
        request.putInt(12, 0);
    }

    static int aligned(int length) {
        return length + 3 & ~3;
    }
}
