package org.socketlab.lesson;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.socketlab.lab.Lab;

/** Waits for what a lab publishes. One a lab, because a lab has no ear for leave-taking. Any thread but the recorder's. */
public final class Publications {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();
    private long rung;

    public Publications(Lab lab) {
        lab.onPublished(this::ring);
    }

    /** Lets those who wait look again. */
    void ring() {
        lock.lock();
        try {
            rung++;
            published.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until this holds.
     *
     * @param holds asked at once and after each publication, while nobody is kept from ringing
     * @return whether it held within that time
     */
    public boolean until(BooleanSupplier holds, long ns) {
        long end = System.nanoTime() + ns;
        while (true) {
            long before = rung();
            if (holds.getAsBoolean()) {
                return true;
            }
            if (!rungAfter(before, end)) {
                return holds.getAsBoolean();
            }
        }
    }

    private long rung() {
        lock.lock();
        try {
            return rung;
        } finally {
            lock.unlock();
        }
    }

    private boolean rungAfter(long before, long end) {
        lock.lock();
        try {
            long left = end - System.nanoTime();
            while (rung == before && left > 0) {
                left = published.awaitNanos(left);
            }
            return rung != before && left > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
