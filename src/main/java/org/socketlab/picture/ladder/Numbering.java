package org.socketlab.picture.ladder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;

/**
 * Sequence numbers counted from each end's SYN, whose own number is 0; and which segments bring nothing new. Segments are
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

    /** Whether all that the segment brings was sent before. */
    boolean again(boolean client, Event.Segment segment) {
        long counts = segment.length()
                + (segment.flags().contains("SYN") ? 1 : 0)
                + (segment.flags().contains("FIN") ? 1 : 0);
        if (counts == 0) {
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
