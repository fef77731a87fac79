package org.socketlab.observe;

/**
 * When a flood of segments is so dense that the kernel shall copy only what opens or ends a connection: once so many came
 * within a tenth of a second, for the rest of the second. Then all is copied again, so that some of a lasting flood is seen
 * each second, and its end soon. One thread; times in ns.
 */
final class Flood {
    static final int MOST = 2_000;
    static final long WITHIN = 100_000_000L;
    static final long NARROW_FOR = 900_000_000L;

    private boolean narrow;
    private long since;
    private int count;

    boolean narrow() {
        return narrow;
    }

    /** So many came since this was last called. */
    void came(int segments, long now) {
        if (now - since >= (narrow ? NARROW_FOR : WITHIN)) {
            narrow = false;
            since = now;
            count = 0;
        }
        count += segments;
        if (!narrow && count > MOST) {
            narrow = true;
            since = now;
        }
    }
}
