package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.IpAddress;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;

class InetDiagTest {
    /** What a 6.18 kernel answered for a v4-mapped, accepted, established connection. */
    private static final String ESTABLISHED =
            "0a01000093bda4b000000000000000000000ffff7f00000100000000000000000000ffff7f000001000000001210000000000000"
                    + "000000000000000000000000000000002d500200050008000000000008000f00000000000c001500010000000000000006001600"
                    + "120000001c010200010000000007aa01400d03000000000000800000180200000000000000000000000000000000000000000000"
                    + "8c040000000000008c0400008c040000ffff0000cbff00001d0000000e000000ffffff7f0a000000cbff00000300000000000000"
                    + "cbff0000000000009ff3bc8407000000ffffffffffffffff00000000000000000000000000000000000000000200000000000000"
                    + "1d000000000000000000000000000000000000000000000000000000000000000000000000000000000000000100000000000000"
                    + "0000000000000000000000000000000000000000000000000000000000000100cbff000000000000000000000000000000000000"
                    + "00000000000000000000000000000000000000000000000000000000";

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] real() {
        return HexFormat.of().parseHex(ESTABLISHED);
    }

    @Test
    void readsARealMessage() {
        byte[] message = real();
        KernelSocket socket =
                InetDiag.socket(buffer(message), 0, message.length).orElseThrow();
        assertThat(socket.id()).isEqualTo(new SocketId(Protocol.TCP, 4114));
        assertThat(socket.family()).isEqualTo(Family.INET6);
        assertThat(socket.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(socket.local()).hasToString("[::ffff:127.0.0.1]:37821");
        assertThat(socket.remote()).hasToString("[::ffff:127.0.0.1]:42160");
        assertThat(socket.inode()).isEqualTo(151_597);
        assertThat(socket.expires()).isEmpty();
        assertThat(socket.tcpInfo().raw().length()).isEqualTo(280);
        assertThat(socket.tcpInfo().get(TcpInfo.Field.tcpi_segs_in)).hasValue(2);
        assertThat(socket.tcpInfo().get(TcpInfo.Field.tcpi_segs_out)).hasValue(0);
    }

    @Test
    void readsNoTruncatedPrefixBeyondItsEndAndTakesNoneForASocketUnlessItsAttributesAreWhole() {
        byte[] message = real();
        KernelSocket whole = InetDiag.socket(buffer(message), 0, message.length).orElseThrow();
        for (int length = 0; length < message.length; length++) {
            byte[] cut = Arrays.copyOf(message, length);
            assertThat(InetDiag.socket(buffer(cut), 0, length))
                    .satisfies(read -> read.ifPresent(socket -> {
                        // a prefix that ends between two attributes is a shorter message: the same socket, fewer
                        // attributes
                        assertThat(socket.id()).isEqualTo(whole.id());
                        assertThat(socket.tuple()).isEqualTo(whole.tuple());
                        assertThat(socket.tcpInfo()).isIn(TcpInfo.NONE, whole.tcpInfo());
                    }));
        }
        assertThat(InetDiag.socket(buffer(message), 0, 71)).isEmpty();
        assertThat(InetDiag.socket(buffer(message), 0, message.length - 1)).isEmpty();
    }

    @Test
    void takesNoForeignFamilyOrStateForASocket() {
        byte[] family = real();
        family[0] = 1;
        assertThat(InetDiag.socket(buffer(family), 0, family.length)).isEmpty();
        for (int state : new int[] {0, 14, -1}) {
            byte[] message = real();
            message[1] = (byte) state;
            assertThat(InetDiag.socket(buffer(message), 0, message.length)).isEmpty();
        }
    }

    @Test
    void aTimerThatEndsSomethingExpiresInMilliseconds() {
        byte[] message = real();
        buffer(message).put(2, (byte) 3).putInt(52, 59_876);
        assertThat(InetDiag.socket(buffer(message), 0, message.length)
                        .orElseThrow()
                        .expires())
                .isEqualTo(OptionalLong.of(59_876));
        message[2] = 2; // keep-alive
        assertThat(InetDiag.socket(buffer(message), 0, message.length)
                        .orElseThrow()
                        .expires())
                .isEmpty();
    }

    @Test
    void everyNumberOfAStateIsReadAsToolsPrintIt() {
        byte[] message = real();
        message[1] = 12; // TCP_NEW_SYN_RECV
        assertThat(InetDiag.socket(buffer(message), 0, message.length)
                        .orElseThrow()
                        .state())
                .isEqualTo(TcpState.SYN_RECV);
        message[1] = 13; // TCP_BOUND_INACTIVE
        assertThat(InetDiag.socket(buffer(message), 0, message.length)
                        .orElseThrow()
                        .state())
                .isEqualTo(TcpState.CLOSED);
    }

    @Test
    void asksForOneConnectionByItsTupleInNetworkOrder() {
        ByteBuffer request = buffer(new byte[128]);
        Endpoint.Inet local = new Endpoint.Inet(IpAddress.LOOPBACK_V4, 0x1234);
        Endpoint.Inet remote = new Endpoint.Inet(IpAddress.parse("10.1.2.3"), 1208);
        assertThat(InetDiag.exact(request, local, remote, 7, 42)).isEqualTo(72);
        assertThat(HexFormat.of().formatHex(Arrays.copyOf(request.array(), 72)))
                .isEqualTo("48000000" + "1400" + "0100" + "2a000000" + "00000000" // length type flags seq pid
                        + "02" + "06" + "02" + "00" + "fe3f0000" // family protocol ext pad states
                        + "1234" + "04b8" + "7f000001" + "00".repeat(12) + "0a010203" + "00".repeat(12) // sockid
                        + "07000000" + "ff".repeat(8)); // device, any cookie
    }

    @Test
    void aDumpAsksForBothFamiliesAtOnceAndCarriesItsFilter() {
        byte[] filter = PortFilter.bytecode(1208);
        ByteBuffer request = buffer(new byte[128]);
        assertThat(InetDiag.dump(request, InetDiag.ALL_STATES, filter, 42)).isEqualTo(100);
        assertThat(HexFormat.of().formatHex(Arrays.copyOf(request.array(), 76)))
                .isEqualTo("64000000" + "1200" + "0103" + "2a000000" + "00000000" // length type flags seq pid
                        + "00" + "00" + "00" + "02" + "00".repeat(48) // family lengths ext sockid
                        + "fe3f0000" + "00000000"); // states dbs
        assertThat(Arrays.copyOfRange(request.array(), 76, 100)).isEqualTo(filter);
    }

    @Test
    void anExactLookupThatFellBackToAListenerFoundNothing() {
        byte[] message = real();
        KernelSocket found = InetDiag.socket(buffer(message), 0, message.length).orElseThrow();
        FiveTuple asked = found.tuple();
        assertThat(InetDiag.is(found, asked)).isTrue();
        assertThat(InetDiag.is(found, asked.normal()))
                .as("as plain IPv4 it is the same connection")
                .isTrue();
        assertThat(InetDiag.is(found.in(TcpState.LISTEN), asked)).isFalse();
        assertThat(InetDiag.is(found, asked.reversed())).isFalse();
    }
}
