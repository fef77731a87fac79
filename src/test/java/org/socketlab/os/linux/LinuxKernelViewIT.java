package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.FdEntry;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;
import org.socketlab.os.Errno;
import org.socketlab.os.KernelView;
import org.socketlab.os.Opened;
import org.socketlab.os.SyscallException;

class LinuxKernelViewIT {
    private static final int OWN = (int) ProcessHandle.current().pid();
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    @RegisterExtension
    private final Opened open = new Opened();

    private final LinuxKernelView view = open.and(new LinuxKernelView(OWN));

    @TempDir
    Path folder;

    private ServerSocketChannel listener(StandardProtocolFamily family, String host) throws IOException {
        return open.and(ServerSocketChannel.open(family)).bind(new InetSocketAddress(host, 0), 5);
    }

    private static int port(ServerSocketChannel listener) throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private KernelSocket only(int port, TcpState state, boolean local) throws SyscallException {
        return only(port, state, local, _ -> true);
    }

    /** Looked for until it is so: on a busy machine segments pass after the call that sent them has returned. */
    private KernelSocket only(int port, TcpState state, boolean local, Predicate<KernelSocket> is)
            throws SyscallException {
        long end = System.nanoTime() + PATIENCE;
        while (true) {
            Event.Looked looked = view.look(new Scope.Port(Protocol.TCP, port));
            Optional<KernelSocket> found = looked.sockets().stream()
                    .filter(socket -> socket.state() == state)
                    .filter(socket -> (local ? socket.localPort() : socket.remotePort()) == port)
                    .filter(is)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            assertThat(System.nanoTime()).as("no such %s in %s", state, looked).isLessThan(end);
        }
    }

    @Test
    void followsAConnectionFromTheAcceptQueueToTimeWait() throws Exception {
        ServerSocketChannel listener = listener(StandardProtocolFamily.INET, "127.0.0.1");
        int port = port(listener);
        SocketChannel client = open.and(SocketChannel.open(StandardProtocolFamily.INET));
        client.connect(new InetSocketAddress("127.0.0.1", port));

        KernelSocket listening = only(port, TcpState.LISTEN, true, socket -> socket.recvQ() == 1); // the accept queue
        assertThat(listening.sendQ()).as("backlog").isEqualTo(5);
        assertThat(listening.remote()).isEqualTo(Endpoint.NONE);
        KernelSocket queued = only(port, TcpState.ESTABLISHED, true);
        assertThat(queued.inode()).as("no fd before accept()").isZero();

        SocketChannel accepted = open.and(listener.accept());
        client.write(ByteBuffer.wrap(new byte[5]));
        KernelSocket server = only(port, TcpState.ESTABLISHED, true, socket -> socket.recvQ() == 5);
        assertThat(server.id()).as("the cookie lives on").isEqualTo(queued.id());
        assertThat(server.inode()).isNotZero();
        assertThat(server.tcpInfo().get(TcpInfo.Field.tcpi_bytes_received)).hasValue(5);
        assertThat(view.lookup(server.tuple())).map(KernelSocket::id).contains(server.id());

        client.close();
        accepted.close(); // with 5 bytes unread: reset
        long end = System.nanoTime() + PATIENCE;
        while (view.lookup(server.tuple()).isPresent()) {
            assertThat(System.nanoTime()).as("the connection has gone").isLessThan(end);
        }
    }

