package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.Framing;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;

/** What is held on one accepted socket, and what the kernel says of it and its peer meanwhile. */
@Timeout(60)
class SocketStageIT {
    private static final int PINGS = 4_000_000;

    @TempDir
    private Path folder;

    /** A plain client with what is known of both ends. */
    private record Pair(Stand stand, Socket socket, Client client, SocketId server, FiveTuple tuple)
            implements AutoCloseable {
        static Pair of(Stand stand) throws IOException {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress("127.0.0.1", stand.port()));
            socket.setSoTimeout(20_000);
            FiveTuple tuple = new FiveTuple(
                    Protocol.TCP,
                    Endpoint.parse("127.0.0.1:" + socket.getLocalPort()),
                    Endpoint.parse("127.0.0.1:" + stand.port()));
            Client client = Client.of(socket);
            client.say("ping\n");
            assertThat(client.hearLine()).as("it is accepted").isEqualTo("pong\n");
            SocketId server =
                    stand.view.lookup(tuple.reversed()).map(KernelSocket::id).orElseThrow();
            return new Pair(stand, socket, client, server, tuple);
        }

        KernelSocket clientEnd() throws IOException {
            return stand.view.lookup(tuple).orElseThrow();
        }

        KernelSocket serverEnd() throws IOException {
            return stand.view.lookup(tuple.reversed()).orElseThrow();
        }

