package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.socketlab.model.Endpoint;

class LogWordingTest {
    @Test
    void plainWordsStayAndAllElseIsEscaped() {
        assertThat(unsupported("hello!~")).isEqualTo("Unsupported command: hello!~");
        assertThat(unsupported("")).isEqualTo("Unsupported command: ");
        assertThat(unsupported("\\")).isEqualTo("Unsupported command: \\\\");
        assertThat(unsupported("\0 \u007f\u0080\u00ff\u001b[31m"))
                .isEqualTo("Unsupported command: \\x00\\x20\\x7F\\x80\\xFF\\x1B[31m");
    }

    @Test
    void isCutAfter200Bytes() {
        assertThat(unsupported("x".repeat(200))).isEqualTo("Unsupported command: " + "x".repeat(200));
        assertThat(unsupported("x".repeat(201))).isEqualTo("Unsupported command: " + "x".repeat(200) + "…");
        assertThat(unsupported("\u00e4".repeat(65_536))).isEqualTo("Unsupported command: " + "\\xE4".repeat(200) + "…");
    }

    @Test
    void namesWhoseConnectionClosed() {
        assertThat(LogWording.closed(Endpoint.parse("127.0.0.1:35123")))
                .isEqualTo("Connection from 127.0.0.1:35123 closed");
        assertThat(LogWording.closed(Endpoint.parse("[::1]:35123"))).isEqualTo("Connection from [::1]:35123 closed");
        assertThat(LogWording.closed(Endpoint.NONE)).isEqualTo("Connection from unnamed closed");
        assertThat(LogWording.closed(new Endpoint.Unix("/tmp/me"))).isEqualTo("Connection from /tmp/me closed");
    }

    private static String unsupported(String latin) {
        return LogWording.unsupported(Memory.of(Memory.bytes(latin)).bytes(), 0, latin.length());
    }
}
