package org.socketlab.picture.ladder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;

/**
 * Sequence numbers counted from each end's SYN, whose own number is 0; which segments bring nothing new, and where some
 * are missing. Segments are
 * asked for once each, in the order of their times.
 */
final class Numbering {
    private static final long MOD = 1L << 32;

    /** The first sequence number of each end, by whether it is the client. */
    private final Map<Boolean, Long> first = new HashMap<>();

    /** The number after the last one sent, by end. */
    private final Map<Boolean, Long> next = new HashMap<>();

    /** From all segments with a SYN, whoever told of them; the first of each end counts. */
    Numbering(List<Fact> segments, Sides sides) {
        for (Fact fact : segments) {
            Event.Segment segment = (Event.Segment) fact.event();
            if (segment.flags().contains("SYN") && segment.seqno() >= 0) {
                first.putIfAbsent(sides.fromClient(segment), segment.seqno());
            }
        }
    }

    /** Relative to that end's SYN; empty where that was not seen, or the number was not told. */
    OptionalLong relative(boolean client, long number) {
        Long from = first.get(client);
        return from == null || number < 0 ? OptionalLong.empty() : OptionalLong.of(Math.floorMod(number - from, MOD));
    }

    /** How many bytes are missing between the segment and those before it from that end; 0 where none are, or nobody knows. */
    long missing(boolean client, Event.Segment segment) {
        Long sent = next.get(client);
        long beyond = sent == null ? 0 : Math.floorMod(segment.seqno() - sent, MOD);
        boolean reset = segment.flags().contains("RST"); // its number need not follow
        return reset || segment.flags().contains("SYN") || beyond >= MOD / 2 ? 0 : beyond;
    }

    /** Segments are left out here: what comes next follows on nothing. */
    void cut() {
        next.clear();
    }

    /** Whether all that the segment brings was sent before. */
    boolean again(boolean client, Event.Segment segment) {
        long counts = segment.length()
                + (segment.flags().contains("SYN") ? 1 : 0)
                + (segment.flags().contains("FIN") ? 1 : 0);
        if (counts == 0) {
            if (missing(client, segment) > 0) {
                next.put(client, segment.seqno());
            }
            return false;
        }
        long end = (segment.seqno() + counts) % MOD;
        Long sent = next.get(client);
        boolean again = sent != null && Math.floorMod(sent - end, MOD) < MOD / 2;
        if (!again) {
            next.put(client, end);
        }
        return again;
    }
}
