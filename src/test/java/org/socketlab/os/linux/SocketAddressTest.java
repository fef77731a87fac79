package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.socketlab.model.Endpoint;
import org.socketlab.os.Errno;

class SocketAddressTest {
    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(SocketAddress.SIZE).order(ByteOrder.nativeOrder());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:1208",
                "255.255.255.255:65535",
                "0.0.0.0:0",
                "[::1]:1208",
                "[2001:db8::ff00:42:8329]:443",
                "[::ffff:127.0.0.1]:1208",
                "/run/lab.sock",
                "/tmp/你好.sock",
                "@lab",
                ""
            })
    void endpointsComeBackAsTheyWent(String text) {
        Endpoint endpoint = Endpoint.parse(text);
        int length = SocketAddress.encode(endpoint, memory);
        assertThat(SocketAddress.decode(memory, length)).isEqualTo(endpoint);
    }

    @Test
    void ipv4HasPortAndAddressInNetworkOrder() {
        assertThat(hex("127.0.0.1:1208")).isEqualTo("0200" + "04b8" + "7f000001" + "0000000000000000");
    }

    @Test
    void ipv6HasNoFlowAndNoScope() {
        assertThat(hex("[2001:db8::1]:1208"))
                .isEqualTo("0a00" + "04b8" + "00000000" + "20010db8000000000000000000000001" + "00000000");
    }

    @Test
    void aPathEndsInNulAndAnAbstractNameBeginsWithIt() {
        assertThat(hex("/a")).isEqualTo("0100" + "2f6100");
        assertThat(hex("@a")).isEqualTo("0100" + "0061");
        assertThat(hex("")).isEqualTo("0100");
    }

    @Test
    void aNameOf107BytesIsTheLongest() {
        assertThat(SocketAddress.encode(new Endpoint.Unix("/" + "a".repeat(106)), memory))
                .isEqualTo(110);
        assertThat(SocketAddress.encode(new Endpoint.Unix("@" + "a".repeat(106)), memory))
                .isEqualTo(109);
        int tooLong = -Errno.ENAMETOOLONG.number();
        assertThat(SocketAddress.encode(new Endpoint.Unix("/" + "a".repeat(107)), memory))
                .isEqualTo(tooLong);
        assertThat(SocketAddress.encode(new Endpoint.Unix("/" + "你".repeat(36)), memory))
                .isEqualTo(tooLong);
    }

    @Test
    void aPathThatFillsItsRoomComesBackWithoutNul() {
        String path = "/" + "a".repeat(107);
        memory.putShort(0, (short) 1).put(2, path.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(SocketAddress.decode(memory, 110)).isEqualTo(new Endpoint.Unix(path));
    }

    @Test
    void aNulInAPathIsRefusedAndNotCutOff() {
        assertThat(SocketAddress.encode(new Endpoint.Unix("/tmp/a\0b"), memory)).isEqualTo(-Errno.EINVAL.number());
    }

    @Test
    void everyTruncatedAddressIsNone() {
        for (String text : new String[] {"127.0.0.1:1208", "[::1]:1208"}) {
            int length = SocketAddress.encode(Endpoint.parse(text), memory);
            for (int cut = 0; cut < length; cut++) {
                assertThat(SocketAddress.decode(memory, cut))
                        .as("%s cut to %d", text, cut)
                        .isEqualTo(Endpoint.NONE);
            }
        }
    }

    private String hex(String endpoint) {
        byte[] bytes = new byte[SocketAddress.encode(Endpoint.parse(endpoint), memory)];
        memory.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
