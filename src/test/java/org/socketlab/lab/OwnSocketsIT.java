package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Pairing;
import org.socketlab.model.Protocol;
import org.socketlab.model.Refusal;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketStage;
import org.socketlab.model.SocketState;
import org.socketlab.model.TcpState;

/** What the lab holds back on its own sockets, as its facts tell it. */
@Timeout(60)
class OwnSocketsIT {
    @TempDir
    Path folder;

    /** A console's pair, both ends looked at; the console blocks in the read() after that of its pong. */
    private record Ends(SocketId client, SocketId server) {
        static Ends of(Stand stand, String console, Endpoint target) {
            stand.console(console, target);
            long before = stand.lab.now().seq();
            stand.send(console, "ping\n");
            stand.fact(
                    "the pong of " + console,
                    before,
                    event -> event instanceof Event.ConsoleBytes bytes
                            && !bytes.fromPerson()
                            && bytes.console().equals(console));
            LabState state =
                    stand.state("both ends of " + console, one -> server(one, console) != null && reads(one, console));
            return new Ends(state.consoles().get(console).id().orElseThrow(), server(state, console));
        }

        private static boolean reads(LabState state, String console) {
            return state.openCalls().values().stream()
                    .map(LabState.OpenCall::call)
                    .anyMatch(call ->
                            call.name() == SocketCall.read && call.actor().equals("console:" + console));
        }

        private static SocketId server(LabState state, String console) {
            SocketId id = state.consoles().get(console).id().orElseThrow();
            SocketId server = Pairing.of(state.sockets().values().stream()
                            .map(SeenSocket::socket)
                            .toList())
                    .get(id);
            return server != null && !state.sockets().get(server).actor().isEmpty() ? server : null;
        }
    }

    private static Predicate<LabState> states(SocketId one, SocketState is, SocketId other, SocketState its) {
        return state -> in(state, one, is) && in(state, other, its);
    }

    private static boolean in(LabState state, SocketId id, SocketState wanted) {
        SeenSocket seen = state.sockets().get(id);
        return seen != null && seen.socket().state() == wanted;
    }

    private static KernelSocket socket(LabState state, SocketId id) {
        return state.sockets().get(id).socket();
    }

    private static boolean note(Event event, String console, String code) {
        return event instanceof Event.ConsoleNote said
                && said.console().equals(console)
                && said.saying().code().equals(code);
    }

    private static long received(Stand stand, String console) {
        return stand.lab.history().between(0, stand.lab.now().seq()).stream()
                .filter(fact -> fact.event() instanceof Event.ConsoleBytes bytes
                        && bytes.console().equals(console)
                        && !bytes.fromPerson())
                .mapToLong(fact -> ((Event.ConsoleBytes) fact.event()).bytes().length())
                .sum();
    }

    @Test
    void aServersHeldReadFillsRecvQAndBlocksTheConsolesWrite() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            Ends ends = Ends.of(stand, "A", stand.tcp);
            stand.ask(new Command.HoldRead(ends.server(), true));
            Fact held = stand.fact("held", 0, event -> event instanceof Event.Holding);
            assertThat(held.evidence()).isEqualTo(Evidence.STAGED);
            assertThat(held.because().code()).isEqualTo("hold-read");
            String line = "echo " + "x".repeat(60_000) + "\n";
            stand.ask(new Command.Send("A", Bytes.of(line.repeat(200))));
            LabState blocked = stand.state(
                    "a write that blocks on a closed window",
                    state -> state.openCalls().values().stream()
                                    .anyMatch(open -> open.call().name() == SocketCall.write
                                            && open.call().actor().equals("console:A"))
                            && socket(state, ends.server()).recvQ() > 0
                            && socket(state, ends.client()).sendQ() > 0);
            assertThat(blocked.held()).containsOnlyKeys(ends.server());
            assertThat(blocked.held().get(ends.server()).stage()).isEqualTo(new SocketStage(true, false));

