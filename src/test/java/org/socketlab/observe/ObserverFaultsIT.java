package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Family;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.Protocol;
import org.socketlab.model.Refusal;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketState;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;
import org.socketlab.os.CallSink;
import org.socketlab.os.Opened;
import org.socketlab.os.SocketOption;
import org.socketlab.os.Sockets;
import org.socketlab.os.linux.LinuxKernelView;
import org.socketlab.os.linux.LinuxSystem;

/** What the observer makes of a kernel that refuses, loses or interrupts, and of the states that are hard to meet. */
class ObserverFaultsIT {
    private static final int OWN = (int) ProcessHandle.current().pid();

    @RegisterExtension
    private final Opened open = new Opened();

    private final Facts facts = new Facts(OWN);
    private final FaultyView view = open.and(new FaultyView(new LinuxKernelView(OWN)));

    @TempDir
    Path folder;

    private Observer observer() {
        return open.and(Observer.of(view, facts, OWN));
    }

    private static Watch port(int port) {
        return Watch.of(List.of(Endpoint.parse("127.0.0.1:" + port)), List.of());
    }

    private ServerSocketChannel listener() throws IOException {
        return open.and(ServerSocketChannel.open(StandardProtocolFamily.INET))
                .bind(new InetSocketAddress("127.0.0.1", 0));
    }

    private SocketChannel connected(ServerSocketChannel listener) throws IOException {
        SocketChannel client = open.and(SocketChannel.open(StandardProtocolFamily.INET));
        client.connect(listener.getLocalAddress());
        return client;
    }

    private void endOne(ServerSocketChannel listener) throws IOException {
        SocketChannel client = connected(listener);
        SocketChannel accepted = listener.accept();
        client.close();
        accepted.close();
    }

    private static boolean has(LabState state, SocketState wanted) {
        return find(state, wanted) != null;
    }

    private static KernelSocket find(LabState state, SocketState wanted) {
        return state.sockets().values().stream()
                .map(LabState.SeenSocket::socket)
                .filter(socket -> socket.state() == wanted)
                .findFirst()
                .orElse(null);
    }

    private List<String> refusals() {
        return facts.events().stream()
                .filter(Refusal.class::isInstance)
                .map(event -> ((Refusal) event).code())
                .toList();
    }

    private void untilRefused(String code) throws InterruptedException {
        for (int i = 0; i < 1_000 && !refusals().contains(code); i++) {
            FaultyView.pass(10);
        }
        assertThat(refusals()).contains(code);
    }

    @Test
    void withoutNetlinkThatIsToldOnceAllElseGoesOnAndItIsToldWhenItIsBack() throws Exception {
        view.noNetlink = true;
        ServerSocketChannel listener = listener();
        Observer observer = observer();
        observer.watch(port(listener.socket().getLocalPort()));
        untilRefused("observe.netlink");
        facts.until("the own fd table", state -> !state.ownFds().isEmpty());
        for (int i = 0; i < 50; i++) {
            observer.nudge();
            FaultyView.pass(10);
        }
        assertThat(refusals()).containsExactlyInAnyOrder("observe.netlink", "observe.events");
        view.noNetlink = false;
        facts.until("a listener", state -> has(state, TcpState.LISTEN));
        untilRefused("observe.netlink-again");
        untilRefused("observe.events-again");
        assertThat(refusals()).hasSize(4);
        endOne(listener);
        facts.until(
                "a connection's end, told by the kernel",
                _ -> facts.events().stream().anyMatch(Event.Destroyed.class::isInstance));
    }

    @Test
    void withoutProcThatIsToldOnceSocketsAreStillToldAndItIsToldWhenItIsBack() throws Exception {
        view.noProc = true;
        ServerSocketChannel listener = listener();
        Observer observer = observer();
        observer.watch(port(listener.socket().getLocalPort()));
        facts.until("a listener", state -> has(state, TcpState.LISTEN));
        untilRefused("observe.proc");
        for (int i = 0; i < 50; i++) {
            observer.nudge();
            FaultyView.pass(10);
        }
        assertThat(refusals()).containsExactly("observe.proc");
        view.noProc = false;
        facts.until(
                "its owner",
                state -> find(state, TcpState.LISTEN).owners().stream().anyMatch(owner -> owner.pid() == OWN));
        connected(listener); // in the queue it has an inode that no table holds
        open.and(listener.accept());
        observer.nudge();
        facts.until("the own table", state -> !state.ownFds().isEmpty());
        untilRefused("observe.proc-again");
        assertThat(refusals()).containsExactly("observe.proc", "observe.proc-again");
    }

