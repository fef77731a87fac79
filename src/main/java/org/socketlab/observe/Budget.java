package org.socketlab.observe;

/**
 * Bounds what a repeated look costs: it is due again once the time since the last one is a multiple of what that cost,
 * but never later than {@link #LONGEST}: on a busy machine one look may wait long for its turn, and a new client is to be
 * seen within 250 ms all the same. One thread at a time; all times in ns.
 */
final class Budget {
    static final long LONGEST = 140_000_000L;

    private final int factor;
    private boolean began;
    private long last;
    private long cost;

    /** @param factor 50 means at most 2 % of a core, as long as a look costs at most 4 ms */
    Budget(int factor) {
        this.factor = factor;
    }

    /** Whether it may be done now, where it is wanted every {@code interval}. */
    boolean due(long now, long interval) {
        return !began || now - last >= Math.max(interval, Math.min(LONGEST, factor * cost));
    }

    /** It was done between these. */
    void spent(long from, long to) {
        began = true;
        last = from;
        cost = to - from;
    }

    /** What it cost last. */
    long cost() {
        return cost;
    }
}