            stand.ask(new Command.HoldRead(ends.server(), false));
            stand.state("released", state -> state.held().isEmpty());
            stand.state("all came back", _ -> received(stand, "A") == 5 + 60_001L * 200);
        }
    }

    @Test
    void aConsolesHeldReadFillsItsOwnRecvQ() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            Ends ends = Ends.of(stand, "A", stand.tcp);
            stand.state(
                    "the first answer is read, and the next read() blocks",
                    state -> received(stand, "A") == 5
                            && state.openCalls().values().stream()
                                    .anyMatch(open -> open.call().name() == SocketCall.read
                                            && open.call().actor().equals("console:A")));
            stand.ask(new Command.HoldRead(ends.client(), true));
            stand.state("held", state -> state.held().containsKey(ends.client()));
            stand.send("A", "echo taken by the read() that blocks already\n");
            stand.state("that read() returns", _ -> received(stand, "A") > 5);
            long before = received(stand, "A");
            stand.send("A", "echo stays\n");
            stand.state("Recv-Q", state -> socket(state, ends.client()).recvQ() == 6);
            assertThat(received(stand, "A")).isEqualTo(before);
            stand.ask(new Command.HoldRead(ends.client(), false));
            stand.state("the second answer is read", _ -> received(stand, "A") == before + 6);
        }
    }

    @Test
    void heldClosesOnEitherSideLeaveCloseWaitAndFinWait2() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            Ends ends = Ends.of(stand, "A", stand.tcp);
            stand.ask(new Command.HoldClose(ends.server(), true));
            stand.ask(new Command.HalfClose("A"));
            LabState half = stand.state(
                    "the console ended its side",
                    states(ends.client(), TcpState.FIN_WAIT2, ends.server(), TcpState.CLOSE_WAIT));
            assertThat(half.held()).containsOnlyKeys(ends.server());
            stand.ask(new Command.HoldClose(ends.server(), false));
            stand.phase("A", Phase.ENDED);
            assertThat(stand.lab.now().state().held()).isEmpty();

            Ends again = Ends.of(stand, "B", stand.tcp);
            stand.ask(new Command.HoldClose(again.server(), true));
            stand.ask(new Command.HoldClose(again.client(), true));
            stand.send("B", "quit\n");
            stand.state(
                    "the server ended its side",
                    states(again.client(), TcpState.CLOSE_WAIT, again.server(), TcpState.FIN_WAIT2));
            stand.fact("told", 0, event -> note(event, "B", "console.close-held"));
            stand.ask(new Command.HoldClose(again.client(), false));
            stand.phase("B", Phase.ENDED);
            stand.ask(new Command.HoldClose(again.server(), false));
            stand.state("nothing is held", state -> state.held().isEmpty());
        }
    }

    @Test
    void rstFromEitherSideIsEconnresetAtTheOther() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            Ends ends = Ends.of(stand, "A", stand.tcp);
            stand.ask(new Command.Reset(ends.server()));
            Fact lingers = stand.fact(
                    "SO_LINGER",
                    0,
                    event -> event instanceof Event.Called called
                            && called.name() == SocketCall.setsockopt
                            && called.args().contains("SO_LINGER"));
            assertThat(((Event.Called) lingers.event()).args()).contains("{l_onoff=1, l_linger=0}");
            Fact failed = stand.fact(
                    "read() fails",
                    lingers.seq(),
                    event -> event instanceof Event.Returned returned
                            && returned.errno().equals("ECONNRESET"));
            stand.fact("in words", failed.seq(), event -> note(event, "A", "console.reset"));
            stand.phase("A", Phase.ENDED);

            Ends again = Ends.of(stand, "B", stand.tcp);
            long since = stand.lab.now().seq();
            stand.ask(new Command.Reset(again.client()));
            stand.fact("told", since, event -> note(event, "B", "console.you-reset"));
            stand.fact(
                    "the server's read() fails",
                    since,
                    event -> event instanceof Event.Returned returned
                            && returned.errno().equals("ECONNRESET")
                            && returned.id().equals(Optional.of(again.server())));
            stand.fact(
                    "in its log",
                    since,
                    event -> event instanceof Event.Log log && log.text().endsWith("the peer reset it (ECONNRESET)"));
            stand.state(
                    "nothing is left, not even TIME_WAIT",
                    state -> !state.sockets().containsKey(again.client())
                            && !state.sockets().containsKey(again.server()));
        }
    }

    @Test
    void rstCutsAWriteThatBlocks() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            Ends ends = Ends.of(stand, "A", stand.tcp);
            stand.ask(new Command.HoldRead(ends.server(), true));
            stand.ask(new Command.HoldRead(ends.client(), true));
            stand.ask(new Command.Send("A", Bytes.of("ping\n".repeat(2_400_000))));
            stand.state(
                    "a write that blocks",
                    state -> socket(state, ends.client()).sendQ() > 0
                            && state.openCalls().values().stream()
                                    .anyMatch(open -> open.call().name() == SocketCall.write));
            stand.ask(new Command.Reset(ends.client()));
            stand.phase("A", Phase.ENDED);
            stand.ask(new Command.HoldRead(ends.server(), false));
            stand.fact(
                    "the server meets the reset",
                    0,
                    event -> event instanceof Event.Returned returned
                            && returned.errno().equals("ECONNRESET"));
        }
    }

    @Test
    void disconnectAlwaysWorks() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            Ends reading = Ends.of(stand, "A", stand.tcp);
            stand.ask(new Command.HoldRead(reading.client(), true));
            stand.ask(new Command.HoldClose(reading.client(), true));
            stand.send("A", "ping\nping\n");
            stand.ask(new Command.Disconnect("A"));
            stand.phase("A", Phase.ENDED);
            Ends closing = Ends.of(stand, "U", new Endpoint.Unix(stand.socket.toString()));
            stand.ask(new Command.HoldClose(closing.client(), true));
            stand.send("U", "quit\n");
            stand.fact("close is held", 0, event -> note(event, "U", "console.close-held"));
            stand.ask(new Command.Disconnect("U"));
            stand.phase("U", Phase.ENDED);
            assertThat(stand.lab.now().state().held()).isEmpty();
        }
    }

    /** Everything that can be held, held at once. */
    private static void holdAll(Stand stand) {
        for (String console : List.of("A", "B", "C")) {
            Ends ends = Ends.of(stand, console, stand.tcp);
            stand.ask(new Command.HoldRead(ends.server(), console.equals("A")));
            stand.ask(new Command.HoldRead(ends.client(), console.equals("B")));
            stand.ask(new Command.HoldClose(ends.client(), true));
            stand.ask(new Command.HoldClose(ends.server(), true));
            stand.ask(
                    console.equals("C")
                            ? new Command.HalfClose(console)
                            : new Command.Send(console, Bytes.of("ping\n".repeat(1_000_000))));
        }
        stand.state("all is held", state -> state.held().size() == 6);
    }

    @Test
    void startOverLetsGoOfAllThatIsHeld() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            holdAll(stand);
            long began = System.nanoTime();
            stand.ask(new Command.StartOver());
            stand.lab.settle();
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
                    .as("ms that it took")
                    .isLessThan(5_000);
            stand.state("three listeners", state -> state.listeners().size() == 3);
            assertThat(stand.lab.now().state().held()).isEmpty();
            Ends.of(stand, "A", stand.tcp);
        }
    }

    @Test
    void closingTheLabWhileThingsAreHeldLeavesNothing() throws Exception {
        List<String> fds = Stand.fds();
        Stand stand = new Stand(folder).servers();
        holdAll(stand);
        long began = System.nanoTime();
        stand.close();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isLessThan(5_000);
        assertThat(Stand.threads()).isEmpty();
        assertThat(Stand.fds()).isEqualTo(fds);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aResetWhileReadIsHeldKeepsTheLoopCalm() throws Exception {
        try (Stand stand = new Stand(folder).servers();
                Socket foreign = new Socket("127.0.0.1", stand.tcp.port())) {
            LabState up = stand.state(
                    "accepted",
                    state -> state.sockets().values().stream()
                            .anyMatch(seen -> seen.actor().equals("server:tcp")
                                    && seen.socket().state() == TcpState.ESTABLISHED));
            SocketId server = up.sockets().values().stream()
                    .filter(seen ->
                            seen.actor().equals("server:tcp") && seen.socket().state() == TcpState.ESTABLISHED)
                    .findFirst()
                    .orElseThrow()
                    .socket()
                    .id();
            stand.ask(new Command.HoldRead(server, true));
            stand.state("held", state -> state.held().containsKey(server));
            foreign.setSoLinger(true, 0);
            foreign.close();
            stand.state("the kernel has reset it", state -> !state.sockets().containsKey(server));
            long before = stand.lab.now().seq();
            stand.lab.settle();
            Ends.of(stand, "A", stand.tcp);
            assertThat(stand.lab.history().between(before, stand.lab.now().seq()).stream()
                            .filter(fact -> fact.event() instanceof Event.Called called
                                    && called.name() == SocketCall.epoll_wait))
                    .as("EPOLLHUP is not reported again and again")
                    .hasSizeLessThan(50);
            stand.ask(new Command.HoldRead(server, false));
            stand.fact(
                    "read() meets the reset",
                    before,
                    event -> event instanceof Event.Log log && log.text().endsWith("(ECONNRESET)"));
        }
    }

    @Test
    void whatIsNotOursIsRefused() throws Exception {
        try (Stand stand = new Stand(folder).servers()) {
            stand.ask(new Command.HoldRead(new SocketId(Protocol.TCP, 1), true));
            stand.fact(
                    "refused",
                    0,
                    event -> event instanceof Refusal no && no.code().equals("lab.not-held-here"));
            Ends unix = Ends.of(stand, "U", new Endpoint.Unix(stand.socket.toString()));
            stand.ask(new Command.Reset(unix.client()));
            stand.fact(
                    "refused",
                    0,
                    event -> event instanceof Refusal no && no.code().equals("lab.no-reset"));
        }
    }
}