    @Test
    void fromAnInterruptedDumpNothingIsConcludedGone() throws Exception {
        ServerSocketChannel listener = listener();
        Observer observer = observer();
        observer.watch(port(listener.socket().getLocalPort()));
        SocketChannel client = connected(listener);
        open.and(listener.accept());
        observer.nudge();
        facts.until(
                "both ends",
                state -> state.sockets().values().stream()
                                .filter(seen -> seen.socket().state() == TcpState.ESTABLISHED)
                                .count()
                        == 2);
        view.interrupted = true;
        int before = facts.events().size();
        for (int i = 0; i < 60; i++) {
            observer.nudge();
            FaultyView.pass(10);
        }
        assertThat(has(facts.state(), TcpState.LISTEN)).isTrue();
        assertThat(facts.events().subList(before, facts.events().size()))
                .as("told as a gap, once for each kind of dump")
                .contains(new Event.Gap(1, "dump-interrupted", 0, 0))
                .filteredOn(Event.Gap.class::isInstance)
                .hasSizeLessThan(6);
        assertThat(facts.state().lost()).isPositive();
        assertThat(facts.state().sockets().values())
                .filteredOn(seen -> seen.socket().state() == TcpState.ESTABLISHED)
                .hasSize(2);
        assertThat(facts.events().subList(before, facts.events().size())).noneMatch(Refusal.class::isInstance);
        client.setOption(StandardSocketOptions.SO_LINGER, 0).close();
        facts.until("an exact lookup still concludes", state -> !has(state, TcpState.ESTABLISHED));
    }

    @Test
    void whatDumpsLeaveOutWithoutSayingSoIsNotConcludedGone() throws Exception {
        ServerSocketChannel listener = listener();
        Path path = folder.resolve("left.sock");
        open.and(ServerSocketChannel.open(StandardProtocolFamily.UNIX)).bind(UnixDomainSocketAddress.of(path));
        open.and(SocketChannel.open(UnixDomainSocketAddress.of(path)));
        Observer observer = observer();
        observer.watch(Watch.of(
                List.of(
                        Endpoint.parse("127.0.0.1:" + listener.socket().getLocalPort()),
                        new Endpoint.Unix(path.toString())),
                List.of()));
        connected(listener);
        open.and(listener.accept());
        observer.nudge();
        facts.until(
                "a pair and a Unix client",
                state -> has(state, TcpState.ESTABLISHED) && has(state, UnixState.CONNECTED));
        int before = facts.events().size();
        leftOut(observer, 30, socket -> socket.state() == TcpState.ESTABLISHED); // each looked up
        leftOut(observer, 1, socket -> socket.state() == TcpState.LISTEN);
        leftOut(observer, 1, socket -> socket.protocol() == Protocol.UNIX);
        assertThat(facts.events().subList(before, facts.events().size()))
                .as("a look that has fewer sockets than its scope tells of an end")
                .noneMatch(event -> event instanceof Event.Looked looked
                        && looked.scope() instanceof Scope.Ids(List<SocketId> ids)
                        && ids.size() > looked.sockets().size());
        leftOut(observer, 2, socket -> socket.state() == TcpState.LISTEN);
        assertThat(facts.events().subList(before, facts.events().size()))
                .as("two dumps in a row tell of an end")
                .anyMatch(event -> event instanceof Event.Looked looked
                        && looked.scope() instanceof Scope.Ids(List<SocketId> ids)
                        && ids.size() > looked.sockets().size());
    }

    private void leftOut(Observer observer, int dumps, Predicate<KernelSocket> sockets) throws InterruptedException {
        view.skipped = sockets;
        view.skipping.set(dumps);
        for (int i = 0; i < 1_000 && view.skipping.get() > 0; i++) {
            observer.nudge();
            FaultyView.pass(10);
        }
        assertThat(view.skipping).hasValue(0);
        for (int i = 0; i < 10; i++) {
            observer.nudge();
            FaultyView.pass(10);
        }
    }

