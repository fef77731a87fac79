package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Refusal;
import org.socketlab.os.Errno;
import org.socketlab.os.KernelView;
import org.socketlab.os.SegmentCapture;
import org.socketlab.os.SyscallException;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentsTest {
    private static final int ACK = 16;
    private static final Watch WATCHED = Watch.of(List.of(Endpoint.parse("127.0.0.1:1208")), List.of());

    private final Scripted capture = new Scripted();
    private final Facts facts = new Facts(1);
    private final KernelView view = (KernelView) Proxy.newProxyInstance(
            KernelView.class.getClassLoader(), new Class<?>[] {KernelView.class}, (_, _, _) -> capture);

    /** Hands on so many segments at each wait as the test wants, none of which is decoded. */
    private static final class Scripted implements SegmentCapture {
        final Queue<Integer> coming = new ConcurrentLinkedQueue<>();
        final List<String> asked = new ArrayList<>();
        private final Semaphore ready = new Semaphore(0);
        private int seqno;
        volatile boolean broken;
        volatile long drops;
        /** What nobody has read yet when the capture ends. */
        volatile int unread;

        volatile boolean closed;

        void comes(int segments) {
            coming.add(segments);
            ready.release();
        }

        @Override
        public synchronized void ports(List<Integer> ports) {
            asked.add("ports " + ports);
        }

        @Override
        public synchronized void narrow(boolean narrow) {
            asked.add("narrow " + narrow);
            notifyAll();
        }

        synchronized void untilAsked(String what) throws InterruptedException {
            while (!asked.contains(what)) {
                wait();
            }
        }

        @Override
        public int await(int milliseconds, Taker each) throws SyscallException {
            try {
                if (milliseconds < 0) {
                    ready.acquire();
                } else if (milliseconds > 0 && !ready.tryAcquire(milliseconds, TimeUnit.MILLISECONDS)) {
                    return 0;
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (milliseconds == 0) {
                coming.add(unread);
            }
            if (broken) {
                throw new SyscallException("poll", Errno.ENOMEM.number());
            }
            Integer came = coming.poll();
            for (int i = 0; came != null && i < came; i++) {
                assertThat(each.wants(1, seqno++, ACK, 1, System.nanoTime())).isFalse();
            }
            return came == null ? 0 : came;
        }

        @Override
        public long dropped() {
            long since = drops;
            drops = 0;
            return since;
        }

        @Override
        public void wake() {
            ready.release();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Segments watching() {
        Segments segments = Segments.of(view, facts, () -> {}, new Thinning(1, 0));
        segments.watch(WATCHED);
        return segments;
    }

    private List<String> gaps() {
        return facts.events().stream()
                .filter(Event.Gap.class::isInstance)
                .map(Event.Gap.class::cast)
                .map(gap -> gap.why() + " " + gap.lost())
                .toList();
    }

    @Test
    void whatIsMissingIsToldWithinTheSecondAndTheRestAtTheEnd() {
        try (Segments segments = watching()) {
            capture.drops = 3;
            capture.comes(20);
            facts.until("the first gaps", _ -> gaps().size() == 2);
            capture.unread = 30;
            capture.drops = 4;
        }
        assertThat(gaps())
                .containsExactly("capture-thinned 20", "capture-dropped 3", "capture-thinned 30", "capture-dropped 4");
        assertThat(capture.closed).isTrue();
    }

    @Test
    void ofAFloodItIsToldThatNobodyKnowsHowMuchPassed() throws Exception {
        try (Segments segments = watching()) {
            capture.comes(Flood.MOST + 1);
            capture.untilAsked("narrow true");
            capture.untilAsked("narrow false");
        }
        assertThat(gaps()).contains("capture-narrowed 0").contains("capture-thinned " + (Flood.MOST + 1));
    }

    @Test
    void aCaptureThatBreaksIsToldOnceAndStillEnds() {
        try (Segments segments = watching()) {
            capture.comes(5);
            facts.until("what is missing", _ -> !gaps().isEmpty());
            capture.broken = true;
            capture.wake();
            facts.until("the refusal", _ -> facts.events().stream().anyMatch(Refusal.class::isInstance));
        }
        assertThat(facts.events().stream().filter(Refusal.class::isInstance)).hasSize(1);
        assertThat(capture.closed).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("capture"));
    }
}
