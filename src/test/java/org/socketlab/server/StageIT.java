package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
import org.socketlab.model.SocketState;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpState;

/** The three switches, and what the kernel says of the sockets meanwhile. */
@Timeout(60)
class StageIT {
    private static final Stage HOLD = new Stage(true, false, false);
    private static final Stage FULL = new Stage(false, true, false);
    private static final Stage WAIT = new Stage(false, false, true);

    @TempDir
    private Path folder;

    @Test
    void heldAcceptLeavesClientsEstablishedInTheQueueWithoutAnFd() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE)) {
            stand.servers.setStage("tcp", HOLD);
            try (Client first = stand.connect();
                    Client second = stand.connect()) {
                first.say("ping\n");
                second.say("ping\n");
                until(() -> listener(stand).recvQ() == 2);
                assertThat(children(stand)).hasSize(2).allSatisfy(child -> {
                    assertThat(child.state()).isEqualTo(TcpState.ESTABLISHED);
                    assertThat(child.inode()).as("no fd, so no inode").isZero();
                });

                stand.servers.letOneIn("tcp");
                assertThat(first.hearLine()).isEqualTo("pong\n");
                until(() -> listener(stand).recvQ() == 1);
                assertThat(children(stand))
                        .filteredOn(child -> child.inode() != 0)
                        .hasSize(1);

                stand.servers.setStage("tcp", Stage.FREE);
                assertThat(second.hearLine()).isEqualTo("pong\n");
                until(() -> listener(stand).recvQ() == 0);
            }
        }
    }

    @Test
    void nobodyWaitingMeansNobodyIsLetIn() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE)) {
            stand.servers.setStage("tcp", HOLD);
            ServersIT.assertRefused("server.nobody-waits", () -> stand.servers.letOneIn("tcp"));
        }
    }

    @Test
    void aFullQueueLeavesTheNextClientInSynSent() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE)) {
            stand.servers.setStage("tcp", FULL);
            assertThat(listener(stand).sendQ()).isZero();
            List<SocketChannel> clients = new ArrayList<>(List.of(connecting(stand.port())));
            until(clients.getFirst()::finishConnect); // backlog 0 admits one
            until(() -> listener(stand).recvQ() == 1);
            clients.add(connecting(stand.port()));
            clients.add(connecting(stand.port()));
            assertThat(stateOf(stand, clients.get(2))).isEqualTo(TcpState.SYN_SENT);

            stand.servers.setStage("tcp", Stage.FREE);
            assertThat(listener(stand).sendQ()).isEqualTo(Defaults.BACKLOG);
            for (SocketChannel client : clients) { // the kernel's own retry, a second later, lets the others in
                until(client::finishConnect);
                client.close();
            }
        }
    }

    @Test
    void waitingForDataLeavesTheServersSocketInSynRecv() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE)) {
            stand.servers.setStage("tcp", WAIT);
            try (Client client = stand.connect()) {
                until(() -> children(stand).stream()
                        .map(KernelSocket::state)
                        .toList()
                        .equals(List.of(TcpState.SYN_RECV)));
                assertThat(listener(stand).recvQ()).isZero();
                assertThat(client.say("ping\n").hearLine()).isEqualTo("pong\n");
                assertThat(children(stand))
                        .singleElement()
                        .satisfies(child -> assertThat(child.state()).isEqualTo(TcpState.ESTABLISHED));
                assertThat(stand.facts.of(Event.Segment.class))
                        .extracting(Event.Segment::flags)
                        .as("no bare ACK is inferred: the data brought it")
                        .containsExactly(List.of("SYN"), List.of("SYN", "ACK"));
            }
        }
    }

    @Test
    void eachChangeIsToldAsStagedWithTheSwitchThatIsOn() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE)) {
            stand.servers.setStage("tcp", HOLD);
            stand.servers.setStage("tcp", new Stage(true, true, true));
            stand.servers.setStage("tcp", Stage.FREE);
            List<ToldFacts.Told> told = stand.facts.all().stream()
                    .filter(one -> one.event() instanceof Event.Listener)
                    .toList();
            assertThat(told)
                    .extracting(ToldFacts.Told::evidence)
                    .containsExactly(Evidence.OBSERVED, Evidence.STAGED, Evidence.STAGED, Evidence.OBSERVED);
            assertThat(told)
                    .extracting(one -> one.because().code())
                    .containsExactly("", "hold-accept", "hold-accept+full-queue+wait-for-data", "");
            assertThat(told)
                    .extracting(one -> ((Event.Listener) one.event()).backlog())
                    .containsExactly(128, 128, 0, 128);
        }
    }

    @Test
    void unixServersHoldAcceptAndFillTheirQueueToo() throws Exception {
        Path path = folder.resolve("lab.sock");
        try (Stand stand = Stand.unix(path, Framing.LINE)) {
            ServersIT.assertRefused("server.no-handshake", () -> stand.servers.setStage("unix", WAIT));
            stand.servers.setStage("unix", FULL);
            try (Client first = stand.connectUnix();
                    SocketChannel second = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                first.say("ping\n");
                second.configureBlocking(false);
                assertThatThrownBy(() -> second.connect(UnixDomainSocketAddress.of(path)))
                        .as("EAGAIN, as connect() would block: the queue is full")
                        .isInstanceOf(SocketException.class);
                stand.servers.setStage("unix", HOLD);
                stand.servers.letOneIn("unix");
                assertThat(first.hearLine()).isEqualTo("pong\n");
                stand.servers.setStage("unix", Stage.FREE);
            }
        }
    }

    private static KernelSocket listener(Stand stand) throws IOException {
        return onPort(stand).stream()
                .filter(socket -> socket.state() == TcpState.LISTEN)
                .findFirst()
                .orElseThrow();
    }

    /** The server's ends. */
    private static List<KernelSocket> children(Stand stand) throws IOException {
        return onPort(stand).stream()
                .filter(socket -> socket.localPort() == stand.port() && socket.state() != TcpState.LISTEN)
                .toList();
    }

    private static List<KernelSocket> onPort(Stand stand) throws IOException {
        return stand.view.look(new Scope.Port(Protocol.TCP, stand.port())).sockets();
    }

    private static SocketState stateOf(Stand stand, SocketChannel client) throws IOException {
        InetSocketAddress local = (InetSocketAddress) client.getLocalAddress();
        FiveTuple tuple = new FiveTuple(
                Protocol.TCP,
                Endpoint.parse("127.0.0.1:" + local.getPort()),
                Endpoint.parse("127.0.0.1:" + stand.port()));
        Optional<KernelSocket> socket = stand.view.lookup(tuple);
        return socket.orElseThrow().state();
    }

    private static SocketChannel connecting(int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress("127.0.0.1", 0));
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        return channel;
    }

    private interface Question {
        boolean answered() throws IOException;
    }

    private static void until(Question question) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!question.answered()) {
            assertThat(System.nanoTime()).as("it comes about in time").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
