package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.socketlab.model.TcpInfo.Field.tcpi_data_segs_in;
import static org.socketlab.model.TcpInfo.Field.tcpi_options;
import static org.socketlab.model.TcpInfo.Field.tcpi_segs_in;
import static org.socketlab.model.TcpInfo.Field.tcpi_state;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.TcpInfo;
import org.socketlab.os.TcpPacket;

class HandshakeEvidenceTest {
    /** As Linux sends it over loopback: 20 bytes of IPv4, 20 of TCP, 20 of options. */
    private static final byte[] V4 = hex("4500003c1d9e4000400616fc7f0000017f000001"
            + "893304b8fedcba9800000000a002ffd7fe300000"
            + "0204ffd70402080a0102030400000000" + "01030307");

    @Test
    void twoSegmentsWithoutDataProveTheOtherTwo() {
        List<Event.Segment> segments = inferred(Map.of("tcpi_state", 1L, "tcpi_segs_in", 2L, "tcpi_data_segs_in", 0L));
        assertThat(segments).extracting(Event.Segment::flags).containsExactly(List.of("SYN", "ACK"), List.of("ACK"));
        Event.Segment synAck = segments.getFirst();
        assertThat(synAck.from()).hasToString("127.0.0.1:1208");
        assertThat(synAck.seqno()).isEqualTo(-1);
        assertThat(synAck.ackno()).isEqualTo(0xfedcba99L);
        assertThat(segments.getLast().seqno()).isEqualTo(0xfedcba99L);
        assertThat(segments.getLast().ackno()).isEqualTo(-1);
        assertThat(segments).allSatisfy(segment -> assertThat(segment.via()).isEqualTo("tcp_info"));
    }

    @Test
    void theFirstDataMayHaveBroughtTheAck() {
        assertThat(inferred(Map.of("tcpi_state", 1L, "tcpi_segs_in", 2L, "tcpi_data_segs_in", 1L)))
                .extracting(Event.Segment::flags)
                .containsExactly(List.of("SYN", "ACK"));
        assertThat(inferred(Map.of("tcpi_state", 1L, "tcpi_segs_in", 3L, "tcpi_data_segs_in", 1L)))
                .hasSize(2);
    }

    @Test
    void thePeersFinMayHaveBroughtTheAck() {
        assertThat(inferred(Map.of("tcpi_state", 8L, "tcpi_segs_in", 2L, "tcpi_data_segs_in", 0L)))
                .hasSize(1);
        assertThat(inferred(Map.of("tcpi_state", 8L, "tcpi_segs_in", 3L, "tcpi_data_segs_in", 0L)))
                .hasSize(2);
    }

    @Test
    void withoutCountersNothingIsInferred() {
        assertThat(inferred(Map.of("tcpi_state", 1L))).isEmpty();
        assertThat(inferred(Map.of("tcpi_state", 1L, "tcpi_segs_in", 1L))).isEmpty();
        assertThat(inferred(Map.of("tcpi_state", 1L, "tcpi_segs_in", 9L))).hasSize(1);
    }

    @Test
    void theAgreedOptionsWereInTheSynAck() {
        byte[] raw = new byte[240];
        raw[0] = 1;
        raw[5] = 7;
        raw[6] = (byte) 0xa7;
        raw[140] = 2;
        TcpInfo info = new TcpInfo(Bytes.of(raw));
        assertThat(info.get(tcpi_state)).hasValue(1);
        assertThat(info.get(tcpi_options)).hasValue(7);
        assertThat(info.get(tcpi_segs_in)).hasValue(2);
        assertThat(info.get(tcpi_data_segs_in)).hasValue(0);
        assertThat(HandshakeEvidence.inferred(TcpPacket.parse(Bytes.of(V4)).orElseThrow(), info)
                        .getFirst()
                        .options())
                .containsExactly("sackOK", "TS", "wscale 10");
    }

    private static List<Event.Segment> inferred(Map<String, Long> counters) {
        return HandshakeEvidence.inferred(TcpPacket.parse(Bytes.of(V4)).orElseThrow(), TcpInfo.of(counters));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
