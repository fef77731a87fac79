package org.socketlab.observe;

/**
 * Bounds what a repeated look costs: it is due again once the time since the last one is a multiple of what that cost.
 * One thread at a time; all times in ns.
 */
final class Budget {
    private final int factor;
    private boolean began;
    private long last;
    private long cost;

    /** @param factor 50 means at most 2 % of a core */
    Budget(int factor) {
        this.factor = factor;
    }

    /** Whether it may be done now, where it is wanted every {@code interval}. */
    boolean due(long now, long interval) {
        return now - next(interval) >= 0 || !began;
    }

    /** When it is due. */
    long next(long interval) {
        return last + Math.max(interval, factor * cost);
    }

    /** It was done between these. */
    void spent(long from, long to) {
        began = true;
        last = from;
        cost = to - from;
    }
}
