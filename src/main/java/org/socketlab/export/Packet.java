package org.socketlab.export;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.IpAddress;

/**
 * A segment as an IP packet: as it was seen, from its IP header on, where the fact has that, and else with headers made anew
 * from what the fact says. RFC 791, RFC 8200, RFC 9293 3.1.
 *
 * <pre>
 * IPv4  4|5 tos length:2 │ id:2 flags|offset:2 │ ttl protocol checksum:2 │ source:4 │ destination:4
 * IPv6  6|class|flow:4 │ payload length:2 next header hops │ source:16 │ destination:16
 * TCP   source:2 destination:2 │ seqno:4 │ ackno:4 │ words|flags:2 window:2 │ checksum:2 urgent:2 │ options
 * </pre>
 *
 * @param bytes as much as was kept; fewer than {@code length} where the payload was cut
 * @param length of the whole packet as it passed
 * @param remark what the bytes do not say as it was; begins with a comma
 */
record Packet(byte[] bytes, int length, String remark) {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TCP_HEADER = 20;
    private static final byte TCP = 6;
    private static final byte HOPS = 64; // as Linux sends them (net.ipv4.ip_default_ttl)
    private static final short DO_NOT_FRAGMENT = 0x4000;
    private static final int MOST_OPTIONS = 40;
    private static final int LONGEST = 65_535;
    private static final long MOST_SEQNO = 0xffffffffL;
    /** From the lowest bit up. */
    private static final List<String> FLAGS = List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR");

    /** Empty where the fact has neither the packet nor what a header needs, or has what none can hold. */
    static Optional<Packet> of(Event.Segment segment) {
        if (!(segment.from() instanceof Endpoint.Inet from)
                || !(segment.to() instanceof Endpoint.Inet to)
                || from.normal().address().v6() != to.normal().address().v6()
                || segment.length() < 0) {
            return Optional.empty();
        }
        return asSeen(segment).or(() -> made(segment, from.normal(), to.normal()));
    }

    /** The packet itself, where its headers are whole and say how long it was; a recording may hold anything. */
    private static Optional<Packet> asSeen(Event.Segment segment) {
        byte[] bytes = segment.bytes().toArray();
        int ip = bytes.length < IPV4_HEADER ? 0 : headerLength(bytes);
        if (ip == 0 || bytes.length < ip + TCP_HEADER) {
            return Optional.empty();
        }
        int tcp = (bytes[ip + 12] >> 4 & 15) * 4;
        int length = ip + tcp + segment.length();
        return tcp < TCP_HEADER || bytes.length < ip + tcp || bytes.length > length
                ? Optional.empty()
                : Optional.of(new Packet(bytes, length, ", as seen"));
    }

    /** Of an IP header straight before TCP; 0 of anything else. */
    private static int headerLength(byte[] bytes) {
        return switch (bytes[0] >> 4 & 15) {
            case 4 -> bytes[9] == TCP && (bytes[0] & 15) >= 5 ? (bytes[0] & 15) * 4 : 0;
            case 6 -> bytes[6] == TCP ? IPV6_HEADER : 0;
            default -> 0;
        };
    }

    private static Optional<Packet> made(Event.Segment segment, Endpoint.Inet from, Endpoint.Inet to) {
        boolean acknowledges = segment.flags().contains("ACK");
        boolean fits = segment.seqno() >= 0
                && segment.seqno() <= MOST_SEQNO
                && segment.ackno() <= MOST_SEQNO
                && (segment.ackno() >= 0 || !acknowledges)
                && segment.window() >= 0
                && segment.window() <= LONGEST
                && FLAGS.containsAll(segment.flags());
        Options options = Options.of(segment.options());
        int header = (from.address().v6() ? IPV6_HEADER : IPV4_HEADER) + TCP_HEADER + options.bytes().length;
        return fits && header + segment.length() <= LONGEST
                ? Optional.of(made(segment, from, to, options, header))
                : Optional.empty();
    }