        void await(Predicate<KernelSocket> client, Predicate<KernelSocket> server) throws IOException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!client.test(clientEnd()) || !server.test(serverEnd())) {
                assertThat(System.nanoTime())
                        .as(clientEnd() + "\n" + serverEnd())
                        .isLessThan(end);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }

        void await(TcpState client, TcpState server) throws IOException {
            await(one -> one.state() == client, one -> one.state() == server);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static List<ToldFacts.Told> holdings(Stand stand) {
        return stand.facts.all().stream()
                .filter(one -> one.event() instanceof Event.Holding)
                .toList();
    }

    @Test
    void aHeldReadFillsRecvQUntilThePeersWriteBlocksAndLosesNothing() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Pair pair = Pair.of(stand);
                Client other = stand.connect()) {
            assertThat(stand.servers.holdRead(pair.server(), true)).isTrue();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    pair.client().say("ping\n".repeat(PINGS).getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            pair.await(
                    client -> client.sendQ() > 0
                            && client.tcpInfo().get(TcpInfo.Field.tcpi_snd_wnd).orElse(0) == 0,
                    server -> server.recvQ() > 0);
            assertThat(writing).as("write() blocks").isNotDone();
            assertThat(other.say("ping\n").hearLine()).as("nobody else notices").isEqualTo("pong\n");

            assertThat(stand.servers.holdRead(pair.server(), false)).isTrue();
            assertThat(pair.client().hearCount(5L * PINGS)).isEqualTo(5L * PINGS);
            writing.join();
            assertThat(pair.serverEnd().recvQ()).isZero();
            assertThat(holdings(stand))
                    .extracting(ToldFacts.Told::evidence)
                    .containsExactly(Evidence.STAGED, Evidence.OBSERVED);
            assertThat(holdings(stand)).extracting(one -> one.because().code()).containsExactly("hold-read", "");
        }
    }

    @Test
    void aHeldCloseLeavesCloseWaitAndFinWait2UntilItIsReleased() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Pair pair = Pair.of(stand)) {
            stand.servers.holdClose(pair.server(), true);
            pair.client().say("ping\n").endOutput();
            assertThat(pair.client().hearLine()).isEqualTo("pong\n");
            pair.await(TcpState.FIN_WAIT2, TcpState.CLOSE_WAIT);
            aSecondPasses(stand);
            pair.await(TcpState.FIN_WAIT2, TcpState.CLOSE_WAIT);

            stand.servers.holdClose(pair.server(), false);
            assertThat(pair.client().hearEnd()).isEmpty();
            assertThat(stand.facts.awaitLog("Connection from " + pair.tuple().local() + " closed"))
                    .isTrue();
        }
    }

    @Test
    void afterQuitAHeldCloseLeavesFinWait2BeyondTheDeadline() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Pair pair = Pair.of(stand)) {
            stand.servers.holdClose(pair.server(), true);
            assertThat(pair.client().say("quit\n").hearEnd()).isEmpty();
            pair.await(TcpState.CLOSE_WAIT, TcpState.FIN_WAIT2);
            aSecondPasses(stand);
            pair.await(TcpState.CLOSE_WAIT, TcpState.FIN_WAIT2);
            assertThat(pair.serverEnd().inode()).as("its fd is open").isNotZero();

            stand.servers.holdClose(pair.server(), false);
            assertThat(stand.facts.awaitLog("Connection from " + pair.tuple().local() + " closed"))
                    .as("the deadline runs again")
                    .isTrue();
        }
    }

    /** A connection that nothing holds quits and stays silent: the server gives it its second, then closes. */
    private static void aSecondPasses(Stand stand) throws Exception {
        try (Pair clock = Pair.of(stand)) {
            assertThat(clock.client().say("quit\n").hearEnd()).isEmpty();
            assertThat(stand.facts.awaitLog("Connection from " + clock.tuple().local() + " closed"))
                    .isTrue();
        }
    }

    @Test
    void closeWithRstMakesThePeersReadFail() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Pair pair = Pair.of(stand)) {
            stand.servers.holdClose(pair.server(), true);
            assertThat(stand.servers.reset(pair.server())).isTrue();
            assertThatThrownBy(() -> pair.client().hearEnd())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(stand.servers.reset(pair.server())).as("it is gone").isFalse();
        }
    }

    @Test
    void aResetThatComesWhileReadIsHeldIsReadOnceItIsReleased() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Pair pair = Pair.of(stand)) {
            stand.servers.holdRead(pair.server(), true);
            pair.socket().setSoLinger(true, 0);
            pair.socket().close();
            stand.servers.holdRead(pair.server(), false);
            assertThat(stand.facts.awaitLog(
                            "Connection from " + pair.tuple().local() + " reset by the peer: ECONNRESET"))
                    .isTrue();
        }
    }

    @Test
    void stoppingTheServerEndsWhatIsHeld() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Pair reading = Pair.of(stand);
                Pair closing = Pair.of(stand)) {
            stand.servers.holdRead(reading.server(), true);
            stand.servers.holdClose(closing.server(), true);
            reading.client().say("ping\n".repeat(100));
            closing.client().endOutput();
            closing.await(TcpState.FIN_WAIT2, TcpState.CLOSE_WAIT);
            stand.servers.stop("tcp");
            for (Pair pair : List.of(reading, closing)) {
                assertThat(stand.facts.awaitLog(
                                "Connection from " + pair.tuple().local() + " closed"))
                        .isTrue();
            }
            assertThat(holdings(stand).getLast().evidence()).isEqualTo(Evidence.OBSERVED);
        }
    }

    @Test
    void articleFramingIsHeldTooAndSoIsUnix() throws Exception {
        try (Stand stand = Stand.tcp(Framing.READ);
                Pair pair = Pair.of(stand)) {
            stand.servers.holdClose(pair.server(), true);
            pair.client().endOutput();
            pair.await(TcpState.FIN_WAIT2, TcpState.CLOSE_WAIT);
            stand.servers.holdClose(pair.server(), false);
            assertThat(pair.client().hearEnd()).isEmpty();
        }
        try (Stand stand = Stand.unix(folder.resolve("lab.sock"), Framing.LINE);
                Client client = stand.connectUnix()) {
            client.say("ping\n");
            assertThat(client.hearLine()).isEqualTo("pong\n");
            KernelSocket server = stand.view.look(new Scope.Of(Protocol.UNIX)).sockets().stream()
                    .filter(one -> one.local()
                            .toString()
                            .equals(folder.resolve("lab.sock").toString()))
                    .filter(one -> !one.state().listens())
                    .findFirst()
                    .orElseThrow();
            stand.servers.holdRead(server.id(), true);
            client.say("ping\n".repeat(3));
            stand.servers.holdRead(server.id(), false);
            assertThat(client.hear(15)).isEqualTo("pong\n".repeat(3));
        }
    }

    @Test
    void aSocketThatNoServerHasIsNotFound() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE)) {
            assertThat(stand.servers.holdRead(new SocketId(Protocol.TCP, 1), true))
                    .isFalse();
        }
    }
}
