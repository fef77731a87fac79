package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MS = 1_000_000;

    @Test
    void looksSixtyTimesASecondForASecondAndThenFive() {
        Pace pace = new Pace();
        pace.looked(0);
        assertThat(pace.active()).isFalse();
        assertThat(pace.pause(0)).isEqualTo(Pace.IDLE);
        pace.happened(10 * MS);
        assertThat(pace.pause(10 * MS)).isEqualTo(6 * MS);
        pace.looked(1009 * MS);
        assertThat(pace.active()).isTrue();
        pace.looked(1010 * MS);
        assertThat(pace.active()).isFalse();
    }
}