    /** What closes with a reset has lost its remote port when the kernel tells of its end: it is known by its cookie. */
    @Test
    void theEndOfAClientThatResetsIsToldByTheKernelAlsoWhileNobodyAccepted() throws Exception {
        ServerSocketChannel listener = listener();
        int port = listener.socket().getLocalPort();
        Observer observer = observer();
        observer.watch(port(port));
        SocketChannel client = connected(listener);
        observer.nudge();
        facts.until("a client", state -> clientOf(state, port).isPresent());
        SocketId id = clientOf(facts.state(), port).orElseThrow().id();
        client.setOption(StandardSocketOptions.SO_LINGER, 0).close();
        facts.until(
                "its end",
                _ -> facts.events().stream()
                        .anyMatch(event ->
                                event instanceof Event.Destroyed end && end.id().equals(id)));
        facts.until("no connection any more", state -> !has(state, TcpState.ESTABLISHED));
    }

    private static Optional<KernelSocket> clientOf(LabState state, int port) {
        return state.sockets().values().stream()
                .map(LabState.SeenSocket::socket)
                .filter(socket -> socket.state() == TcpState.ESTABLISHED && socket.remotePort() == port)
                .findFirst();
    }

    @Test
    void lostEventsAreAGap() throws Exception {
        ServerSocketChannel listener = listener();
        Observer observer = observer();
        observer.watch(port(listener.socket().getLocalPort()));
        facts.until("a listener", state -> has(state, TcpState.LISTEN));
        view.overrun = true;
        facts.until("a gap", state -> state.lost() == 1);
        assertThat(facts.events()).contains(new Event.Gap(1, "netlink-overrun", 0, 0));
        endOne(listener);
        facts.until("the next event", _ -> facts.events().stream().anyMatch(Event.Destroyed.class::isInstance));
        assertThat(refusals()).isEmpty();
    }

    @Test
    void aFullQueueShowsSynSentThatRetries() throws Exception {
        Sockets calls = new LinuxSystem().sockets("test", CallSink.NONE);
        int listening = listening(calls, 0);
        int port = ((Endpoint.Inet) calls.localName(listening)).port();
        observer().watch(port(port));
        List<Integer> clients = new ArrayList<>();
        open.and(() -> clients.forEach(calls::close));
        for (int i = 0; i < 3; i++) {
            int client = calls.socket(Family.INET, true);
            clients.add(client);
            calls.connect(client, Endpoint.parse("127.0.0.1:" + port));
        }
        facts.until(
                "SYN_SENT",
                state -> has(state, TcpState.SYN_SENT)
                        && find(state, TcpState.SYN_SENT).expires().isPresent());
        assertThat(find(facts.state(), TcpState.SYN_SENT).owners()).anyMatch(owner -> owner.pid() == OWN);
    }

    @Test
    void aListenerThatWaitsForDataShowsSynRecvWithoutAnFd() throws Exception {
        Sockets calls = new LinuxSystem().sockets("test", CallSink.NONE);
        int listening = listening(calls, 16);
        calls.set(listening, SocketOption.TCP_DEFER_ACCEPT, 5);
        int port = ((Endpoint.Inet) calls.localName(listening)).port();
        observer().watch(port(port));
        int client = calls.socket(Family.INET, true);
        open.and(() -> calls.close(client));
        calls.connect(client, Endpoint.parse("127.0.0.1:" + port));
        facts.until(
                "SYN_RECV beside a client that is ESTABLISHED",
                state -> has(state, TcpState.SYN_RECV) && has(state, TcpState.ESTABLISHED));
        assertThat(find(facts.state(), TcpState.SYN_RECV).inode()).isZero();
        assertThat(find(facts.state(), TcpState.SYN_RECV).ownersHidden()).isFalse();
    }

    private int listening(Sockets calls, int backlog) throws Exception {
        int fd = calls.socket(Family.INET, true);
        open.and(() -> calls.close(fd));
        calls.bind(fd, Endpoint.parse("127.0.0.1:0"));
        calls.listen(fd, backlog);
        return fd;
    }
}
