package org.socketlab.os;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Bytes;
import org.socketlab.model.Endpoint;
import org.socketlab.model.IpAddress;

/**
 * A TCP segment, read from its packet: the SYN whose headers the kernel kept for us (TCP_SAVED_SYN), or one captured.
 *
 * <pre>
 *  IPv4 (RFC 791)                               IPv6 (RFC 8200)
 *   0  version 4, header length in words         0  version 6 …
 *   9  protocol: 6                               6  next header: 6
 *  12  source address                            8  source address
 *  16  destination address                      24  destination address
 *  20 … options, up to the header length        40  end
 *
 *  TCP (RFC 9293, 3.1), from the end of the IP header
 *   0  source port          2  destination port
 *   4  sequence number      8  acknowledgment number
 *  12  data offset in words (high 4 bits)
 *  13  flags: CWR ECE URG ACK PSH RST SYN FIN
 *  14  window              16  checksum           18  urgent pointer
 *  20  options: kind, length, value; up to the data offset
 * </pre>
 *
 * @param seqno unsigned 32 bits
 * @param ackno unsigned 32 bits, 0 where ACK is not set
 * @param window as sent, not scaled; a SYN's never is
 * @param length payload bytes, whether or not they are among those at hand
 */
public record TcpPacket(
        Endpoint.Inet from,
        Endpoint.Inet to,
        List<String> flags,
        long seqno,
        long ackno,
        int window,
        List<String> options,
        int length) {
    private static final int TCP = 6;
    private static final int TCP_HEADER = 20;
    private static final int ACK = 0x10;
    /** From the lowest bit up. */
    private static final List<String> FLAGS = List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR");

    public TcpPacket {
        flags = List.copyOf(flags);
        options = List.copyOf(options);
    }

    /** The segment of these headers alone. */
    public static Optional<TcpPacket> parse(Bytes headers) {
        return parse(headers, headers.length());
    }

    /**
     * The segment in this packet; empty where its headers are cut, or neither IPv4 nor IPv6 straight before TCP.
     *
     * @param headers the packet from its IP header on, or as much of it as was kept
     * @param whole how many bytes the packet had
     */
    public static Optional<TcpPacket> parse(Bytes headers, int whole) {
        if (headers.length() == 0) {
            return Optional.empty();
        }
        return switch (headers.at(0) >> 4) {
            case 4 -> parse(headers, whole, (headers.at(0) & 15) * 4, 20, 9, 12, 4);
            case 6 -> parse(headers, whole, 40, 40, 6, 8, 16);
            default -> Optional.empty();
        };
    }

    private static Optional<TcpPacket> parse(
            Bytes headers, int whole, int tcp, int shortest, int protocolAt, int addressesAt, int addressSize) {
        if (tcp < shortest || headers.length() < tcp + TCP_HEADER || headers.at(protocolAt) != TCP) {
            return Optional.empty();
        }
        int end = tcp + (headers.at(tcp + 12) >> 4) * 4;
        if (end < tcp + TCP_HEADER || headers.length() < end) {
            return Optional.empty();
        }
        return Optional.of(new TcpPacket(
                new Endpoint.Inet(address(headers, addressesAt, addressSize), number(headers, tcp, 2)),
                new Endpoint.Inet(
                        address(headers, addressesAt + addressSize, addressSize), number(headers, tcp + 2, 2)),
                flags(headers.at(tcp + 13)),
                Integer.toUnsignedLong(number(headers, tcp + 4, 4)),
                (headers.at(tcp + 13) & ACK) != 0 ? Integer.toUnsignedLong(number(headers, tcp + 8, 4)) : 0,
                number(headers, tcp + 14, 2),
                options(headers, tcp + TCP_HEADER, end),
                Math.max(0, whole - end)));
    }

    private static IpAddress address(Bytes headers, int at, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) headers.at(at + i);
        }
        return IpAddress.of(bytes);
    }

    private static int number(Bytes headers, int at, int size) {
        int number = 0;
        for (int i = at; i < at + size; i++) {
            number = number << 8 | headers.at(i);
        }
        return number;
    }

    private static List<String> flags(int bits) {
        List<String> set = new ArrayList<>(2);
        for (int bit = 0; bit < FLAGS.size(); bit++) {
            if ((bits >> bit & 1) != 0) {
                set.add(FLAGS.get(bit));
            }
        }
        return set;
    }

    /** Up to the end-of-list option, or the first that does not fit. */
    private static List<String> options(Bytes headers, int from, int end) {
        List<String> options = new ArrayList<>(4);
        int at = from;
        while (at < end && headers.at(at) != 0) {
            if (headers.at(at) == 1) { // no-operation, one byte
                at++;
                continue;
            }
            int length = at + 1 < end ? headers.at(at + 1) : 0;
            if (length < 2 || at + length > end) {
                break;
            }
            options.add(option(headers, at, length));
            at += length;
        }
        return options;
    }

    /** An option as tcpdump words it; kinds and lengths from IANA's list of TCP option kinds. */
    private static String option(Bytes headers, int at, int length) {
        int kind = headers.at(at);
        if (kind == 2 && length == 4) {
            return "mss " + number(headers, at + 2, 2);
        }
        if (kind == 3 && length == 3) {
            return "wscale " + headers.at(at + 2);
        }
        if (kind == 4 && length == 2) {
            return "sackOK";
        }
        if (kind == 8 && length == 10) {
            return "TS val " + Integer.toUnsignedString(number(headers, at + 2, 4)) + " ecr "
                    + Integer.toUnsignedString(number(headers, at + 6, 4));
        }
        if (kind == 5 && length >= 10 && (length - 2) % 8 == 0) {
            return "sack " + blocks(headers, at + 2, at + length);
        }
        return "option " + kind;
    }

    /** {@code 10-20 30-40}: what arrived beyond a hole, absolute (RFC 2018). */
    private static String blocks(Bytes headers, int from, int end) {
        StringBuilder text = new StringBuilder();
        for (int at = from; at < end; at += 8) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(Integer.toUnsignedString(number(headers, at, 4)))
                    .append('-')
                    .append(Integer.toUnsignedString(number(headers, at + 4, 4)));
        }
        return text.toString();
    }
}
