package org.socketlab.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpInfo.Field;
import org.socketlab.model.TcpState;
import org.socketlab.os.FactSink;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;
import org.socketlab.os.TcpPacket;

/**
 * What an accepted TCP socket still knows of its handshake, without any privilege: the SYN itself, which the kernel kept
 * for us, and counters that tell of the two segments after it.
 *
 * <p>None of the three has a time of its own. They are told at the moment before accept4(), the latest they can have
 * passed; their order is certain.
 */
final class HandshakeEvidence {
    /** What the two later segments rest on. */
    static final Because COUNTERS = Because.of("tcp-info-counters");

    /** A sequence number or window that nobody told us. */
    static final int UNKNOWN = -1;

    // #define TCPI_OPT_TIMESTAMPS 1, TCPI_OPT_SACK 2, TCPI_OPT_WSCALE 4 (linux/tcp.h)
    private static final int TIMESTAMPS = 1;
    private static final int SACK = 2;
    private static final int WSCALE = 4;
    /** tcpi_snd_wscale:4 and tcpi_rcv_wscale:4 share the byte after tcpi_options. */
    private static final int WSCALES = 6;

    private final KernelView view;
    private final FactSink facts;

    HandshakeEvidence(KernelView view, FactSink facts) {
        this.view = view;
        this.facts = facts;
    }

    /** Reads and tells it, once, right after accept4(). */
    void tell(int fd, long beforeAccept) {
        Bytes headers;
        TcpInfo counters;
        try {
            counters = view.tcpInfo(fd);
            headers = view.savedSyn(fd);
        } catch (SyscallException nothingKept) {
            return; // the connection broke meanwhile: then there is no evidence to tell
        }
        Optional<TcpPacket> parsed = TcpPacket.parse(headers);
        if (parsed.isEmpty()) {
            return;
        }
        TcpPacket syn = parsed.get();
        facts.tell(beforeAccept, Evidence.OBSERVED, Because.OBSERVED, observed(syn, headers));
        for (Event.Segment segment : inferred(syn, counters)) {
            facts.tell(beforeAccept, Evidence.INFERRED, COUNTERS, segment);
        }
    }

    private static Event.Segment observed(TcpPacket syn, Bytes headers) {
        return new Event.Segment(
                syn.from(),
                syn.to(),
                syn.flags(),
                syn.seqno(),
                0,
                syn.window(),
                syn.options(),
                0,
                headers,
                "saved_syn",
                "delivered");
    }

    /**
     * What the counters of a socket just accepted support.
     *
     * <p>tcpi_segs_in counts the SYN and all that came after; the SYN/ACK is in no counter. A second segment proves
     * that the peer had the SYN/ACK, for only that told it our sequence number. That segment is a bare ACK only where
     * neither data nor the peer's FIN accounts for it: after TCP_DEFER_ACCEPT the ACK is the first data's.
     */
    static List<Event.Segment> inferred(TcpPacket syn, TcpInfo counters) {
        long in = counters.get(Field.tcpi_segs_in).orElse(0);
        if (in < 2) {
            return List.of();
        }
        Event.Segment synAck = segment(syn, true, List.of("SYN", "ACK"), UNKNOWN, syn.seqno() + 1, agreed(counters));
        boolean ended = counters.get(Field.tcpi_state).orElse(0) != TcpState.ESTABLISHED.number();
        long bare = in - 1 - counters.get(Field.tcpi_data_segs_in).orElse(in) - (ended ? 1 : 0);
        return bare < 1
                ? List.of(synAck)
                : List.of(synAck, segment(syn, false, List.of("ACK"), syn.seqno() + 1, UNKNOWN, List.of()));
    }

    private static Event.Segment segment(
            TcpPacket syn, boolean back, List<String> flags, long seqno, long ackno, List<String> options) {
        return new Event.Segment(
                back ? syn.to() : syn.from(),
                back ? syn.from() : syn.to(),
                flags,
                seqno < 0 ? seqno : seqno & 0xffffffffL,
                ackno < 0 ? ackno : ackno & 0xffffffffL,
                UNKNOWN,
                options,
                0,
                Bytes.NONE,
                "tcp_info",
                "delivered");
    }

    /** The options that both ends agreed on, which the SYN/ACK therefore carried. */
    private static List<String> agreed(TcpInfo counters) {
        int bits = (int) counters.get(Field.tcpi_options).orElse(0);
        List<String> options = new ArrayList<>(3);
        if ((bits & SACK) != 0) {
            options.add("sackOK");
        }
        if ((bits & TIMESTAMPS) != 0) {
            options.add("TS");
        }
        if ((bits & WSCALE) != 0 && counters.raw().length() > WSCALES) {
            options.add("wscale " + (counters.raw().at(WSCALES) >> 4));
        }
        return options;
    }
}
