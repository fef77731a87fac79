package org.socketlab.ui;

/** How the window goes through time. All views go with it together. */
public sealed interface Pace {
    /** At once. */
    Pace NOW = new Now();
    /** One fact each half second. */
    Pace SLOW = new Slow();
    /** Not at all. */
    Pace PAUSED = new Paused();

    /** Shows what the kernel says, at once. */
    record Now() implements Pace {}

    /** Shows one fact each half second. */
    record Slow() implements Pace {}

    /** Stays at the moment shown, while the lab goes on. */
    record Paused() implements Pace {}

    /**
     * Goes on from the moment shown as the facts themselves did.
     *
     * @param slower how many times as long everything takes, 1 to {@value #SLOWEST}
     */
    record Playing(int slower) implements Pace {
        /** At this 20 µs become 20 ms. */
        public static final int SLOWEST = 1_000;

        public Playing {
            if (slower < 1 || slower > SLOWEST) {
                throw new IllegalArgumentException("facts are played 1 to 1,000 times slower, not " + slower);
            }
        }
    }
}
