package org.socketlab.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.Samples;

/** What the short way takes, it reads as the long way does: of every line, whole, cut or with a byte changed. */
class FactLineTest {
    private static @Nullable Fact slow(byte[] line) {
        try {
            return FactJson.read(Json.parse(line, 0, line.length));
        } catch (Malformed e) {
            return null;
        }
    }

    private static boolean agree(byte[] line) {
        Fact quick = FactLine.readQuick(line, 0, line.length);
        if (quick != null) {
            assertThat(quick).as(new String(line, StandardCharsets.UTF_8)).isEqualTo(slow(line));
        }
        return quick != null;
    }

    @Test
    void everyCallAndReturnOfAUsualLabIsReadTheShortWay() throws Exception {
        Samples samples = new Samples(7);
        int quick = 0;
        for (long seq = 1; seq <= 3_000; seq++) {
            Fact fact = samples.next(seq);
            byte[] line = FactJson.line(fact).getBytes(StandardCharsets.UTF_8);
            boolean taken = agree(line);
            quick += taken ? 1 : 0;
            assertThat(FactLine.read(line, 0, line.length)).isEqualTo(fact);
            assertThat(taken && !(fact.event() instanceof Event.Called || fact.event() instanceof Event.Returned))
                    .isFalse();
        }
        assertThat(quick).isGreaterThan(300);
    }

    @Test
    void whateverIsWrongWithALineBothSayTheSame() throws Exception {
        Samples samples = new Samples(8);
        byte[] odd = "\"\\,:}{[]-0 9e.\n\u0000x".getBytes(StandardCharsets.US_ASCII);
        int taken = 0;
        for (long seq = 1; seq <= 120; seq++) {
            byte[] line = FactJson.line(samples.next(seq)).getBytes(StandardCharsets.UTF_8);
            if (FactLine.readQuick(line, 0, line.length) == null) {
                continue;
            }
            for (int at = 0; at < line.length; at++) {
                agree(java.util.Arrays.copyOf(line, at));
                for (byte other : odd) {
                    byte[] changed = line.clone();
                    changed[at] = other;
                    taken += agree(changed) ? 1 : 0;
                }
            }
        }
        assertThat(taken).as("changed lines that are still facts").isGreaterThan(100);
    }

    @Test
    void numbersThatAreNoneGoTheLongWay() {
        for (String number : new String[] {"00", "-0", "01", "1e3", "1.0", "9223372036854775808", "-", ""}) {
            String line = "{\"seq\":" + number + ",\"t\":1,\"evidence\":\"observed\",\"kind\":\"return\",\"call\":1,"
                    + "\"result\":0}";
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            assertThat(FactLine.readQuick(bytes, 0, bytes.length)).as(line).isNull();
        }
    }
}