    @Test
    void timeWaitCountsDownInMillisecondsWithoutAnInode() throws Exception {
        ServerSocketChannel listener = listener(StandardProtocolFamily.INET, "127.0.0.1");
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET);
        client.connect(listener.getLocalAddress());
        SocketChannel accepted = listener.accept();
        SocketId id = only(port(listener), TcpState.ESTABLISHED, false).id();
        client.close();
        accepted.read(ByteBuffer.allocate(1));
        accepted.close();
        KernelSocket waiting = only(port(listener), TcpState.TIME_WAIT, false);
        assertThat(waiting.id()).isEqualTo(id);
        assertThat(waiting.inode()).isZero();
        assertThat(waiting.expires().orElseThrow()).isBetween(50_000L, 60_100L);
    }

    @Test
    void anIpv4ClientOfADualStackListenerIsHeldMappedOnTheServersSide() throws Exception {
        ServerSocketChannel listener = open.and(ServerSocketChannel.open()).bind(new InetSocketAddress(0));
        SocketChannel client = open.and(SocketChannel.open(StandardProtocolFamily.INET));
        client.connect(new InetSocketAddress("127.0.0.1", port(listener)));
        SocketChannel accepted = open.and(listener.accept());
        KernelSocket server = only(port(listener), TcpState.ESTABLISHED, true);
        assertThat(server.local()).hasToString("[::ffff:127.0.0.1]:" + port(listener));
        assertThat(view.lookup(server.tuple())).isPresent();
        assertThat(view.lookup(server.tuple().normal())).isPresent();
        assertThat(accepted.isConnected()).isTrue();
    }

    @Test
    void listensOverIpv6() throws Exception {
        ServerSocketChannel listener = listener(StandardProtocolFamily.INET6, "::1");
        assertThat(view.look(new Scope.Listening()).sockets())
                .anySatisfy(socket -> assertThat(socket.local()).hasToString("[::1]:" + port(listener)))
                .allSatisfy(socket -> assertThat(socket.state()).isEqualTo(TcpState.LISTEN));
    }

    @Test
    void aSocketThatIsOnlyBoundIsThere() throws Exception {
        SocketChannel bound =
                open.and(SocketChannel.open(StandardProtocolFamily.INET)).bind(new InetSocketAddress("127.0.0.1", 0));
        int port = ((InetSocketAddress) bound.getLocalAddress()).getPort();
        assertThat(only(port, TcpState.CLOSED, true).inode()).isNotZero();
    }

    @Test
    void anExactLookupDoesNotTakeTheListenerForTheConnection() throws Exception {
        ServerSocketChannel listener = listener(StandardProtocolFamily.INET, "127.0.0.1");
        FiveTuple gone = new FiveTuple(
                Protocol.TCP, Endpoint.parse("127.0.0.1:" + port(listener)), Endpoint.parse("127.0.0.1:1"));
        assertThat(view.lookup(gone)).isEmpty();
    }

    @Test
    void unixSocketsHaveNamesPeersAndQueues() throws Exception {
        Path path = folder.resolve("it.sock");
        ServerSocketChannel listener = open.and(ServerSocketChannel.open(StandardProtocolFamily.UNIX))
                .bind(UnixDomainSocketAddress.of(path), 3);
        SocketChannel client = open.and(SocketChannel.open(UnixDomainSocketAddress.of(path)));
        KernelSocket listening = unix(path, UnixState.LISTEN).orElseThrow();
        assertThat(listening.recvQ()).isEqualTo(1);
        assertThat(listening.sendQ()).isEqualTo(3);
        KernelSocket waiting = view.look(new Scope.Of(Protocol.UNIX)).sockets().stream()
                .filter(socket -> socket.remote().toString().equals(path.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(waiting.peer()).as("not accepted yet").isZero();

        SocketChannel accepted = open.and(listener.accept());
        KernelSocket server = unix(path, UnixState.CONNECTED).orElseThrow();
        assertThat(server.peer()).isEqualTo(waiting.inode());
        assertThat(view.look(new Scope.Ids(List.of(waiting.id()))).sockets())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.peer()).isEqualTo(server.inode());
                    assertThat(row.remote()).isEqualTo(server.local());
                });
        assertThat(view.unixAddresses()).containsKey(server.inode());
        assertThat(client.isConnected() && accepted.isConnected()).isTrue();
    }

    private Optional<KernelSocket> unix(Path path, UnixState state) throws SyscallException {
        return view.look(new Scope.Of(Protocol.UNIX)).sockets().stream()
                .filter(socket -> socket.local().toString().equals(path.toString()) && socket.state() == state)
                .findFirst();
    }

    @Test
    void theFdTableIsTheOneThatLsShowsAndLacksTheDirectoryReadForIt() throws Exception {
        ServerSocketChannel listener = listener(StandardProtocolFamily.INET, "127.0.0.1");
        long inode = only(port(listener), TcpState.LISTEN, true).inode();
        List<FdEntry> table = view.fds(OWN);
        assertThat(table)
                .filteredOn(row -> row.target().equals("socket:[" + inode + "]"))
                .singleElement()
                .satisfies(row -> assertThat(row.mode()).isEqualTo("rwx"));
        assertThat(table).noneMatch(row -> row.target().equals("/proc/" + OWN + "/fd"));
        assertThat(table).isSortedAccordingTo((a, b) -> Integer.compare(a.fd(), b.fd()));
        Process child = new ProcessBuilder("sleep", "30").start();
        try {
            int pid = (int) child.pid();
            Path target = Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/0"));
            assertThat(view.fds(pid)).first().isEqualTo(new FdEntry(0, target.toString(), "r-x"));
            assertThat(view.fdLinks(pid).getFirst().permissions()).isEqualTo("r-x------");
            assertThat(view.commandLine(pid)).isEqualTo("sleep\00030\000");
            assertThat(view.process(pid).orElseThrow().user()).isEqualTo(System.getProperty("user.name"));
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThatThrownBy(() -> view.fds((int) child.pid()))
                .isInstanceOfSatisfying(
                        SyscallException.class,
                        e -> assertThat(e.is(Errno.ENOENT)).isTrue());
        assertThat(view.process((int) child.pid())).isEmpty();
    }

    @Test
    void limitsAreThoseOfTheShell() throws Exception {
        Process child = new ProcessBuilder("sh", "-c", "ulimit -S -n 77; exec sleep 30").start();
        try {
            while (!view.commandLine((int) child.pid()).startsWith("sleep")) {
                Thread.onSpinWait();
            }
            assertThat(view.limits((int) child.pid()).soft()).isEqualTo(77);
            String[] ports = Files.readAllLines(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))
                    .getFirst()
                    .split("\t");
            assertThat(view.limits(OWN).ephemeralLow()).isEqualTo(Integer.parseInt(ports[0]));
            assertThat(view.limits(OWN).ephemeralHigh()).isEqualTo(Integer.parseInt(ports[1]));
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void aSocketFileIsToldByItsModeAndByItsAbsence() throws Exception {
        Path path = folder.resolve("file.sock");
        assertThat(view.file(path.toString()).gone()).isTrue();
        open.and(ServerSocketChannel.open(StandardProtocolFamily.UNIX)).bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        Event.SocketFile file = view.file(path.toString());
        assertThat(file.mode()).isEqualTo("srw-------");
        assertThat(file.inode()).isEqualTo(Files.getAttribute(path, "unix:ino"));
        assertThat(file.gone()).isFalse();
    }

    @Test
    void theEndOfAConnectionIsToldByItsPortOnlyAndAWaitCanBeWoken() throws Exception {
        ServerSocketChannel listener = listener(StandardProtocolFamily.INET, "127.0.0.1");
        ServerSocketChannel other = listener(StandardProtocolFamily.INET, "127.0.0.1");
        KernelView.DestroyEvents events = open.and(view.destroyEvents());
        events.ports(List.of(port(listener)));
        for (ServerSocketChannel each : List.of(other, listener)) {
            SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET);
            client.connect(each.getLocalAddress());
            SocketChannel accepted = each.accept();
            client.write(ByteBuffer.wrap(new byte[3]));
            accepted.close();
            client.close();
        }
        List<Event.Destroyed> ends = new ArrayList<>();
        while (ends.size() < 2) {
            assertThat(events.await(30_000, ends::add)).isPositive();
        }
        assertThat(ends).hasSize(2).allSatisfy(end -> {
            assertThat(end.local().toString() + end.remote()).contains(":" + port(listener));
            assertThat(end.tcpInfo().isEmpty()).isFalse();
        });
        events.wake();
        assertThat(events.await(60_000, ends::add)).isZero();
    }

    @Test
    void aLookAtUdpIsRefusedRatherThanEmpty() {
        assertThatThrownBy(() -> view.look(new Scope.Of(Protocol.UDP)))
                .isInstanceOfSatisfying(
                        SyscallException.class, e -> assertThat(e.errnoName()).isEqualTo("EPROTONOSUPPORT"));
    }

    @Test
    void aClosedViewSaysSo() {
        view.close();
        assertThatThrownBy(() -> view.look(new Scope.Listening())).isInstanceOf(SyscallException.class);
    }
}
