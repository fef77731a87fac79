package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.os.SegmentCapture;
import org.socketlab.os.SyscallException;
import org.socketlab.os.Uninterrupted;
import org.socketlab.os.linux.LinuxKernelView;

/** Needs CAP_NET_RAW. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentsIT {
    /** Some 1,000 segments: fewer than the flood of which the kernel copies only a part, so that each can be counted. */
    private static final int ROUNDS = 500;

    private static final int BURST = 100;
    // FIN 1, RST 4: RFC 9293, 3.1
    private static final int FIN = 1;
    private static final int RST = 4;
    private static final int OWN = (int) ProcessHandle.current().pid();

    /** Counts what another capture of the same ports sees, on a thread of its own: a ring that is not read overflows. */
    private static final class Count implements SegmentCapture.Taker, AutoCloseable {
        private final SegmentCapture capture;
        private final Thread reader = new Thread(this::read, "count");
        private volatile boolean closed;
        private int seen;
        private int fins;
        private boolean over;
        private int resets;

        Count(SegmentCapture capture) {
            this.capture = capture;
            reader.start();
        }

        private void read() {
            try {
                while (!closed) {
                    capture.await(-1, this);
                }
            } catch (SyscallException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public synchronized boolean wants(long flow, int seqno, int flags, int length, long t) {
            seen++;
            over |= fins >= 2;
            fins += flags & FIN;
            resets += (flags & RST) / RST;
            notifyAll();
            return false;
        }

        /** Returns once both ends' FINs passed, and the acknowledgement of the later one. */
        synchronized void awaitEnd() throws InterruptedException {
            while (!over) {
                wait();
            }
        }

        synchronized int allWhenReset() throws InterruptedException {
            while (resets == 0) {
                wait();
            }
            return seen;
        }

        @Override
        public void segment(long t, Event.Segment segment) {
            throw new AssertionError("none was wanted");
        }

        @Override
        public void close() {
            closed = true;
            capture.wake();
            Uninterrupted.join(reader);
            capture.close();
        }
    }

    private static SegmentCapture other(LinuxKernelView view) throws SyscallException {
        try {
            return view.capture();
        } catch (SyscallException e) {
            assumeTrue(!e.errnoName().equals("EPERM"), "skipped: capturing needs CAP_NET_RAW");
            throw e;
        }
    }

    @Test
    void eachSegmentIsToldOrCounted() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        AtomicBoolean began = new AtomicBoolean();
        Facts facts = new Facts(OWN);
        int passed;
        try (LinuxKernelView view = new LinuxKernelView(OWN);
                SegmentCapture counted = other(view);
                Count count = new Count(counted);
                Segments segments = Segments.of(view, facts, () -> began.set(true), new Thinning(1, BURST));
                ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
                Socket nobodyListens = new Socket()) {
            nobodyListens.bind(new InetSocketAddress(server.getInetAddress(), 0));
            List<Endpoint> watched = Stream.of(server.getLocalPort(), nobodyListens.getLocalPort())
                    .map(port -> Endpoint.parse("127.0.0.1:" + port))
                    .toList();
            counted.ports(List.of(server.getLocalPort(), nobodyListens.getLocalPort()));
            segments.watch(Watch.of(watched, List.of()));
            assertThat(began).isTrue();
            talk(server);
            count.awaitEnd();
            // the last that passes is a reset, which is always told: what came before it has been read by then
            assertThatThrownBy(() -> new Socket(server.getInetAddress(), nobodyListens.getLocalPort()).close())
                    .isInstanceOf(ConnectException.class);
            passed = count.allWhenReset();
            facts.until(
                    "the reset",
                    _ -> told(facts).anyMatch(segment -> segment.flags().contains("RST")));
            assertThat(counted.dropped()).isZero();
        }
        assertThat(told(facts).count()).isGreaterThan(BURST).isLessThan(passed);
        assertThat(told(facts).count() + left(facts)).isEqualTo(passed);
        Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
        after.removeAll(before);
        assertThat(after).extracting(Thread::getName).doesNotContain("capture");
    }

    private static void talk(ServerSocket server) throws IOException {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket child = server.accept()) {
            for (int i = 0; i < ROUNDS; i++) {
                client.getOutputStream().write(1);
                child.getOutputStream().write(child.getInputStream().read());
                assertThat(client.getInputStream().read()).isOne();
            }
        }
    }

    private static Stream<Event.Segment> told(Facts facts) {
        return facts.events().stream().filter(Event.Segment.class::isInstance).map(Event.Segment.class::cast);
    }

    /** How many were left out; that some were narrowed away, so that nobody knows, would be another gap. */
    private static long left(Facts facts) {
        return facts.events().stream()
                .filter(Event.Gap.class::isInstance)
                .map(Event.Gap.class::cast)
                .peek(gap -> assertThat(gap.why()).isIn(Segments.THINNED, Segments.DROPPED))
                .mapToLong(Event.Gap::lost)
                .sum();
    }
}
