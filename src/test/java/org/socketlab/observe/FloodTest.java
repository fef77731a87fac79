package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloodTest {
    private static final long MS = 1_000_000L;
    private final Flood flood = new Flood();

    @Test
    void manyInAShortTimeAreAFloodUntilTheSecondIsOver() {
        flood.came(Flood.MOST, 5_000 * MS);
        assertThat(flood.narrow()).isFalse();
        flood.came(1, 5_010 * MS);
        assertThat(flood.narrow()).isTrue();
        flood.came(5, 5_900 * MS);
        assertThat(flood.narrow()).isTrue();
        flood.came(0, 5_910 * MS);
        assertThat(flood.narrow()).as("looks again").isFalse();
        flood.came(Flood.MOST + 1, 5_930 * MS);
        assertThat(flood.narrow()).as("it goes on").isTrue();
    }

    @Test
    void asManyOverALongerTimeAreNone() {
        for (int i = 0; i < 100; i++) {
            flood.came(Flood.MOST / 2, i * 100 * MS);
            assertThat(flood.narrow()).isFalse();
        }
    }
}
