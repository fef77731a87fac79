package org.socketlab.trace;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what the ring could not take, by reason; many threads count at once without meeting in one cache line. */
final class Losses {
    /** Why a record was not taken. */
    enum Reason {
        /** The small part for read, write and epoll_wait was full. */
        FLOOD("flood"),
        /** The ring was full. */
        FULL("ring-full");

        final String code;

        Reason(String code) {
            this.code = code;
        }
    }

    private static final int STRIPES = 16;
    private static final int LINE = 8; // longs in a cache line of 64 bytes

    private final AtomicLongArray counts = new AtomicLongArray(Reason.values().length * STRIPES * LINE);

    void count(Reason reason, int facts) {
        int stripe = (int) Thread.currentThread().threadId() & STRIPES - 1;
        counts.getAndAdd((reason.ordinal() * STRIPES + stripe) * LINE, facts);
    }

    /** How many facts were lost since this was last asked. */
    long take(Reason reason) {
        long sum = 0;
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            int at = (reason.ordinal() * STRIPES + stripe) * LINE;
            sum += counts.get(at) == 0 ? 0 : counts.getAndSet(at, 0);
        }
        return sum;
    }
}
