package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.socketlab.model.Framing;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.os.CallSink;

/** Many that are ready in one turn of the loop; the order of its calls is the kernel's testimony. */
@Timeout(60)
class CrowdIT {
    @Test
    void aCrowdIsReadBeforeTheFirstOfItIsAnswered() throws Exception {
        List<String> calls = callsOfATurn(20, "echo %d\n");
        List<String> reads = calls.subList(0, 20);
        assertThat(reads).allMatch(call -> call.startsWith("read ")).doesNotHaveDuplicates();
        assertThat(calls.subList(20, 40))
                .isEqualTo(reads.stream()
                        .map(call -> call.replace("read", "write"))
                        .toList());
    }

    @Test
    void eachOfAFewIsAnsweredBeforeTheNextIsRead() throws Exception {
        List<String> calls = callsOfATurn(8, "echo %d\n");
        assertThat(calls).hasSize(16);
        for (int i = 0; i < 16; i += 2) {
            assertThat(calls.get(i)).startsWith("read ");
            assertThat(calls.get(i + 1)).isEqualTo(calls.get(i).replace("read", "write"));
        }
    }

    @Test
    void moreThanAreKeptAtATimeAllHaveTheirOwnReply() throws Exception {
        assertThat(callsOfATurn(150, "ping\necho %d\n")).hasSize(300);
    }

    @Test
    void longRepliesAreNotKeptButWritten() throws Exception {
        assertThat(callsOfATurn(12, "echo %d " + "x".repeat(10_000) + "\n")).hasSize(24);
    }

    /** The calls with which so many are served that became ready while the loop was busy; each hears what it said. */
    private static List<String> callsOfATurn(int connections, String says) throws Exception {
        BusyLoop calls = new BusyLoop();
        List<Client> clients = new ArrayList<>();
        try (Stand stand = Stand.tcp(Framing.LINE, calls);
                Client first = stand.connect()) {
            for (int i = 0; i < connections; i++) {
                Client client = stand.connect();
                clients.add(client);
                assertThat(client.say("ping\n").hearLine()).isEqualTo("pong\n");
            }
            calls.busyFromTheNextRead();
            first.say("ping\n");
            calls.busy.await();
            for (int i = 0; i < connections; i++) {
                clients.get(i).say(says.formatted(i));
            }
            calls.free.countDown();
            for (int i = 0; i < connections; i++) {
                String heard = says.formatted(i).replace("echo ", "").replace("ping", "pong");
                assertThat(clients.get(i).hear(heard.length())).isEqualTo(heard);
            }
            assertThat(first.hearLine()).isEqualTo("pong\n");
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
        return calls.afterTheBusyTurn(2 * connections);
    }

    /** Keeps the loop in one read() for as long as it takes, and writes down its calls from then on. */
    private static final class BusyLoop implements CallSink {
        final CountDownLatch busy = new CountDownLatch(1);
        final CountDownLatch free = new CountDownLatch(1);
        private final List<String> calls = new ArrayList<>();
        private volatile boolean wanted;

        void busyFromTheNextRead() {
            wanted = true;
        }

        /** Without the answer to the one that kept it busy. */
        synchronized List<String> afterTheBusyTurn(int count) {
            return List.copyOf(calls.subList(1, 1 + count));
        }

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
            boolean told = busy.getCount() == 0;
            if (told && (call == SocketCall.read || call == SocketCall.write)) {
                synchronized (this) {
                    calls.add(call + " " + fd);
                }
            } else if (wanted && call == SocketCall.read) {
                busy.countDown();
                try {
                    free.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public long entered(String actor, SocketCall call, int fd, long count, List<String> args, long t) {
            return -1;
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
    }
}
