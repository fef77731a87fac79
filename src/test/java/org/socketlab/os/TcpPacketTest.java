package org.socketlab.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Bytes;

class TcpPacketTest {
    /** As Linux sends it over loopback: 20 bytes of IPv4, 20 of TCP, 20 of options. */
    private static final byte[] V4 = hex("4500003c1d9e4000400616fc7f0000017f000001"
            + "893304b8fedcba9800000000a002ffd7fe300000"
            + "0204ffd70402080a0102030400000000" + "01030307");

    /** The same over ::1, with CWR and ECE, and a Fast Open cookie request. */
    private static final byte[] V6 = hex("600c0ffe00280640" + "00000000000000000000000000000001"
            + "00000000000000000000000000000001" + "893304b80000000100000000a0c2ffc400300000"
            + "0204ffc40402080a0000000100000000" + "22020000");

    @Test
    void readsALoopbackSyn() {
        TcpPacket syn = TcpPacket.parse(Bytes.of(V4)).orElseThrow();
        assertThat(syn.from()).hasToString("127.0.0.1:35123");
        assertThat(syn.to()).hasToString("127.0.0.1:1208");
        assertThat(syn.flags()).containsExactly("SYN");
        assertThat(syn.seqno()).isEqualTo(0xfedcba98L);
        assertThat(syn.window()).isEqualTo(65_495);
        assertThat(syn.options()).containsExactly("mss 65495", "sackOK", "TS val 16909060 ecr 0", "wscale 7");
    }

    @Test
    void readsOneOverIpv6() {
        TcpPacket syn = TcpPacket.parse(Bytes.of(V6)).orElseThrow();
        assertThat(syn.from()).hasToString("[::1]:35123");
        assertThat(syn.to()).hasToString("[::1]:1208");
        assertThat(syn.flags()).containsExactly("SYN", "ECE", "CWR");
        assertThat(syn.options()).containsExactly("mss 65476", "sackOK", "TS val 1 ecr 0", "option 34");
    }

    @Test
    void noTruncatedHeaderIsASegment() {
        for (byte[] whole : List.of(V4, V6)) {
            for (int length = 0; length < whole.length; length++) {
                assertThat(TcpPacket.parse(Bytes.of(Arrays.copyOf(whole, length))))
                        .as("%d bytes", length)
                        .isEmpty();
            }
            assertThat(TcpPacket.parse(Bytes.of(whole))).isPresent();
        }
    }

    @Test
    void anyByteMayBeWrong() {
        for (byte[] whole : List.of(V4, V6)) {
            for (int at = 0; at < whole.length; at++) {
                for (int value = 0; value < 256; value++) {
                    byte[] wrong = whole.clone();
                    wrong[at] = (byte) value;
                    TcpPacket.parse(Bytes.of(wrong))
                            .ifPresent(syn -> assertThat(syn.options()).hasSizeLessThanOrEqualTo(20));
                }
            }
        }
    }

    @Test
    void whatIsNotTcpIsNoSegment() {
        byte[] udp = V4.clone();
        udp[9] = 17;
        assertThat(TcpPacket.parse(Bytes.of(udp))).isEmpty();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
