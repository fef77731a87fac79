package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.IpAddress;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.os.CallSink;
import org.socketlab.os.OffHeap;
import org.socketlab.os.Quickest;
import org.socketlab.os.Sockets;
import org.socketlab.os.Sockets.Poller;
import org.socketlab.os.SyscallException;

/** The calls of a server's busy path make no garbage, although each is told. */
class AllocationIT {
    private static final int ROUNDS = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final LinuxSystem system = new LinuxSystem();
    private final Counting sink = new Counting();
    private final Sockets sockets = system.sockets("server:tcp", sink);
    private final OffHeap memory = system.allocate(64);

    @Test
    void aRoundOfWaitReadAndWriteAllocatesNothing() throws Exception {
        int listener = sockets.socket(Family.INET, true);
        sockets.bind(listener, new Endpoint.Inet(IpAddress.LOOPBACK_V4, 0));
        sockets.listen(listener, 5);
        int client = sockets.socket(Family.INET, false);
        sockets.connect(client, sockets.localName(listener));
        int server = sockets.accept(listener).fd();
        try (Poller poller = sockets.poller(16);
                AutoCloseable _ = () -> close(client, server, listener)) {
            poller.add(server, Poller.IN);
            long bytes = Quickest.below(ROUNDS, () -> {
                rounds(poller, client, server);
                long taken = sink.taken;
                long before = THREADS.getCurrentThreadAllocatedBytes();
                rounds(poller, client, server);
                assertThat(sink.taken - taken).isEqualTo(6L * ROUNDS);
                return THREADS.getCurrentThreadAllocatedBytes() - before;
            });
            assertThat(bytes / (double) ROUNDS)
                    .as("bytes a round, once it is compiled")
                    .isLessThan(1.0);
        }
    }

    private void close(int... fds) {
        for (int fd : fds) {
            sockets.close(fd);
        }
    }

    private void rounds(Poller poller, int client, int server) {
        for (int i = 0; i < ROUNDS; i++) {
            sockets.write(client, memory, 0, 5);
            poller.await(-1);
            sockets.read(server, memory, 8, 32);
            sockets.read(server, memory, 8, 32); // EAGAIN
            sockets.write(server, memory, 0, 5);
            sockets.read(client, memory, 0, 32);
        }
    }

    @Test
    void anAcceptWithNobodyToTellAllocatesLittleButItsRecord() throws SyscallException {
        Sockets quiet = system.sockets("server:tcp", CallSink.NONE);
        int listener = quiet.socket(Family.INET, true);
        quiet.bind(listener, new Endpoint.Inet(IpAddress.LOOPBACK_V4, 0));
        quiet.listen(listener, 5);
        Endpoint at = quiet.localName(listener);
        long allocated = 0;
        for (int i = 0; i < 4000; i++) {
            int client = quiet.socket(Family.INET, false);
            quiet.connect(client, at);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            int fd = quiet.accept(listener).fd();
            allocated += i < 2000 ? 0 : THREADS.getCurrentThreadAllocatedBytes() - before;
            quiet.resetOnClose(fd);
            quiet.close(fd);
            quiet.close(client);
        }
        quiet.close(listener);
        // Accepted, its SocketId, Endpoint and IpAddress, and the fd table's row; room for what is not yet compiled
        assertThat(allocated / 2000.0).as("bytes an accept").isLessThan(400);
    }

    /** Counts and keeps nothing. */
    private static final class Counting implements CallSink {
        private long taken;

        @Override
        public long entered(String actor, SocketCall call, int fd, long count, List<String> args, long t) {
            return taken++;
        }

        @Override
        public void returned(
                long number,
                SocketCall call,
                long result,
                int errno,
                List<String> out,
                @Nullable SocketId id,
                @Nullable ByteBuffer bytes,
                int from,
                long t) {}

        @Override
        public void made(
                String actor,
                SocketCall call,
                int fd,
                long count,
                List<String> args,
                long entered,
                long result,
                int errno,
                List<String> out,
                @Nullable SocketId id,
                @Nullable ByteBuffer bytes,
                int from,
                long returned) {
            taken++;
        }
    }
}
