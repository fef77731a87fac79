package org.socketlab.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class UninterruptedTest {
    @Test
    void waitsToTheEndAndKeepsTheInterrupt() {
        Thread waiter = Thread.currentThread();
        CountDownLatch open = new CountDownLatch(1);
        Thread other = Thread.ofPlatform().start(() -> {
            waiter.interrupt();
            while (waiter.isInterrupted()) { // until the wait has met it
                LockSupport.parkNanos(1);
            }
            open.countDown();
        });
        Uninterrupted.await(open);
        assertThat(open.getCount()).isZero();
        assertThat(waiter.isInterrupted()).isTrue();
        Uninterrupted.join(other);
        assertThat(other.isAlive()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aWaitWithAnEndEndsAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();
        assertThat(Uninterrupted.await(new CountDownLatch(1), Duration.ofMillis(50)))
                .isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Uninterrupted.await(new CountDownLatch(0), Duration.ZERO)).isTrue();
    }

    @Test
    void aThreadThatNeverBeganIsNotWaitedFor() {
        Uninterrupted.join(Thread.ofPlatform().unstarted(() -> {}));
        assertThat(Thread.interrupted()).isFalse();
    }
}
