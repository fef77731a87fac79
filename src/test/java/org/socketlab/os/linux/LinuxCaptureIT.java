package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.socketlab.model.Event;
import org.socketlab.os.Errno;
import org.socketlab.os.SegmentCapture;
import org.socketlab.os.SyscallException;

/** Needs CAP_NET_RAW. */
@Timeout(60)
class LinuxCaptureIT {
    private record Caught(long t, Event.Segment segment) {}

    /** Takes all, or what it is told to want. */
    private static final class Net implements SegmentCapture.Taker {
        final List<Caught> caught = new ArrayList<>();
        int asked;
        boolean wanting = true;

        @Override
        public boolean wants(long flow, int seqno, int flags, int length, long t) {
            asked++;
            return wanting;
        }

        @Override
        public void segment(long t, Event.Segment segment) {
            caught.add(new Caught(t, segment));
        }

        int bytes() {
            return caught.stream().mapToInt(one -> one.segment.length()).sum();
        }

        List<String> flags() {
            return caught.stream()
                    .map(one -> String.join(" ", one.segment.flags()))
                    .toList();
        }
    }

    @BeforeAll
    static void mayCapture() throws SyscallException {
        try (SegmentCapture capture = new LinuxCapture()) {
            assertThat(capture.dropped()).isZero();
        } catch (SyscallException e) {
            assertThat(e.errnoName()).isEqualTo("EPERM");
            assumeTrue(false, "skipped: capturing needs CAP_NET_RAW");
        }
    }

    private static void until(SegmentCapture capture, Net net, Predicate<Net> enough) throws SyscallException {
        while (!enough.test(net)) {
            capture.await(5_000, net);
        }
    }

    private static ServerSocket listening(String address) throws IOException {
        return new ServerSocket(0, 5, InetAddress.ofLiteral(address));
    }

