package org.socketlab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Event;
import org.socketlab.model.SocketCall;

class RingTest {
    private static final List<String> NO_ARGS = List.of();
    private static final ByteBuffer PING =
            ByteBuffer.allocateDirect(8_192).put(0, "xxping\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    private static void made(Ring ring, SocketCall call, long result) {
        ring.made("server:tcp", call, 5, 4_096, NO_ARGS, 10, result, 0, NO_ARGS, null, PING, 2, 20);
    }

    private static int drain(Ring ring) {
        int count = 0;
        while (ring.peek() != null) {
            ring.next();
            count++;
        }
        ring.free();
        return count;
    }

    @Test
    void aRecordComesOutAsItWentIn() {
        Ring ring = new Ring(8, 2, 2);
        long number = ring.entered("console:A", SocketCall.read, 7, 100, NO_ARGS, 11);
        ring.returned(number, SocketCall.read, 5, 0, NO_ARGS, null, PING, 2, 12);

        Slot entered = ring.peek();
        assertThat(entered.kind).isEqualTo(Slot.Kind.ENTERED);
        assertThat(entered.actor).isEqualTo("console:A");
        assertThat(entered.thread).isEqualTo(Thread.currentThread().getName());
        assertThat(entered.fd).isEqualTo(7);
        assertThat(entered.count).isEqualTo(100);
        assertThat(entered.entered).isEqualTo(11);
        long first = entered.number;
        ring.next();
        Slot returned = ring.peek();
        assertThat(returned.number).isEqualTo(first);
        assertThat(returned.result).isEqualTo(5);
        assertThat(returned.t).isEqualTo(12);
        assertThat(ring.bytes(returned).text()).isEqualTo("ping\n");
        ring.next();
        assertThat(ring.peek()).isNull();
    }

    @Test
    void ofALongReadTheFirstBytesAreKeptAndTheLengthTellsAll() {
        Ring ring = new Ring(8, 2, 2);
        made(ring, SocketCall.read, 8_000);
        Slot slot = ring.peek();
        assertThat(ring.bytes(slot).length()).isEqualTo(Ring.KEPT_BYTES);
        assertThat(slot.length).isEqualTo(8_000);
    }

    @Test
    void aFloodTakesOnlyItsOwnPart() {
        Ring ring = new Ring(64, 4, 4);
        for (int i = 0; i < 1_000; i++) {
            made(ring, SocketCall.write, 5);
        }
        assertThat(ring.lost(Losses.Reason.FLOOD)).isEqualTo(2 * (1_000 - 4));
        assertThat(ring.drops(SocketCall.write)).isTrue();
        assertThat(ring.drops(SocketCall.close)).isFalse();
        assertThat(ring.lost(Losses.Reason.FLOOD)).isEqualTo(2); // dropped unseen, counted all the same
        assertThat(ring.lost(Losses.Reason.FULL)).isZero();
        for (int i = 0; i < 60; i++) {
            assertThat(ring.observed(new Event.Log("server:tcp", "x"))).isTrue();
        }
        assertThat(ring.observed(new Event.Log("server:tcp", "x"))).isFalse();
        assertThat(ring.lost(Losses.Reason.FULL)).isEqualTo(1);
        assertThat(drain(ring)).isEqualTo(64);
        assertThat(ring.drops(SocketCall.write)).isFalse();
        made(ring, SocketCall.write, 5);
        assertThat(drain(ring)).isEqualTo(1);
    }

    @Test
    void aReturnAlwaysHasItsPlaceHoweverFullTheRing() {
        Ring ring = new Ring(8, 2, 4);
        long number = ring.entered("console:A", SocketCall.connect, 7, 0, NO_ARGS, 1);
        int told = 0;
        while (ring.observed(new Event.Log("server:tcp", "x"))) {
            told++;
        }
        assertThat(told).isEqualTo(6);
        assertThat(ring.entered("console:A", SocketCall.connect, 7, 0, NO_ARGS, 1))
                .isEqualTo(-1);
        ring.returned(number, SocketCall.connect, 0, 0, NO_ARGS, null, null, 0, 2);
        ring.returned(-1, SocketCall.connect, 0, 0, NO_ARGS, null, null, 0, 2);
        assertThat(drain(ring)).isEqualTo(8);
        assertThat(ring.lost(Losses.Reason.FULL)).isEqualTo(1 + 2);
    }

