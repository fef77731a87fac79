package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.os.SegmentCapture;
import org.socketlab.os.SyscallException;
import org.socketlab.os.linux.LinuxKernelView;

/** Needs CAP_NET_RAW. */
@Timeout(60)
class SegmentsIT {
    /** Some 1,800 segments: more than a burst, and fewer than make a flood of which the kernel copies only a part. */
    private static final int ROUNDS = 900;
    private static final int OWN = (int) ProcessHandle.current().pid();

    /** Counts what another capture of the same port sees. */
    private static final class Count implements SegmentCapture.Taker {
        int seen;
        int ends;

        @Override
        public boolean wants(long flow, int seqno, int flags, int length, long t) {
            seen++;
            ends += flags & 1;
            return false;
        }

        @Override
        public void segment(long t, Event.Segment segment) {
            throw new AssertionError("none was wanted");
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
        AtomicBoolean began = new AtomicBoolean();
        Facts facts = new Facts(OWN);
        Count count = new Count();
        try (LinuxKernelView view = new LinuxKernelView(OWN);
                SegmentCapture other = other(view);
                Segments segments = Segments.of(view, facts, () -> began.set(true));
                ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            Endpoint listener = Endpoint.parse("127.0.0.1:" + server.getLocalPort());
            other.ports(List.of(server.getLocalPort()));
            segments.watch(Watch.of(List.of(listener), List.of()));
            assertThat(began).isTrue();
            talk(server);
            while (count.ends < 2) {
                other.await(5_000, count);
            }
            while (other.await(100, count) > 0) {
                // the last acknowledgement may be in a block of its own
            }
            facts.until("all told or counted", _ -> told(facts) + left(facts) >= count.seen);
        }
        assertThat(told(facts) + left(facts)).isEqualTo(count.seen);
        assertThat(told(facts)).isGreaterThan(900);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("capture");
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

    private static long told(Facts facts) {
        return facts.events().stream().filter(Event.Segment.class::isInstance).count();
    }

    private static long left(Facts facts) {
        return facts.events().stream()
                .filter(event -> event instanceof Event.Gap gap && gap.why().equals(Segments.THINNED))
                .mapToLong(event -> ((Event.Gap) event).lost())
                .sum();
    }
}
