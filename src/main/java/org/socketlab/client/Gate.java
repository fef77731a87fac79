package org.socketlab.client;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.socketlab.model.SocketStage;

/**
 * Where a console's reading thread waits while the lab holds its next read() or its close(). Any thread sets what is
 * held; once the gate has given way, it holds nothing for ever.
 */
final class Gate {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Consumer<SocketStage> told;
    private SocketStage stage = SocketStage.FREE;
    private boolean gaveWay;

    /** {@code told} hears of each change before it takes effect, and of none after {@link #giveWay}. */
    Gate(Consumer<SocketStage> told) {
        this.told = told;
    }

    /** Changes what is held; false where nothing can be held any more. */
    boolean set(UnaryOperator<SocketStage> change) {
        lock.lock();
        try {
            SocketStage next = change.apply(stage);
            if (!gaveWay && !next.equals(stage)) {
                stage = next;
                told.accept(next);
                changed.signalAll();
            }
            return !gaveWay;
        } finally {
            lock.unlock();
        }
    }

    /** Returns once read() may be called. */
    void awaitRead() {
        lock.lock();
        try {
            while (stage.holdRead() && !gaveWay) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns once close() may be called; where that is held, {@code held} is run before waiting. */
    void awaitClose(Runnable held) {
        lock.lock();
        try {
            if (stage.holdClose() && !gaveWay) {
                held.run();
            }
            while (stage.holdClose() && !gaveWay) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets everybody through for good. Idempotent. */
    void giveWay() {
        lock.lock();
        try {
            gaveWay = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