    @Test
    void aWholeLifeOverBothFamilies() throws Exception {
        for (String address : List.of("127.0.0.1", "::1")) {
            Net net = new Net();
            long began = System.nanoTime();
            try (SegmentCapture capture = new LinuxCapture();
                    ServerSocket server = listening(address)) {
                capture.ports(List.of(server.getLocalPort()));
                try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                        Socket child = server.accept()) {
                    client.getOutputStream().write("ping\n".getBytes());
                    assertThat(child.getInputStream().readNBytes(5)).hasSize(5);
                    client.shutdownOutput();
                    assertThat(child.getInputStream().read()).isEqualTo(-1);
                }
                until(
                        capture,
                        net,
                        has -> has.flags().stream()
                                        .filter(flags -> flags.contains("FIN"))
                                        .count()
                                == 2);
            }
            long ended = System.nanoTime();
            assertThat(net.flags()).startsWith("SYN", "SYN ACK", "ACK", "PSH ACK", "ACK");
            Event.Segment syn = net.caught.get(0).segment;
            assertThat(syn.options())
                    .anyMatch(option -> option.startsWith("mss "))
                    .contains("sackOK");
            Event.Segment synAck = net.caught.get(1).segment;
            assertThat(synAck.ackno()).isEqualTo(syn.seqno() + 1 & 0xffffffffL);
            assertThat(synAck.from()).isEqualTo(syn.to());
            Event.Segment data = net.caught.get(3).segment;
            assertThat(data.length()).isEqualTo(5);
            assertThat(data.bytes().text()).endsWith("ping\n");
            assertThat(data.seqno()).isEqualTo(syn.seqno() + 1 & 0xffffffffL);
            assertThat(net.caught)
                    .allSatisfy(one -> assertThat(one.t).isBetween(began, ended))
                    .isSortedAccordingTo((a, b) -> Long.compare(a.t, b.t))
                    .allSatisfy(one -> assertThat(one.segment.via()).isEqualTo("capture"));
        }
    }

    @Test
    void onlyTheWantedPortsAndWhenNarrowOnlyWhatOpensOrEnds() throws Exception {
        Net net = new Net();
        try (SegmentCapture capture = new LinuxCapture();
                ServerSocket other = listening("127.0.0.1");
                ServerSocket server = listening("127.0.0.1")) {
            List<Integer> ports =
                    new ArrayList<>(IntStream.rangeClosed(1, 99).boxed().toList());
            ports.add(server.getLocalPort());
            capture.ports(ports);
            capture.narrow(true);
            try (Socket noise = new Socket(other.getInetAddress(), other.getLocalPort());
                    Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket child = server.accept()) {
                noise.getOutputStream().write(1);
                client.getOutputStream().write(1);
                assertThat(child.getInputStream().read()).isOne();
                child.setSoLinger(true, 0);
                child.close();
                until(capture, net, has -> has.flags().stream().anyMatch(flags -> flags.contains("RST")));
            }
            assertThat(net.flags()).containsExactly("SYN", "SYN ACK", "RST ACK");
            assertThat(net.asked).isEqualTo(3);
            capture.narrow(false);
            try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
                assertThat(client.isConnected()).isTrue();
                until(capture, net, has -> has.caught.size() == 6);
            }
            assertThat(net.flags()).endsWith("SYN", "SYN ACK", "ACK");
        }
    }

    @Test
    void aSynThatNobodyAnswersIsSeenAgain() throws Exception {
        Net net = new Net();
        try (SegmentCapture capture = new LinuxCapture();
                ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                Socket first = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket second = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket third = new Socket()) {
            capture.ports(List.of(server.getLocalPort()));
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            Thread blocked = Thread.ofPlatform().start(() -> {
                try {
                    third.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
                } catch (IOException closed) {
                    // as it should be
                }
            });
            until(capture, net, has -> has.caught.size() >= 2);
            third.close();
            blocked.join();
            assertThat(net.flags().subList(0, 2)).containsExactly("SYN", "SYN");
            assertThat(net.caught.get(1).segment.seqno())
                    .isEqualTo(net.caught.get(0).segment.seqno());
            assertThat(net.caught.get(1).t - net.caught.get(0).t).isBetween(900_000_000L, 2_800_000_000L);
        }
    }

    @Test
    void aReaderWhoIsAwayForAFifthOfASecondMissesNothing() throws Exception {
        Net net = new Net();
        try (SegmentCapture capture = new LinuxCapture();
                ServerSocket server = listening("127.0.0.1")) {
            capture.ports(List.of(server.getLocalPort()));
            int sent = 0;
            try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket child = server.accept()) {
                long began = System.nanoTime();
                while (System.nanoTime() - began < 200_000_000L) { // one each ms, so that each block holds a few
                    if (System.nanoTime() - began >= sent * 1_000_000L) {
                        client.getOutputStream().write(1);
                        assertThat(child.getInputStream().read()).isOne();
                        sent++;
                    }
                }
            }
            assertThat(capture.dropped()).isZero();
            int all = sent;
            until(capture, net, has -> has.bytes() >= all);
            assertThat(net.bytes()).isEqualTo(sent);
        }
    }

    @Test
    void whatATinyRingCannotHoldIsCounted() throws Exception {
        Net net = new Net();
        try (SegmentCapture capture = new LinuxCapture(1 << 14, 2);
                ServerSocket server = listening("127.0.0.1")) {
            capture.ports(List.of(server.getLocalPort()));
            try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket child = server.accept()) {
                client.setTcpNoDelay(true);
                for (int i = 0; i < 500; i++) {
                    client.getOutputStream().write(new byte[100]);
                    assertThat(child.getInputStream().readNBytes(100)).hasSize(100);
                }
                long dropped = capture.dropped();
                assertThat(dropped).isPositive();
                until(capture, net, has -> !has.caught.isEmpty());
                assertThat(net.caught.size() + dropped).isBetween(500L, 1_600L);
                assertThat(capture.dropped()).isZero();
            }
        }
    }

    @Test
    void longSegmentsAreCutAndWhatIsNotWantedIsNotDecoded() throws Exception {
        Net net = new Net();
        net.wanting = false;
        try (SegmentCapture capture = new LinuxCapture();
                ServerSocket server = listening("127.0.0.1")) {
            capture.ports(List.of(server.getLocalPort()));
            try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket child = server.accept()) {
                until(capture, net, has -> has.asked == 3);
                assertThat(net.caught).isEmpty();
                net.wanting = true;
                client.getOutputStream().write(new byte[20_000]);
                assertThat(child.getInputStream().readNBytes(20_000)).hasSize(20_000);
                until(
                        capture,
                        net,
                        has -> has.caught.stream()
                                        .mapToInt(one -> one.segment.length())
                                        .sum()
                                == 20_000);
                assertThat(net.caught)
                        .allSatisfy(one -> assertThat(one.segment.bytes().length())
                                .isLessThanOrEqualTo(SegmentCapture.KEPT_BYTES));
            }
        }
    }

    @Test
    void wakeEndsTheWaitAndCloseLeavesNothing() throws Exception {
        long before = OwnFds.sockets();
        LinuxCapture capture = new LinuxCapture();
        assertThat(OwnFds.sockets()).isEqualTo(before + 2);
        capture.wake();
        assertThat(capture.await(-1, new Net())).isZero();
        capture.close();
        capture.close();
        capture.wake();
        capture.ports(List.of(1));
        assertThat(OwnFds.sockets()).isEqualTo(before);
        assertThatThrownBy(() -> new LinuxCapture(100, 1))
                .isInstanceOfSatisfying(
                        SyscallException.class,
                        e -> assertThat(e.is(Errno.EINVAL)).isTrue());
        assertThat(OwnFds.sockets()).isEqualTo(before);
    }
}
