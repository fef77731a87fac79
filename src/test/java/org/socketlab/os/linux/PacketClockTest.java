package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.socketlab.os.linux.PacketClock.settled;

import org.junit.jupiter.api.Test;

class PacketClockTest {
    @Test
    void theReadingThatMayBeCounts() {
        assertThat(settled(150, 150, 100, 200)).isEqualTo(150);
        // the clock was set back an hour after the packet: only the older difference puts it where it must lie
        assertThat(settled(3_600_000_150L, 150, 100, 200)).isEqualTo(150);
        // the clock was set before the packet
        assertThat(settled(150, -3_600_000_000L, 100, 200)).isEqualTo(150);
    }

    @Test
    void whereNoneMayBeTheNearestCounts() {
        assertThat(settled(250, 260, 100, 200)).isEqualTo(200);
        assertThat(settled(50, 20, 100, 200)).isEqualTo(100);
        assertThat(settled(50, 20, 300, 200)).isEqualTo(200);
    }

    @Test
    void thePresentIsNow() {
        PacketClock clock = new PacketClock();
        java.time.Instant real = java.time.Instant.now();
        long monotonic = System.nanoTime();
        clock.read();
        assertThat(clock.monotonic((int) real.getEpochSecond(), real.getNano()))
                .isBetween(monotonic - 5_000_000, monotonic + 5_000_000);
    }
}
