package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.socketlab.model.Framing;

/** Peers that do not read, that say one byte at a time, or a gigabyte; and a lone one beside them. */
@Timeout(180)
class PressureIT {
    @TempDir
    private Path folder;

    private Stand stand(String kind) throws IOException, ServerRefusal {
        return kind.equals("tcp") ? Stand.tcp(Framing.LINE) : Stand.unix(folder.resolve("lab.sock"), Framing.LINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "unix"})
    void aPeerThatDoesNotReadIsNotReadEither(String kind) throws Exception {
        try (Stand stand = stand(kind);
                Client deaf = stand.connectAny();
                Client other = stand.connectAny()) {
            byte[] echo = ("echo " + "d".repeat(60_000) + "\n").getBytes(StandardCharsets.ISO_8859_1);
            AtomicLong said = new AtomicLong();
            int lines = 2_000; // 120 MB
            Thread writer = writing(deaf, echo, lines, said);
            long before = -1;
            while (said.get() != before || said.get() == 0) { // until the server's backpressure stops the writer
                before = said.get();
                for (int i = 0; i < 200; i++) {
                    assertThat(other.say("ping\n").hearLine()).isEqualTo("pong\n");
                }
            }
            assertThat(said.get())
                    .as("lines said before the server stopped reading")
                    .isLessThan(lines);
            assertThat(deaf.hearCount(60_001L * lines)).isEqualTo(60_001L * lines);
            writer.join();
            assertThat(deaf.say("ping\n").hearLine()).isEqualTo("pong\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "unix"})
    void aGigabyteGoesThrough(String kind) throws Exception {
        try (Stand stand = stand(kind);
                Client client = stand.connectAny()) {
            byte[] echo = ("echo " + "g".repeat(65_000) + "\n").getBytes(StandardCharsets.ISO_8859_1);
            int lines = 16_500; // 1.07 GB
            Thread writer = writing(client, echo, lines, new AtomicLong());
            assertThat(client.hearCount(65_001L * lines)).isEqualTo(65_001L * lines);
            writer.join();
            assertThat(client.say("ping\n").hearLine()).isEqualTo("pong\n");
        }
    }

    @Test
    void aGigabyteWithoutALineFeedIsStoppedAtOnce() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Client client = stand.connect()) {
            byte[] endless = new byte[1 << 20];
            long said = 0;
            try {
                for (int i = 0; i < 1_024; i++) {
                    client.say(endless);
                    said += endless.length;
                }
            } catch (IOException resetBecauseWeDoNotStop) {
                assertThat(said).isLessThan(100L << 20);
            }
            assertThat(stand.facts.awaitLog("line too long")).isTrue();
            assertThat(stand.facts.log()).filteredOn("line too long"::equals).hasSize(1);
        }
    }

    @Test
    void oneByteAtATimeIsAnsweredAsAnyOther() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Client client = stand.connect()) {
            for (byte b : "  echo one byte at a time \r\nping\n".getBytes(StandardCharsets.US_ASCII)) {
                client.say(new byte[] {b});
            }
            assertThat(client.hearLine()).isEqualTo("one byte at a time\n");
            assertThat(client.hearLine()).isEqualTo("pong\n");
        }
    }

    @Test
    void aLoneClientIsServedBesideAFlood() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Client lone = stand.connect()) {
            byte[] pings = "ping\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
            List<Client> flooders = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            AtomicLong said = new AtomicLong();
            for (int i = 0; i < 8; i++) {
                Client flooder = stand.connect();
                flooders.add(flooder);
                threads.add(writing(flooder, pings, Integer.MAX_VALUE, said));
                threads.add(reading(flooder));
            }
            for (int i = 0; i < 500; i++) {
                assertThat(lone.say("ping\n").hearLine()).isEqualTo("pong\n");
            }
            assertThat(said.get()).isPositive();
            for (Client flooder : flooders) {
                flooder.close();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static Thread writing(Client client, byte[] piece, int times, AtomicLong said) {
        return Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < times; i++) {
                    client.say(piece);
                    said.incrementAndGet();
                }
            } catch (IOException closed) {
                if (times < Integer.MAX_VALUE) {
                    throw new UncheckedIOException(closed);
                }
            }
        });
    }

    private static Thread reading(Client client) {
        return Thread.ofPlatform().start(() -> {
            try {
                client.hearCount(Long.MAX_VALUE);
            } catch (IOException closed) {
                // the test is over
            }
        });
    }
}
