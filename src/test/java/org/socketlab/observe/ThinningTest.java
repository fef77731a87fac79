package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThinningTest {
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;
    private final Thinning thinning = new Thinning(1_000, 10);

    @Test
    void aBurstPassesThenSoManyASecondAndTheRestIsCounted() {
        int passed = 0;
        for (int i = 0; i < 10_000; i++) { // in one second
            passed += thinning.passes(1, i * 5, ACK, 5, i * 100_000L) ? 1 : 0;
        }
        assertThat(passed).isBetween(1_005, 1_010);
        assertThat(thinning.takeLeft()).isEqualTo(10_000 - passed);
        assertThat(thinning.takeLeft()).isZero();
    }

    @Test
    void whatOpensOrEndsAlwaysPasses() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(thinning.passes(i, i, SYN, 0, 0)).isTrue();
            assertThat(thinning.passes(i, i, SYN | ACK, 0, 0)).isTrue();
            assertThat(thinning.passes(i, i, FIN | ACK, 0, 0)).isTrue();
            assertThat(thinning.passes(i, i, RST, 0, 0)).isTrue();
        }
        assertThat(thinning.takeLeft()).isZero();
    }

    @Test
    void whatIsSentAgainAlwaysPassesAcrossTheSequenceNumbersEnd() {
        int seqno = -50; // 2^32 - 50
        for (int i = 0; i < 200; i++) {
            thinning.passes(7, seqno + i, ACK, 1, 0);
        }
        assertThat(thinning.passes(7, seqno + 199, ACK, 1, 0)).isTrue();
        assertThat(thinning.passes(7, seqno + 40, ACK, 20, 0)).isTrue();
        assertThat(thinning.passes(7, seqno + 199, ACK, 2, 0))
                .as("a new byte in it")
                .isFalse();
        assertThat(thinning.passes(7, seqno + 201, ACK, 0, 0)).as("a bare ACK").isFalse();
        assertThat(thinning.passes(8, seqno + 40, ACK, 20, 0))
                .as("another flow")
                .isFalse();
    }

    @Test
    void aNewConnectionOnTheSamePortsBeginsAnew() {
        for (int i = 0; i < 20; i++) {
            thinning.passes(3, 5_000 + i, ACK, 1, 0);
        }
        assertThat(thinning.passes(3, 100, SYN, 0, 0)).isTrue();
        assertThat(thinning.passes(3, 101, ACK, 5, 0))
                .as("new, though its number is lower")
                .isFalse();
    }
}
