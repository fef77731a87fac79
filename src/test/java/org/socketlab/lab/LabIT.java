package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.Framing;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.LastWord;
import org.socketlab.model.Pairing;
import org.socketlab.model.Protocol;
import org.socketlab.model.Refusal;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;
import org.socketlab.os.Quickest;
import org.socketlab.recording.RecordingReader;

@Timeout(60)
class LabIT {
    @TempDir
    Path folder;

    private static List<String> rows(LabState state) {
        return state.sockets().values().stream()
                .map(SeenSocket::socket)
                .filter(socket -> socket.protocol() == Protocol.TCP)
                .map(socket -> ProcNetTcp.row(socket.state(), socket.local(), socket.remote()))
                .sorted()
                .toList();
    }

    private static boolean has(LabState state, TcpState wanted, String actor) {
        return state.sockets().values().stream()
                .anyMatch(
                        seen -> seen.socket().state() == wanted && seen.actor().equals(actor));
    }

    private static String received(Event event) {
        return event instanceof Event.ConsoleBytes bytes && !bytes.fromPerson()
                ? bytes.bytes().text()
                : "";
    }

    /** bash opens and closes each connection by itself, faster than any look follows. */
    @Test
    void fiftyShortConnectionsOfAnotherProcessAreAllKnownWithTheirCounts() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            String script = "for i in $(seq 50); do exec 3<>/dev/tcp/127.0.0.1/" + stand.tcp.port()
                    + "; printf 'ping\\n' >&3; read -r -u 3 answer; exec 3>&-; done";
            Process bash = new ProcessBuilder("bash", "-c", script).inheritIO().start();
            assertThat(bash.waitFor()).isZero();
            LabState after =
                    stand.state("all fifty", state -> ended(state, stand.tcp).size() == 50);
            assertThat(ended(after, stand.tcp).values()) // what came in counts the client's FIN as a byte
                    .allMatch(last -> last.received() == 5 + 1 && last.sent() == 5 && last.segsIn() >= 4);
        }
    }

    /** The kernel's last words on the server's ends, by the client. */
    private static Map<Endpoint, LastWord> ended(LabState state, Endpoint server) {
        Map<Endpoint, LastWord> ended = new HashMap<>();
        state.departed().values().stream()
                .flatMap(gone -> gone.last().stream())
                .filter(last -> last.local().equals(server))
                .forEach(last -> ended.put(last.remote(), last));
        return ended;
    }

    @Test
    void aConsoleConnectsPingsQuitsAndEveryStateIsTheKernels() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            LabState up = stand.state(
                    "two listeners looked at",
                    state -> state.sockets().values().stream()
                                    .filter(seen -> seen.socket().state() == TcpState.LISTEN)
                                    .count()
                            == 2);
            assertThat(ProcNetTcp.withPort(stand.tcp.port())).hasSize(2).isEqualTo(rows(up));

            stand.console("A", stand.tcp);
            LabState open = stand.state(
                    "a pair with fds",
                    state -> has(state, TcpState.ESTABLISHED, "console:A")
                            && has(state, TcpState.ESTABLISHED, "server:tcp"));
            assertThat(ProcNetTcp.withPort(stand.tcp.port())).hasSize(4).isEqualTo(rows(open));
            SocketId client = open.consoles().get("A").id().orElseThrow();
            Map<SocketId, SocketId> pairs = Pairing.of(
                    open.sockets().values().stream().map(SeenSocket::socket).toList());
            SocketId server = pairs.get(client);
            assertThat(open.sockets().get(server).actor()).isEqualTo("server:tcp");
            assertThat(open.ownFds().values())
                    .filteredOn(row -> row.id().isPresent())
                    .extracting(row -> row.id().orElseThrow())
                    .contains(client, server);

            stand.send("A", "ping\n");
            Fact pong = stand.fact("pong", 0, event -> received(event).equals("pong\n"));
            Fact typed = stand.fact("ping", 0, event -> event instanceof Event.ConsoleBytes);
            assertThat(pong.seq()).isGreaterThan(typed.seq());
            assertThat(pong.t()).isGreaterThan(typed.t());
            assertThat(stand.lab.history().ofSocket(server, Long.MAX_VALUE, 100))
                    .extracting(fact -> fact.event().getClass().getSimpleName())
                    .contains("Segment", "Called", "Returned");

            stand.send("A", "quit\n");
            stand.phase("A", Phase.ENDED);
            LabState waiting = stand.state(
                    "the server's TIME_WAIT alone",
                    state -> has(state, TcpState.TIME_WAIT, "server:tcp")
                            && !state.sockets().containsKey(client));
            assertThat(waiting.sockets()).containsKey(server);
            assertThat(ProcNetTcp.withPort(stand.tcp.port())).hasSize(3).isEqualTo(rows(waiting));
            long since = waiting.sockets().get(server).firstSeq();
            LabState then = stand.lab.history().stateAt(since);
            for (Fact fact : stand.lab.history().between(since, waiting.seq())) {
                then = then.apply(fact); // it goes over to TIME_WAIT, it does not vanish and come back
                assertThat(then.sockets().containsKey(server))
                        .as(fact.toString())
                        .isTrue();
            }
            LabState logged =
                    stand.state("the log's line", state -> state.logs().containsKey("server:tcp"));
            assertThat(logged.logs().get("server:tcp").getLast().text()).endsWith(" closed");
            assertThat(logged.openCalls().values())
                    .allMatch(call -> call.call().actor().equals("server"));
        }
    }

    @Test
    void theSameOverAUnixSocket() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            stand.console("U", new Endpoint.Unix(stand.socket.toString()));
            LabState open = stand.state(
                    "a connected pair",
                    state -> state.sockets().values().stream()
                                    .filter(seen -> seen.socket().state() == UnixState.CONNECTED
                                            && !seen.actor().isEmpty())
                                    .count()
                            == 2);
            SocketId client = open.consoles().get("U").id().orElseThrow();
            stand.state(
                    "its peer is known",
                    state -> Pairing.of(state.sockets().values().stream()
                                    .map(SeenSocket::socket)
                                    .toList())
                            .containsKey(client));
            stand.state("the socket's file is told", state -> state.files().containsKey(stand.socket.toString()));
            stand.send("U", "echo 你好\n");
            stand.fact("echo", 0, event -> received(event).equals("你好\n"));
            stand.ask(new Command.Disconnect("U"));
            stand.phase("U", Phase.ENDED);
            stand.state(
                    "both gone",
                    state -> state.sockets().values().stream()
                            .noneMatch(seen -> seen.socket().state() == UnixState.CONNECTED
                                    && !seen.actor().isEmpty()));
        }
    }

    @Test
    void whatTheServerReadAndDidNotAnswerIsSaidOnceAndOfTheRightConsole() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            stand.console("A", stand.tcp);
            stand.console("U", new Endpoint.Unix(stand.socket.toString()));
            for (String console : List.of("A", "U")) {
                long before = stand.lab.now().seq();
                stand.send(console, "hello\n");
                Fact note = stand.fact(
                        "the note of " + console,
                        before,
                        event -> event instanceof Event.ConsoleNote told
                                && told.saying().code().equals("console.wrote-nothing"));
                assertThat(((Event.ConsoleNote) note.event()).console()).isEqualTo(console);
                assertThat(note.evidence()).isEqualTo(Evidence.INFERRED);
                assertThat(note.because().seqs()).hasSize(2).allMatch(seq -> seq > before && seq < note.seq());
            }
            long before = stand.lab.now().seq();
            stand.send("A", "ping\n");
            stand.fact("pong", before, event -> received(event).equals("pong\n"));
            stand.lab.settle();
            assertThat(stand.lab.history().between(before, Long.MAX_VALUE))
                    .noneMatch(fact -> fact.event() instanceof Event.ConsoleNote);
        }
    }

    @Test
    void aClientHeldInTheAcceptQueueHasNoFdUntilItIsLetIn() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            stand.ask(new Command.SetStage("tcp", new Stage(true, false, false)));
            stand.console("A", stand.tcp);
            LabState held = stand.state(
                    "an ESTABLISHED server socket of nobody",
                    state -> state.sockets().values().stream()
                            .anyMatch(seen -> seen.socket().state() == TcpState.ESTABLISHED
                                    && seen.socket().localPort() == stand.tcp.port()));
            KernelSocket waiting = held.sockets().values().stream()
                    .map(SeenSocket::socket)
                    .filter(socket -> socket.state() == TcpState.ESTABLISHED && socket.localPort() == stand.tcp.port())
                    .findFirst()
                    .orElseThrow();
            assertThat(waiting.inode()).isZero();
            stand.ask(new Command.LetOneIn("tcp"));
            LabState let = stand.state("its fd", state -> has(state, TcpState.ESTABLISHED, "server:tcp"));
            assertThat(let.sockets().get(waiting.id()).firstSeq())
                    .isEqualTo(held.sockets().get(waiting.id()).firstSeq());
        }
    }

    @Test
    void startOverTenTimesLeavesNothing() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            stand.console("A", stand.tcp);
            stand.ask(new Command.StartOver());
            stand.lab.settle();
            List<String> fds = null;
            long quickest = Long.MAX_VALUE;
            for (int i = 0; i < 10; i++) {
                stand.ask(new Command.SetStage("tcp", new Stage(i % 2 == 0, false, false)));
                stand.console("A", stand.tcp);
                stand.console("B", new Endpoint.Unix(stand.socket.toString()));
                stand.send("B", "ping\n");
                long began = System.nanoTime();
                stand.ask(new Command.StartOver());
                stand.lab.settle();
                quickest = Math.min(quickest, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));

                LabState state = stand.lab.now().state();
                assertThat(state.listeners().values())
                        .hasSize(3)
                        .allMatch(listener -> listener.listener().stage().free());
                assertThat(state.consoles().values()).allMatch(console -> console.phase() == Phase.ENDED);
                assertThat(state.logs()).isEmpty();
                assertThat(stand.lab.history().firstSeq()).isGreaterThan(1);
                assertThat(Files.exists(stand.socket)).isTrue();
                assertThat(Stand.threads()).containsExactly("lab", "observer", "recorder", "server loop");
                stand.state(
                        "only listeners hold fds",
                        now -> now.ownFds().values().stream()
                                        .filter(row -> !row.actor().isEmpty())
                                        .count()
                                == 4); // the epoll set is the fourth
                List<String> kinds = Stand.fds().stream()
                        .map(target -> target.replaceAll("\\d+", "N"))
                        .toList();
                assertThat(fds == null ? kinds : fds).isEqualTo(kinds);
                fds = kinds;
            }
            assertThat(quickest).as("ms that it took").isLessThan(1_000);
        }
    }

    /** The demonstration once showed console A CLOSED right after "Connected": nobody had looked yet, but connect() knew. */
    @Test
    void aConsoleThatIsOpenIsNeverClosedOrAbsentHoweverOftenAllStartsOver() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            AtomicBoolean calm = new AtomicBoolean();
            Queue<String> wrong = new ConcurrentLinkedQueue<>();
            stand.lab.onPublished(() -> {
                LabState state = stand.lab.now().state();
                for (LabState.SeenConsole console : state.consoles().values()) {
                    if (calm.get() && console.phase() == Phase.OPEN) {
                        SeenSocket seen = console.id().map(state.sockets()::get).orElse(null);
                        if (seen == null
                                || seen.socket().state() != TcpState.ESTABLISHED
                                        && seen.socket().state() != UnixState.CONNECTED) {
                            wrong.add(state.seq() + " " + console + " " + seen);
                        }
                    }
                }
            });
            for (int i = 0; i < 50 && wrong.isEmpty(); i++) {
                calm.set(true);
                stand.ask(new Command.OpenConsole("A", stand.tcp));
                stand.ask(new Command.OpenConsole("B", new Endpoint.Unix(stand.socket.toString())));
                stand.phase("A", Phase.OPEN);
                stand.phase("B", Phase.OPEN);
                stand.state(
                        "both looked at",
                        state -> state.sockets().values().stream()
                                        .filter(seen -> seen.actor().startsWith("console:") && seen.looked())
                                        .count()
                                >= 2);
                calm.set(false);
                stand.ask(new Command.StartOver());
                stand.lab.settle();
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void startOverDoesNotWaitForPeersThatNeverEnd() throws Exception {
        assertThat(Quickest.below(1_000, this::startingOverWithDeafPeers))
                .as("ms that it took")
                .isLessThan(1_000);
    }

    private long startingOverWithDeafPeers() throws Exception {
        try (Stand stand = new Stand(folder).servers();
                java.net.Socket deaf = new java.net.Socket("127.0.0.1", stand.tcp.port());
                java.nio.channels.SocketChannel deafToo =
                        java.nio.channels.SocketChannel.open(java.net.UnixDomainSocketAddress.of(stand.socket))) {
            stand.state(
                    "both accepted",
                    state -> state.ownFds().values().stream()
                                    .filter(row ->
                                            row.id().isPresent() && row.actor().startsWith("server:"))
                                    .count()
                            == 5);
            long began = System.nanoTime();
            stand.ask(new Command.StartOver());
            stand.lab.settle();
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            assertThat(stand.lab.now().state().listeners()).hasSize(3);
            assertThat(deaf.getInputStream().read()).isEqualTo(-1);
            assertThat(deafToo.read(java.nio.ByteBuffer.allocate(1))).isEqualTo(-1);
            stand.console("A", stand.tcp);
            return took;
        }
    }

    @Test
    void closingLeavesNoFdNoThreadAndNoSocketFile() throws Exception {
        List<String> before = null;
        for (int i = 0; i < 3; i++) {
            Stand stand = new Stand(folder).servers();
            stand.console("A", stand.tcp);
            stand.console("B", new Endpoint.Unix(stand.socket.toString()));
            stand.ask(new Command.SetStage("tcp", new Stage(false, true, false)));
            stand.ask(new Command.OpenConsole("C", stand.tcp));
            stand.ask(new Command.OpenConsole("D", stand.tcp)); // its connect() blocks
            stand.state("D connecting", state -> state.consoles().containsKey("D"));
            assertThat(Files.exists(stand.socket)).isTrue();
            stand.close();
            stand.close();
            stand.lab.submit(new Command.StartOver(), "test");
            stand.lab.settle();
            assertThat(Stand.threads()).isEmpty();
            assertThat(Files.exists(stand.socket)).isFalse();
            List<String> now = Stand.fds().stream()
                    .map(target -> target.replaceAll("\\d+", "N"))
                    .toList();
            assertThat(before == null ? now : before).isEqualTo(now); // the first lab loads classes and libraries
            before = now;
        }
    }

    @Test
    void aTakenPortIsNamedWithItsOwnerAndAFreeOneIsOffered() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Stand stand = new Stand(folder)) {
            Endpoint at = new Endpoint.Inet(org.socketlab.model.IpAddress.LOOPBACK_V4, taken.getLocalPort());
            stand.ask(new Command.StartServer("tcp", List.of(at), Framing.LINE, 128));
            Refusal refusal = (Refusal) stand.fact("a refusal", 0, event -> event instanceof Refusal)
                    .event();
            assertThat(refusal.errno()).isEqualTo("EADDRINUSE");
            assertThat(refusal.code()).isEqualTo("server.port-taken-by");
            assertThat(refusal.text(Locale.ENGLISH))
                    .contains("java")
                    .contains("pid " + ProcessHandle.current().pid());
            int free = Integer.parseInt(refusal.args().getLast());
            assertThat(free).isBetween(1, 65_535).isNotEqualTo(taken.getLocalPort());
            stand.servers(); // and the lab goes on
        }
    }

    @Test
    void whatIsAskedInVainIsRefused() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            stand.send("Z", "ping\n");
            stand.console("A", stand.tcp);
            stand.ask(new Command.OpenConsole("A", stand.tcp));
            stand.ask(new Command.StopServer("nobody"));
            stand.ask(new Command.LetOneIn("tcp"));
            stand.ask(new Command.AddNote("here", "ann", OptionalLong.empty()));
            stand.lab.settle();
            assertThat(stand.lab.history().between(0, Long.MAX_VALUE))
                    .filteredOn(fact -> fact.event() instanceof Refusal)
                    .extracting(fact -> ((Refusal) fact.event()).code())
                    .containsExactly("lab.no-console", "lab.console-lives", "server.not-up", "server.accept-not-held");
            assertThat(stand.lab.now().state().consoles().get("A").phase()).isEqualTo(Phase.OPEN);
        }
    }

    @Test
    void aSessionSavedAndReplayedEndsInTheSameState() throws Exception {
        Path file = folder.resolve("session.socketlab");
        try (Stand stand = new Stand(folder).servers()) {
            stand.console("A", stand.tcp);
            stand.send("A", "ping\nhello\nquit\n");
            stand.phase("A", Phase.ENDED);
            stand.lab.save(file);
            try (RecordingReader reader = RecordingReader.open(file)) {
                LabState state = reader.base();
                for (Optional<Fact> fact = reader.next(); fact.isPresent(); fact = reader.next()) {
                    state = state.apply(fact.get());
                }
                assertThat(state).isEqualTo(stand.lab.history().stateAt(state.seq()));
                assertThat(state.seq()).isGreaterThan(50);
            }
            long last = stand.lab.history().lastSeq();
            for (long seq = 0; seq <= last; seq += 7) {
                LabState state = stand.lab.history().stateAt(seq);
                for (Fact fact : stand.lab.history().between(seq, last)) {
                    state = state.apply(fact);
                }
                assertThat(state).isEqualTo(stand.lab.history().stateAt(last));
            }
        }
    }

    @Test
    void everyCallIsToldWithItsReturnAndNoneIsLeftOpen() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            stand.console("A", stand.tcp);
            stand.state(
                    "A's read() blocks",
                    state -> state.openCalls().values().stream()
                            .anyMatch(open -> open.call().actor().equals("console:A")
                                    && open.call().name() == SocketCall.read));
            stand.ask(new Command.Disconnect("A"));
            stand.phase("A", Phase.ENDED);
            List<Fact> ofConsole = stand.lab.history().ofActor("console:A", Long.MAX_VALUE, 1_000);
            assertThat(ofConsole)
                    .filteredOn(fact -> fact.event() instanceof Event.Called)
                    .extracting(fact -> ((Event.Called) fact.event()).name())
                    .contains(SocketCall.socket, SocketCall.connect, SocketCall.read, SocketCall.shutdown)
                    .endsWith(SocketCall.close);
            long called = ofConsole.stream()
                    .filter(fact -> fact.event() instanceof Event.Called)
                    .count();
            long returned = ofConsole.stream()
                    .filter(fact -> fact.event() instanceof Event.Returned)
                    .count();
            assertThat(returned).isEqualTo(called);
        }
    }

    @Test
    void theFirstStartAsksForBothServersAndAConsole() throws IOException, Exception {
        List<Command> commands = FirstStart.commands(
                new org.socketlab.os.linux.LinuxSystem(),
                0,
                Map.of("XDG_RUNTIME_DIR", folder.toRealPath().toString()),
                folder);
        assertThat(commands).hasSize(3);
        assertThat(commands.get(2)).isInstanceOf(Command.OpenConsole.class);
        try (Stand stand = new Stand(folder)) {
            stand.ask(commands.get(0));
            stand.ask(commands.get(1));
            stand.state(
                    "up",
                    state -> state.listeners().keySet().stream()
                            .anyMatch(key -> key.endpoint() instanceof Endpoint.Unix));
            assertThat(Files.exists(folder.resolve("socketlab/lab.sock"))).isTrue();
        }
    }

    /** Clients that ask as fast as the server answers, until the ring has lost something. */
    @Test
    void aFloodLosesReadsWritesAndWaitsOnlyAndSaysHowMany() throws Exception {
        int clients = 16;
        byte[] pings = "ping\n".repeat(50).getBytes(StandardCharsets.US_ASCII);
        try (Stand stand = new Stand(folder).servers()) {
            AtomicBoolean enough = new AtomicBoolean();
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                all.add(done);
                Thread.ofPlatform().start(() -> {
                    try (Socket socket = new Socket(stand.tcp.address().toInetAddress(), stand.tcp.port())) {
                        while (!enough.get()) {
                            socket.getOutputStream().write(pings);
                            socket.getInputStream().readNBytes(pings.length);
                        }
                        done.complete(null);
                    } catch (IOException | RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                });
            }
            stand.fact(
                    "a flood's gap",
                    0,
                    event -> event instanceof Event.Gap gap && gap.why().equals("flood"));
            enough.set(true);
            all.forEach(CompletableFuture::join);
            stand.lab.settle();
            LabState after = stand.state("the listeners alone", state -> serverFds(state) == 2);
            List<Event> events = stand.lab.history().between(0, after.seq()).stream()
                    .map(Fact::event)
                    .toList();

            assertThat(events).filteredOn(Event.Gap.class::isInstance).allSatisfy(event -> {
                Event.Gap gap = (Event.Gap) event;
                assertThat(gap.why()).isEqualTo("flood");
                assertThat(gap.lost()).isPositive().isEven(); // call and return go together
                assertThat(gap.firstCall()).isZero(); // no call that was told lacks its return
            });
            Map<Long, SocketCall> open = new HashMap<>();
            Map<SocketCall, Integer> returned = new EnumMap<>(SocketCall.class);
            for (Event event : events) {
                if (event instanceof Event.Called called) {
                    assertThat(open.put(called.call(), called.name())).isNull();
                } else if (event instanceof Event.Returned back) {
                    SocketCall call = open.remove(back.call());
                    assertThat(call).as("the call of " + back).isNotNull();
                    if (back.result() >= 0) {
                        returned.merge(call, 1, Integer::sum);
                    }
                }
            }
            assertThat(open.values()).allMatch(call -> call == SocketCall.epoll_wait);
            assertThat(returned.get(SocketCall.accept4)).isEqualTo(clients);
            assertThat(returned.get(SocketCall.shutdown)).isEqualTo(clients);
            assertThat(returned.get(SocketCall.close)).isGreaterThanOrEqualTo(clients);
        }
    }

    private static long serverFds(LabState state) {
        return state.ownFds().values().stream()
                .filter(row -> row.actor().equals("server:tcp"))
                .count();
    }
}
