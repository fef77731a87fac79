package org.socketlab.os.linux;

import java.time.Instant;

/**
 * Turns the kernel's packet times (CLOCK_REALTIME) into {@link System#nanoTime()} (CLOCK_MONOTONIC), which no clock step
 * moves. One thread.
 *
 * <p>The difference between the two is measured anew for each block. Where it has jumped since the block before, the clock
 * was set in between, and a packet may have been stamped before or after that: the reading counts that puts it between the
 * packet before it and now, for there it must lie.
 */
final class PacketClock {
    private static final int TRIES = 3;
    private static final long SECOND = 1_000_000_000L;
    // packets of two processors may stand in the ring in another order than that of their stamps
    private static final long SLACK = 1_000_000L;

    private long offset = measured();
    private long before = offset;
    private long last = System.nanoTime();
    private long now = last;

    /** A block is read now. */
    void read() {
        before = offset;
        offset = measured();
        now = System.nanoTime();
    }

    /** When a packet passed, by the stamp that the kernel gave it. */
    long monotonic(int seconds, int nanos) {
        long stamp = Integer.toUnsignedLong(seconds) * SECOND + nanos;
        long t = settled(stamp - offset, stamp - before, last - SLACK, now);
        last = Math.max(last, t);
        return t;
    }

    /** Of two readings the one that may be; the nearest that may be where neither is. */
    static long settled(long after, long before, long from, long to) {
        if (after >= from && after <= to) {
            return after;
        }
        return before >= from && before <= to ? before : Math.clamp(after, Math.min(from, to), to);
    }

    /** REALTIME less MONOTONIC, from the closest of a few pairs of readings. */
    private static long measured() {
        long best = Long.MAX_VALUE;
        long offset = 0;
        for (int i = 0; i < TRIES; i++) {
            long earlier = System.nanoTime();
            Instant real = Instant.now();
            long later = System.nanoTime();
            if (later - earlier < best) {
                best = later - earlier;
                offset = real.getEpochSecond() * SECOND + real.getNano() - (earlier + (later - earlier) / 2);
            }
        }
        return offset;
    }
}
