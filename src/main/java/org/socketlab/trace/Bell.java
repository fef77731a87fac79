package org.socketlab.trace;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What wakes the ring's reader: the first record after a silence, or a ring that fills up. Ringing costs a writer one read
 * where the reader is awake, and never blocks.
 */
final class Bell {
    private volatile @Nullable Thread reader;
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final AtomicBoolean hurried = new AtomicBoolean();

    /** From now on the calling thread is the reader. */
    void attach() {
        reader = Thread.currentThread();
    }

    /**
     * The reader parks until the bell rings, or {@link #wake} is called and {@code quiet} no longer holds. A writer first
     * takes its ticket, then asks whether the reader sleeps; the reader first says that it sleeps, then asks {@code quiet},
     * which looks for tickets: one of the two always sees the other.
     */
    void sleep(BooleanSupplier quiet) {
        asleep.set(true);
        while (asleep.get() && quiet.getAsBoolean()) {
            LockSupport.park(this);
        }
        asleep.set(false);
    }

    /** The reader waits that long (ns), less where it is hurried. */
    void rest(long nanos) {
        if (!hurried.get()) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /** Only the first record after a silence wakes the reader; while it reads, it looks again by itself. */
    void ring() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(reader);
        }
    }

    /** The ring is half full before its time: the reader shall come now, but is called only once. */
    void hurry() {
        if (!hurried.get() && hurried.compareAndSet(false, true)) {
            LockSupport.unpark(reader);
        }
    }

    /** The reader came: there is room again. */
    void calm() {
        hurried.set(false);
    }

    /** Ends the reader's sleep or its wait, to look again. */
    void wake() {
        LockSupport.unpark(reader);
    }
}
