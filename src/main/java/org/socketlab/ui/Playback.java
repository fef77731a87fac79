package org.socketlab.ui;

/**
 * When a fact is due that is played at its own time, or slower. Facts keep the distances that they had, from one to the
 * next, so that nothing drifts; only silence that slowness would draw out beyond all patience is cut. One thread.
 *
 * <pre>
 * facts' t      ●─20 µs─●───────── 8 s ─────────●
 * 1/1,000       ●─20 ms─●─────── 8 s, cut ──────●      8 s a thousand times slower were two hours
 * </pre>
 */
final class Playback {
    /** Silence is drawn out up to this, ns; what lasted longer lasts as long as it did. */
    static final long MOST_SILENCE_NS = 5_000_000_000L;

    private long t;
    private long at;
    private boolean caughtUp;

    /**
     * Begins at {@code now}, with the lab's clock at {@code t}.
     *
     * @param caughtUp whether all facts so far are shown
     */
    void begin(long t, long now, boolean caughtUp) {
        this.t = t;
        this.at = now;
        this.caughtUp = caughtUp;
    }

    /** All facts so far are shown: the next to come is due when it comes. */
    void arrived() {
        caughtUp = true;
    }

    /** When, by System.nanoTime(), the fact of {@code next} is due that follows on the one passed last. */
    long due(long next, int slower, long now) {
        if (caughtUp) {
            return now;
        }
        return at + lasts(next, slower);
    }

    /** The fact of {@code next} has been shown, when it was due. */
    void passed(long next, int slower, long now) {
        at = due(next, slower, now);
        t = caughtUp ? next : Math.max(t, next);
        caughtUp = false;
    }

    /** What the lab's clock says on its way to {@code next}, ns since the start. */
    long time(long next, int slower, long now) {
        double part = caughtUp ? 0 : Math.clamp((double) (now - at) / Math.max(1, lasts(next, slower)), 0, 1);
        return t + (long) (part * Math.max(0, next - t));
    }

    /** How long the way to {@code next} is shown to last, ns. */
    private long lasts(long next, int slower) {
        long gap = Math.max(0, next - t);
        return gap >= MOST_SILENCE_NS ? gap : Math.min(gap * slower, MOST_SILENCE_NS);
    }
}
