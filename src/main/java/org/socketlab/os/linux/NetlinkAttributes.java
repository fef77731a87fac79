package org.socketlab.os.linux;

import java.nio.ByteBuffer;

/**
 * Walks the attributes that follow a netlink message's fixed part (linux/netlink.h, {@code struct nlattr}).
 *
 * <pre>
 *  0              2              4
 *  +--------------+--------------+-----------+---------
 *  | nla_len  u16 | nla_type u16 | payload … | pad to 4
 *  +--------------+--------------+-----------+---------
 *   the length counts the header; the type's two top bits are flags
 * </pre>
 */
final class NetlinkAttributes {
    private static final int HEADER = 4;
    // #define NLA_TYPE_MASK ~(NLA_F_NESTED | NLA_F_NET_BYTEORDER)
    private static final int TYPE_MASK = 0x3fff;

    private final ByteBuffer message;
    private final int end;
    private int at;
    private int next;
    private boolean cut;

    NetlinkAttributes(ByteBuffer message, int from, int end) {
        this.message = message;
        this.next = from;
        this.end = end;
    }

    /** Goes on to the next attribute; false at the end. */
    boolean next() {
        at = next;
        if (at >= end) {
            return false;
        }
        int length = end - at < HEADER ? 0 : Short.toUnsignedInt(message.getShort(at));
        if (length < HEADER || length > end - at) {
            cut = true;
            next = end;
            return false;
        }
        next = at + NetlinkMessages.aligned(length);
        return true;
    }

    /** Whether the walk ended inside an attribute. */
    boolean cut() {
        return cut;
    }

    int type() {
        return message.getShort(at + 2) & TYPE_MASK;
    }

    /** Where the payload begins. */
    int payload() {
        return at + HEADER;
    }

    /** How many bytes it has. */
    int length() {
        return Short.toUnsignedInt(message.getShort(at)) - HEADER;
    }
}
