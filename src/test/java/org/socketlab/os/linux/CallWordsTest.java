package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.socketlab.model.Endpoint;
import org.socketlab.os.Sockets.Poller;

/** The expected words were taken from strace 6.1. */
class CallWordsTest {
    @Test
    void textIsEscapedByteByByte() {
        assertThat(CallWords.quoted("plain")).isEqualTo("\"plain\"");
        assertThat(CallWords.quoted("q\"b\\")).isEqualTo("\"q\\\"b\\\\\"");
        assertThat(CallWords.quoted("你")).isEqualTo("\"\\344\\275\\240\"");
        assertThat(CallWords.quoted("\u0001x")).isEqualTo("\"\\1x\"");
        assertThat(CallWords.quoted("\u00017")).isEqualTo("\"\\0017\"");
    }

    @Test
    void whiteSpaceHasLetters() {
        assertThat(CallWords.quoted("a\n\t\r\f\u000b ")).isEqualTo("\"a\\n\\t\\r\\f\\v \"");
    }

    @Test
    void addresses() {
        assertThat(words("127.0.0.1:1208"))
                .isEqualTo("{sa_family=AF_INET, sin_port=htons(1208), sin_addr=inet_addr(\"127.0.0.1\")}");
        assertThat(words("[::1]:9"))
                .isEqualTo("{sa_family=AF_INET6, sin6_port=htons(9), sin6_flowinfo=htonl(0), "
                        + "inet_pton(AF_INET6, \"::1\", &sin6_addr), sin6_scope_id=0}");
        assertThat(words("[::ffff:127.0.0.1]:9")).contains("inet_pton(AF_INET6, \"::ffff:127.0.0.1\", &sin6_addr)");
        assertThat(words("/tmp/x y.sock")).isEqualTo("{sa_family=AF_UNIX, sun_path=\"/tmp/x y.sock\"}");
        assertThat(words("@abc")).isEqualTo("{sa_family=AF_UNIX, sun_path=@\"abc\"}");
        assertThat(words("")).isEqualTo("{sa_family=AF_UNIX}");
    }

    @Test
    void flagsAndEvents() {
        assertThat(CallWords.statusFlags(0x2)).isEqualTo("O_RDWR");
        assertThat(CallWords.statusFlags(0x802)).isEqualTo("O_RDWR|O_NONBLOCK");
        assertThat(CallWords.statusFlags(0x2402)).isEqualTo("O_RDWR|0x2400");
        assertThat(CallWords.mode(0600)).isEqualTo("0600");
        assertThat(CallWords.event(Poller.IN | Poller.PEER_ENDED, 7))
                .isEqualTo("{events=EPOLLIN|EPOLLRDHUP, data={u32=7, u64=7}}");
        assertThat(CallWords.event(0, 7)).isEqualTo("{events=0, data={u32=7, u64=7}}");
    }

    private static String words(String endpoint) {
        return CallWords.address(Endpoint.parse(endpoint));
    }
}