    private static Packet made(
            Event.Segment segment, Endpoint.Inet from, Endpoint.Inet to, Options options, int header) {
        boolean whole = segment.length() == 0; // nobody kept the payload
        ByteBuffer packet = ByteBuffer.allocate(header);
        int tcp = header - TCP_HEADER - options.bytes().length;
        if (from.address().v6()) {
            packet.putInt(6 << 28)
                    .putShort((short) (header - IPV6_HEADER + segment.length()))
                    .put(TCP)
                    .put(HOPS);
        } else {
            packet.putShort((short) 0x4500)
                    .putShort((short) (header + segment.length()))
                    .putShort((short) 0)
                    .putShort(DO_NOT_FRAGMENT)
                    .put(HOPS)
                    .put(TCP)
                    .putShort((short) 0);
        }
        packet.put(from.address().bytes()).put(to.address().bytes());
        if (!from.address().v6()) {
            packet.putShort(10, checksum(packet.array(), 0, IPV4_HEADER, 0));
        }
        packet.putShort((short) from.port())
                .putShort((short) to.port())
                .putInt((int) segment.seqno())
                .putInt((int) Math.max(0, segment.ackno()))
                .putShort((short) ((TCP_HEADER + options.bytes().length) / 4 << 12 | flags(segment.flags())))
                .putShort((short) segment.window())
                .putInt(0)
                .put(options.bytes());
        if (whole) {
            packet.putShort(tcp + 16, checksum(packet.array(), tcp, packet.limit(), pseudo(from, to, packet, tcp)));
        }
        return new Packet(
                packet.array(),
                header + segment.length(),
                ", headers made anew" + (whole ? "" : ", payload unknown, so no checksum") + options.remark());
    }

    private static int flags(List<String> names) {
        int bits = 0;
        for (String name : names) {
            bits |= 1 << FLAGS.indexOf(name);
        }
        return bits;
    }

    /** The sum of the pseudo header: addresses, protocol, length (RFC 9293, 3.1). */
    private static int pseudo(Endpoint.Inet from, Endpoint.Inet to, ByteBuffer packet, int tcp) {
        return sum(from.address()) + sum(to.address()) + TCP + packet.limit() - tcp;
    }

    private static int sum(IpAddress address) {
        byte[] bytes = address.bytes();
        return sum(bytes, 0, bytes.length);
    }

    private static int sum(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += (bytes[i] & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
        }
        return sum;
    }

    /** RFC 1071: the ones' complement of the ones' complement sum. 65,575 bytes do not overflow an int. */
    private static short checksum(byte[] bytes, int from, int to, int begun) {
        int sum = sum(bytes, from, to) + begun;
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (short) ~sum;
    }

    /**
     * The options as bytes, to a multiple of four.
     *
     * @param remark which of them the words do not tell enough of to be written
     */
    private record Options(byte[] bytes, String remark) {
        static Options of(List<String> words) {
            ByteBuffer bytes = ByteBuffer.allocate(MOST_OPTIONS);
            List<String> left = new ArrayList<>();
            for (String word : words) {
                byte[] option = option(word);
                if (option.length == 0 || option.length > bytes.remaining()) {
                    left.add(word);
                } else {
                    bytes.put(option);
                }
            }
            while (bytes.position() % 4 != 0) {
                bytes.put((byte) 1); // no-operation
            }
            byte[] whole = Arrays.copyOf(bytes.array(), bytes.position());
            return new Options(whole, left.isEmpty() ? "" : ", without the options " + left);
        }

        /** Kinds and lengths from IANA's list of TCP option kinds; none for words that say no value. */
        private static byte[] option(String word) {
            String[] parts = word.split(" ");
            try {
                return switch (parts[0] + " " + parts.length) {
                    case "mss 2" ->
                        ByteBuffer.allocate(4)
                                .putShort((short) 0x0204)
                                .putShort((short) ranged(parts[1], 65_535))
                                .array();
                    case "wscale 2" -> new byte[] {3, 3, (byte) ranged(parts[1], 255)};
                    case "sackOK 1" -> new byte[] {4, 2};
                    case "nop 1" -> new byte[] {1};
                    case "TS 5" ->
                        ByteBuffer.allocate(10)
                                .putShort((short) 0x080a)
                                .putInt((int) ranged(parts[2], MOST_SEQNO))
                                .putInt((int) ranged(parts[4], MOST_SEQNO))
                                .array();
                    default -> new byte[0];
                };
            } catch (NumberFormatException e) {
                return new byte[0];
            }
        }

        private static long ranged(String digits, long most) {
            long value = Long.parseLong(digits);
            if (value < 0 || value > most) {
                throw new NumberFormatException(digits);
            }
            return value;
        }
    }
}
