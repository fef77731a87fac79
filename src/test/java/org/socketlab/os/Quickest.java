package org.socketlab.os;

/** How long something takes on a machine that is busy with other things too: what is slow by itself is slow each time. */
public final class Quickest {
    private static final int ATTEMPTS = 5;

    private Quickest() {}

    /** One attempt; how many milliseconds it took. */
    public interface Attempt {
        long once() throws Exception;
    }

    /** Tries until one attempt stays below so many milliseconds, five times at most; the quickest. */
    public static long below(long enough, Attempt attempt) throws Exception {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && quickest >= enough; i++) {
            quickest = Math.min(quickest, attempt.once());
        }
        return quickest;
    }
}
