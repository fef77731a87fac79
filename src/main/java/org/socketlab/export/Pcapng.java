package org.socketlab.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.trace.History;

/**
 * The segments that were seen, as a capture file that Wireshark reads (draft-ietf-opsawg-pcapng).
 *
 * <pre>
 * block    type:4 length:4 │ body, to a multiple of 4 │ length:4
 * section  type 0x0A0D0D0A: magic:4 major:2 minor:2 section length:8 options
 * interface  type 1: link type:2 reserved:2 snap length:4 options
 * packet   type 6: interface:4 time:4+4 captured:4 original:4 │ bytes │ options
 * option   code:2 length:2 │ value, to a multiple of 4
 * </pre>
 *
 * <p>What was only inferred is no packet and is left out; the section's comment says how many. Each packet's comment names
 * its fact, and says whether the packet is as seen or made anew ({@link Packet}).
 */
public final class Pcapng {
    private static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int MAGIC = 0x1A2B3C4D;
    private static final short RAW = 101; // LINKTYPE_RAW: an IPv4 or IPv6 header comes first
    private static final short END = 0;
    private static final short COMMENT = 1;
    private static final short IF_NAME = 2;
    private static final short USER_APPLICATION = 4;
    private static final short IF_TSRESOL = 9;
    private static final byte NANOSECONDS = 9;
    private static final int LONGEST = 65_535 + 40; // an IP packet's greatest length, and IPv6's header
    private static final int AT_ONCE = 4_096; // facts
    private static final long NS_PER_S = 1_000_000_000;

    private final OutputStream out;

    private Pcapng(OutputStream out) {
        this.out = out;
    }

    /** A segment that was seen, with its headers. */
    private record Seen(Fact fact, Event.Segment segment, Packet packet) {}

    /**
     * Writes all segments seen up to and with the fact {@code upTo}, by the time when they passed.
     *
     * @param started when the lab's clock stood at 0
     * @param version the lab's own
     * @return how many packets there are
     */
    public static int write(OutputStream out, History history, long upTo, Instant started, String version)
            throws IOException {
        List<Seen> seen = new ArrayList<>();
        int inferred = 0;
        int unfit = 0;
        for (long read = history.firstSeq() - 1; read < upTo; read += AT_ONCE) {
            for (Fact fact : history.between(read, Math.min(upTo, read + AT_ONCE))) {
                if (fact.event() instanceof Event.Segment segment) {
                    Optional<Packet> packet = Packet.of(segment);
                    if (fact.evidence() == Evidence.INFERRED) {
                        inferred++;
                    } else if (packet.isEmpty()) {
                        unfit++;
                    } else {
                        seen.add(new Seen(fact, segment, packet.get()));
                    }
                }
            }
        }
        List<Seen> once = once(seen);
        once.sort(Comparator.comparingLong((Seen one) -> one.fact().t()));
        Pcapng file = new Pcapng(out);
        file.section(version, inferred, unfit);
        file.link();
        for (Seen one : once) {
            file.packet(one, started);
        }
        return once.size();
    }

    /** A SYN that was captured and that its listener kept as well (TCP_SAVED_SYN) passed once. */
    private static List<Seen> once(List<Seen> seen) {
        Set<String> captured = new HashSet<>();
        seen.stream().filter(one -> !kept(one)).forEach(one -> captured.add(key(one.segment())));
        List<Seen> once = new ArrayList<>(seen);
        once.removeIf(one -> kept(one) && captured.contains(key(one.segment())));
        return once;
    }

    private static boolean kept(Seen one) {
        return one.segment().via().equals("saved_syn");
    }

    private static String key(Event.Segment segment) {
        return segment.from() + " " + segment.to() + " " + segment.flags() + " " + segment.seqno();
    }

    private void section(String version, int inferred, int unfit) throws IOException {
        String left = (inferred == 0 ? "" : " " + inferred + " segments were only inferred and are left out.")
                + (unfit == 0 ? "" : " " + unfit + " that lack a number or address are left out.");
        ByteBuffer body =
                buffer(16).putInt(MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
        block(
                SECTION,
                body.array(),
                option(
                        COMMENT,
                        "Segments seen by Socket Lab. Each packet's comment says whether it is as seen, or has headers made anew"
                                + " from what was recorded of it."
                                + left),
                option(USER_APPLICATION, "Socket Lab " + version),
                option(END, new byte[0]));
    }

    private void link() throws IOException {
        ByteBuffer body = buffer(8).putShort(RAW).putShort((short) 0).putInt(LONGEST);
        block(
                INTERFACE,
                body.array(),
                option(IF_NAME, "lab"),
                option(IF_TSRESOL, new byte[] {NANOSECONDS}),
                option(END, new byte[0]));
    }

    private void packet(Seen one, Instant started) throws IOException {
        byte[] bytes = one.packet().bytes();
        long time = started.getEpochSecond() * NS_PER_S
                + started.getNano()
                + one.fact().t();
        ByteBuffer body = buffer(20 + padded(bytes.length))
                .putInt(0)
                .putInt((int) (time >>> 32))
                .putInt((int) time)
                .putInt(bytes.length)
                .putInt(one.packet().length())
                .put(bytes);
        String comment = "fact " + one.fact().seq() + ", "
                + one.fact().evidence().word() + " via " + one.segment().via() + ", "
                + one.segment().fate() + one.packet().remark();
        block(PACKET, body.array(), option(COMMENT, comment), option(END, new byte[0]));
    }

    private void block(int type, byte[] body, byte[]... options) throws IOException {
        int length = 12 + body.length;
        for (byte[] option : options) {
            length += option.length;
        }
        out.write(buffer(8).putInt(type).putInt(length).array());
        out.write(body);
        for (byte[] option : options) {
            out.write(option);
        }
        out.write(buffer(4).putInt(length).array());
    }

    private static byte[] option(short code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return option(code, bytes.length <= Short.MAX_VALUE ? bytes : Arrays.copyOf(bytes, Short.MAX_VALUE));
    }

    private static byte[] option(short code, byte[] value) {
        return buffer(4 + padded(value.length))
                .putShort(code)
                .putShort((short) value.length)
                .put(value)
                .array();
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
