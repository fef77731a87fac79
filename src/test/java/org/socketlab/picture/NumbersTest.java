package org.socketlab.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers with their units, as pictures write them. */
class NumbersTest {
    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }

    @ParameterizedTest
    @CsvSource({
        "40000, 40 µs, 40 µs",
        "99999999, 100 ms, 100 ms",
        "306000000, 306 ms, 0.3 s",
        "1100000000, 1.1 s, 1.1 s",
        "22000000000, 22 s, 22 s"
    })
    void whatGoesOnIsToldMoreRoundlyThanWhatIsOver(long nanos, String over, String goesOn) {
        assertThat(plain(Numbers.duration(nanos))).isEqualTo(over);
        assertThat(plain(Numbers.waited(nanos))).isEqualTo(goesOn);
    }

    @ParameterizedTest
    @CsvSource({"5, 5 B", "9999, 9 999 B", "10240, 10 KiB", "20971520, 20 MiB"})
    void sizesAreExactWhereTheyAreSmall(long bytes, String words) {
        assertThat(plain(Numbers.bytes(bytes))).isEqualTo(words);
    }
}
