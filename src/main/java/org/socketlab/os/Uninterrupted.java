package org.socketlab.os;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits that are not given up for an interrupt, because to leave earlier would leave something behind: a thread, an fd. The
 * interrupt is not lost, the thread finds it afterwards.
 */
public final class Uninterrupted {
    /** A wait that an interrupt may end. */
    private interface Wait {
        void once() throws InterruptedException;
    }

    private Uninterrupted() {}

    /** Returns once the thread has ended, at once where it never began. */
    public static void join(Thread thread) {
        if (thread.getState() != Thread.State.NEW) {
            whole(thread::join);
        }
    }

    /** Returns once the latch is open. */
    public static void await(CountDownLatch latch) {
        whole(latch::await);
    }

    /** Returns once the latch is open, or that time is up; whether it is open. */
    public static boolean await(CountDownLatch latch, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        whole(() -> latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        return latch.getCount() == 0;
    }

    /** Returns once the stage is complete, with whatever outcome. */
    public static void await(CompletableFuture<?> stage) {
        CountDownLatch complete = new CountDownLatch(1);
        stage.whenComplete((_, _) -> complete.countDown());
        await(complete);
    }

    private static void whole(Wait wait) {
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                wait.once();
                over = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
