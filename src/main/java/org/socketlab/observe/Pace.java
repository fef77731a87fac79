package org.socketlab.observe;

/**
 * When the next look is due: 60 times a second for a second after something happened, else five times. Pure but
 * for its memory; one thread at a time; times in ns.
 */
final class Pace {
    static final long ACTIVE = 16_000_000L;
    static final long IDLE = Sight.IDLE;
    static final long STAYS_ACTIVE = 1_000_000_000L;

    private boolean awake;
    private long until;
    private long last;

    /** Something happened: a call, an end, a change. */
    void happened(long now) {
        awake = true;
        until = now + STAYS_ACTIVE;
    }

    /** A look begins. */
    void looked(long now) {
        awake &= until - now > 0;
        last = now;
    }

    boolean active() {
        return awake;
    }

    /** How long until the next look, 0 or less where it is due. */
    long pause(long now) {
        return last + (awake ? ACTIVE : IDLE) - now;
    }
}
