package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.socketlab.model.Framing;
import org.socketlab.os.Quickest;

/** How connections end: in order, and never with a reset that eats the last replies. */
@Timeout(120)
class EndingIT {
    @TempDir
    private Path folder;

    private Stand stand(String kind, Framing framing) throws IOException, ServerRefusal {
        return kind.equals("tcp") ? Stand.tcp(framing) : Stand.unix(folder.resolve("lab.sock"), framing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "unix"})
    void unreadInputAfterQuitDoesNotEatTheReplies(String kind) throws Exception {
        try (Stand stand = stand(kind, Framing.LINE);
                Client client = stand.connectAny()) {
            client.say("echo last words\nquit\n" + "x".repeat(100_000));
            assertThat(client.hearEnd()).isEqualTo("last words\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "unix"})
    void anOverLongLineEndsItInOrderToo(String kind) throws Exception {
        try (Stand stand = stand(kind, Framing.LINE);
                Client client = stand.connectAny()) {
            client.say("ping\n" + "x".repeat(90_000));
            assertThat(client.hearEnd()).isEqualTo("pong\n");
            client.close();
            assertThat(stand.facts.await(facts -> facts.log().size() == 2)).isTrue();
            assertThat(stand.facts.log().getFirst()).isEqualTo("line too long");
            assertThat(stand.facts.log().getLast()).matches("Connection from .* closed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "unix"})
    void afterThePeersEndAllThatIsOwedIsSent(String kind) throws Exception {
        try (Stand stand = stand(kind, Framing.LINE);
                Client client = stand.connectAny()) {
            String line = "echo " + "y".repeat(60_000) + "\n";
            Thread writer = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        client.say(line);
                    }
                    client.say("ping");
                    client.endOutput();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            String all = client.hearEnd();
            writer.join();
            assertThat(all).hasSize(100 * 60_001 + 5).endsWith("y\npong\n");
        }
    }

    @Test
    void aPeerThatNeverEndsIsClosedAfterASecond() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Client client = stand.connect()) {
            long asked = System.nanoTime();
            assertThat(client.say("quit\n").hearEnd()).isEmpty();
            assertThat(stand.facts.await(facts -> !facts.log().isEmpty())).isTrue();
            assertThat(System.nanoTime() - asked).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(950));
        }
    }

    @Test
    void moreThanAMebibyteAfterQuitIsNotReadAnyMore() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Client client = stand.connect()) {
            client.say("quit\n");
            byte[] piece = new byte[65_536];
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            client.say(piece);
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    /** Over a Unix socket, whose buffers are small: some of the 900 kB stays owed, and less than a mebibyte. */
    @Test
    void aPeerThatTakesNothingIsGivenFiveSecondsAndOneMore() throws Exception {
        try (Stand stand = stand("unix", Framing.LINE);
                Client client = stand.connectUnix()) {
            client.say(("echo " + "z".repeat(60_000) + "\n").repeat(15));
            long asked = System.nanoTime();
            client.say("quit\n");
            assertThat(stand.facts.await(facts -> !facts.log().isEmpty())).isTrue();
            assertThat(System.nanoTime() - asked)
                    .isBetween(TimeUnit.MILLISECONDS.toNanos(5_900), TimeUnit.SECONDS.toNanos(15));
        }
    }

    @Test
    void aResetIsNoMoreThanALogLine() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE)) {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket("127.0.0.1", stand.port());
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write("echo x\npin".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                socket.close();
            }
            assertThat(stand.facts.await(facts -> facts.log().size() == 20)).isTrue();
            try (Client client = stand.connect()) {
                assertThat(client.say("ping\n").hearLine()).isEqualTo("pong\n");
            }
        }
    }

    @Test
    void readFramingClosesAtOnceAsTheArticleDoes() throws Exception {
        assertThat(Quickest.below(900, EndingIT::readFramingsEnd))
                .as("ms, where another framing waits a second")
                .isLessThan(900);
    }

    private static long readFramingsEnd() throws Exception {
        try (Stand stand = Stand.tcp(Framing.READ);
                Client client = stand.connect()) {
            assertThat(client.say("ping").hear(5)).isEqualTo("pong\n");
            long asked = System.nanoTime();
            assertThat(client.say("quit").hearEnd()).isEmpty();
            assertThat(stand.facts.await(facts -> !facts.log().isEmpty())).isTrue();
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
        }
    }

    @Test
    void readFramingTakesAtMost4096BytesAsOneRequest() throws Exception {
        try (Stand stand = Stand.unix(folder.resolve("lab.sock"), Framing.READ);
                Client client = stand.connectUnix()) {
            client.say("echo " + "a".repeat(4_091) + "echo b");
            assertThat(client.hear(4_092 + 2)).isEqualTo("a".repeat(4_091) + "\nb\n");
        }
    }
}
