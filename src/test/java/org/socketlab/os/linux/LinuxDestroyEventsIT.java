package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Event;
import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

class LinuxDestroyEventsIT {
    private final List<Event.Destroyed> heard = new ArrayList<>();

    /** The kernel's own loss: a receive buffer for a few events, which nobody empties while many connections end. */
    @Test
    void eventsThatFoundNoRoomAreSaidToBeLostAndTheNextAreHeard() throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.INET)
                        .bind(new InetSocketAddress("127.0.0.1", 0));
                LinuxDestroyEvents events = new LinuxDestroyEvents(8_192)) {
            events.ports(List.of(listener.socket().getLocalPort()));
            boolean lost = false;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!lost && System.nanoTime() < end) { // the kernel tells of ends later, by a worker of its own
                for (int i = 0; i < 100; i++) {
                    endOne(listener);
                }
                heard.clear();
                lost = lost(events);
            }
            assertThat(lost).isTrue();
            while (lost(events) || !heard.isEmpty()) {
                assertThat(heard).hasSizeLessThan(100); // what did find room
                heard.clear();
            }
            endOne(listener);
            while (heard.isEmpty()) {
                assertThat(events.await(5_000, heard::add)).isPositive();
            }
        }
    }

    /** Waits a little for events; whether the kernel says that it lost some. */
    private boolean lost(LinuxDestroyEvents events) throws SyscallException {
        try {
            events.await(50, heard::add);
            return false;
        } catch (SyscallException e) {
            assertThat(e.is(Errno.ENOBUFS)).isTrue();
            return true;
        }
    }

    private static void endOne(ServerSocketChannel listener) throws Exception {
        try (SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
            listener.accept().close();
        }
    }
}