    @Test
    void blockedCallsKeepTheirBlocksAndGiveThemBackOnce() {
        Ring ring = new Ring(64, 2, 3);
        long[] numbers = new long[3];
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < 3; i++) {
                numbers[i] = ring.entered("console:A", SocketCall.read, i, 10, NO_ARGS, 1);
                assertThat(numbers[i]).isPositive();
            }
            assertThat(ring.entered("console:A", SocketCall.read, 9, 10, NO_ARGS, 1))
                    .isEqualTo(-1);
            for (int i = 2; i >= 0; i--) {
                ring.returned(numbers[i], SocketCall.read, 5, 0, NO_ARGS, null, i == 1 ? null : PING, 2, 2);
            }
            assertThat(drain(ring)).isEqualTo(6);
        }
    }

    @Test
    void numbersRiseAndAreNeverGivenTwice() {
        Ring ring = new Ring(1024, 2, 2);
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            made(ring, SocketCall.bind, 0);
            ring.entered("a", SocketCall.connect, 1, 0, NO_ARGS, 1);
        }
        while (ring.peek() != null) {
            numbers.add(ring.peek().number);
            ring.next();
        }
        assertThat(numbers).hasSize(400).doesNotHaveDuplicates().isSorted().allMatch(number -> number > 0);
    }

    @Test
    void writingAndDroppingAllocateNothing() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Ring ring = new Ring();
        Event log = new Event.Log("server:tcp", "x");
        long self = Thread.currentThread().threadId();
        long allocated = 0;
        for (int round = 0; round < 20; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < 400; i++) { // 256 are taken, the rest is dropped
                made(ring, SocketCall.read, 5);
                long number = ring.entered("console:A", SocketCall.read, 7, 100, NO_ARGS, 11);
                ring.returned(number, SocketCall.read, 5, 0, NO_ARGS, null, PING, 2, 12);
                ring.tell(1, org.socketlab.model.Evidence.OBSERVED, org.socketlab.model.Because.OBSERVED, log);
            }
            allocated = threads.getThreadAllocatedBytes(self) - before;
            drain(ring);
        }
        assertThat(allocated).isZero();
    }

    @Test
    void manyWritersLoseNothingThatIsNotCounted() throws InterruptedException {
        Ring ring = new Ring(256, 16, 16);
        int writers = 8;
        int each = 20_000;
        List<Thread> threads = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    made(ring, SocketCall.read, 5);
                    long number = ring.entered("console:A", SocketCall.connect, 7, 0, NO_ARGS, 1);
                    ring.returned(number, SocketCall.connect, 0, 0, NO_ARGS, null, null, 0, 2);
                }
            }));
        }
        long facts = 0;
        long open = 0;
        while (threads.stream().anyMatch(Thread::isAlive) || ring.peek() != null) {
            for (Slot slot = ring.peek(); slot != null; slot = ring.peek()) {
                facts += slot.kind == Slot.Kind.MADE ? 2 : 1;
                open += slot.kind == Slot.Kind.ENTERED ? 1 : slot.kind == Slot.Kind.RETURNED ? -1 : 0;
                assertThat(slot.kind == Slot.Kind.MADE ? ring.bytes(slot).text() : "ping\n")
                        .isEqualTo("ping\n");
                ring.next();
            }
            ring.free();
            Thread.onSpinWait();
        }
        long lost = ring.lost(Losses.Reason.FLOOD) + ring.lost(Losses.Reason.FULL);
        assertThat(facts + lost).isEqualTo(4L * writers * each);
        assertThat(open).isZero();
    }
}
