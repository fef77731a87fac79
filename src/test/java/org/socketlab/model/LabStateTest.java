package org.socketlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.socketlab.model.LabState.Phase;

class LabStateTest {
    private static final SocketId LISTENER = new SocketId(Protocol.TCP, 1);
    private static final SocketId CHILD = new SocketId(Protocol.TCP, 2);
    private static final SocketId CLIENT = new SocketId(Protocol.TCP, 3);

    private LabState state;
    private long call;
    private long t;

    @BeforeEach
    void begin() {
        state = LabState.empty(Samples.SELF);
    }

    private void learn(long at, Event event) {
        state = state.apply(new Fact(state.seq() + 1, at, Evidence.OBSERVED, Because.OBSERVED, event));
    }

    private void learn(Event event) {
        learn(++t, event);
    }

    private void enter(String actor, SocketCall name, int fd) {
        learn(new Event.Called(++call, name, List.of(), fd, "t", actor));
    }

    private void leave(long result, SocketId id) {
        learn(new Event.Returned(
                call, result, result < 0 ? "EIO" : "", List.of(), Optional.ofNullable(id), Bytes.NONE, 0));
    }

    private void make(String actor, SocketCall name, int fd, long result, SocketId id) {
        enter(actor, name, fd);
        leave(result, id);
    }

    private void look(Scope scope, boolean complete, KernelSocket... sockets) {
        learn(new Event.Looked(scope, complete, List.of(sockets)));
    }

    private static KernelSocket child(TcpState in) {
        return Samples.tcp(2, in, "127.0.0.1:1208", "127.0.0.1:40000");
    }

    private static FdEntry socketFd(int fd) {
        return new FdEntry(fd, "socket:[" + (600_000 + fd) + "]", "rwx");
    }

    private void table(long at, int... fds) {
        List<FdEntry> rows = new ArrayList<>();
        for (int fd : fds) {
            rows.add(socketFd(fd));
        }
        learn(at, new Event.FdTable(Samples.SELF, rows));
    }

    @Test
    void aNewSocketIsClosedUntilALookSaysMore() {
        make("server:tcp", SocketCall.socket, -1, 5, LISTENER);
        assertThat(state.sockets().get(LISTENER).socket().state()).isEqualTo(TcpState.CLOSED);
        assertThat(state.sockets().get(LISTENER).looked()).isFalse();
        assertThat(state.ownFds().get(5).id()).contains(LISTENER);
        assertThat(state.ownFds().get(5).entry().socketInode()).isEmpty();
        look(new Scope.All(), true); // a bare socket() is in no look, so none can miss it
        assertThat(state.sockets()).containsKey(LISTENER);
        look(new Scope.Listening(), true, Samples.tcp(1, TcpState.LISTEN, "127.0.0.1:1208", "0.0.0.0:0"));
        assertThat(state.sockets().get(LISTENER).socket().state()).isEqualTo(TcpState.LISTEN);
        assertThat(state.sockets().get(LISTENER).actor()).isEqualTo("server:tcp");
        assertThat(state.sockets().get(LISTENER).firstSeq()).isEqualTo(2);
    }

    @Test
    void aSocketSeenBeforeAcceptBelongsToTheServerAfterIt() {
        look(new Scope.All(), true, child(TcpState.SYN_RECV));
        assertThat(state.sockets().get(CHILD).actor()).isEmpty();
        make("server:tcp", SocketCall.accept4, 5, 7, CHILD);
        assertThat(state.sockets().get(CHILD).actor()).isEqualTo("server:tcp");
        assertThat(state.sockets().get(CHILD).socket().state()).isEqualTo(TcpState.SYN_RECV);
        assertThat(state.sockets().get(CHILD).firstSeq()).isEqualTo(1);
    }

    @Test
    void aSocketSeenAfterAcceptBelongsToTheServerToo() {
        make("server:tcp", SocketCall.accept4, 5, 7, CHILD);
        assertThat(state.sockets()).isEmpty();
        look(new Scope.All(), true, child(TcpState.ESTABLISHED));
        assertThat(state.sockets().get(CHILD).actor()).isEqualTo("server:tcp");
    }

    @Test
    void absenceCountsOnlyInsideTheScopeOfACompleteLook() {
        look(new Scope.All(), true, child(TcpState.ESTABLISHED));
        look(new Scope.All(), false);
        look(new Scope.Listening(), true);
        look(new Scope.Of(Protocol.UNIX), true);
        look(new Scope.Port(Protocol.TCP, 1209), true);
        look(new Scope.Tuples(List.of(child(TcpState.ESTABLISHED).tuple().reversed())), true);
        look(new Scope.Ids(List.of(CLIENT)), true);
        assertThat(state.sockets()).containsKey(CHILD);
        for (Scope scope : List.of(
                new Scope.All(),
                new Scope.Of(Protocol.TCP),
                new Scope.Port(Protocol.TCP, 40_000),
                new Scope.Tuples(List.of(child(TcpState.ESTABLISHED).tuple())),
                new Scope.Ids(List.of(CHILD)))) {
            look(new Scope.All(), true, child(TcpState.ESTABLISHED));
            look(scope, true);
            assertThat(state.sockets()).as(scope.toString()).isEmpty();
        }
    }

    @Test
    void afterCloseTheRowGoesAndTheSocketStaysUntilItIsMissed() {
        make("server:tcp", SocketCall.accept4, 5, 7, CHILD);
        look(new Scope.All(), true, child(TcpState.ESTABLISHED));
        make("server:tcp", SocketCall.close, 7, 0, null);
        assertThat(state.ownFds()).isEmpty();
        assertThat(state.sockets()).containsKey(CHILD);
        look(new Scope.All(), true, child(TcpState.TIME_WAIT));
        assertThat(state.sockets().get(CHILD).actor()).isEqualTo("server:tcp");
        learn(new Event.Destroyed(CHILD, Endpoint.NONE, Endpoint.NONE, TcpInfo.NONE)); // the full socket behind it
        assertThat(state.sockets()).containsKey(CHILD);
        look(new Scope.Ids(List.of(CHILD)), true);
        assertThat(state.sockets()).isEmpty();
    }

    @Test
    void aFailedCloseChangesNothing() {
        make("server:tcp", SocketCall.accept4, 5, 7, CHILD);
        make("server:tcp", SocketCall.close, 7, -1, null);
        assertThat(state.ownFds()).containsKey(7);
    }

    @Test
    void whatWasClosedOrDestroyedBeforeAnyLookIsKnownAgainInTimeWait() {
        make("server:tcp", SocketCall.accept4, 5, 7, CHILD);
        make("server:tcp", SocketCall.close, 7, 0, null);
        assertThat(state.sockets()).isEmpty();
        look(new Scope.All(), true, child(TcpState.TIME_WAIT));
        assertThat(state.sockets().get(CHILD).actor()).isEqualTo("server:tcp");
        assertThat(state.departed()).isEmpty();

        begin();
        make("server:tcp", SocketCall.accept4, 5, 7, CHILD);
        look(new Scope.All(), true, child(TcpState.ESTABLISHED));
        learn(new Event.Destroyed(CHILD, Endpoint.NONE, Endpoint.NONE, TcpInfo.NONE));
        assertThat(state.sockets()).isEmpty();
        look(new Scope.All(), true, child(TcpState.TIME_WAIT));
        assertThat(state.sockets().get(CHILD).actor()).isEqualTo("server:tcp");
        assertThat(state.sockets().get(CHILD).firstSeq()).isEqualTo(3);
    }

    private static List<SocketState> states(StatePath path) {
        return path.steps().stream().map(StatePath.Step::state).toList();
    }

    @Test
    void aSocketKeepsTheStatesItWasSeenInAndNoOthers() {
        look(new Scope.All(), true, child(TcpState.SYN_RECV));
        look(new Scope.All(), true, child(TcpState.ESTABLISHED));
        look(new Scope.All(), true, child(TcpState.ESTABLISHED));
        look(new Scope.All(), true, child(TcpState.FIN_WAIT2));
        StatePath path = state.sockets().get(CHILD).path();
        assertThat(states(path)).containsExactly(TcpState.SYN_RECV, TcpState.ESTABLISHED, TcpState.FIN_WAIT2);
        assertThat(path.steps()).extracting(StatePath.Step::seq).containsExactly(1L, 2L, 4L);
        learn(new Event.Destroyed(CHILD, Endpoint.NONE, Endpoint.NONE, TcpInfo.NONE));
        assertThat(state.departed().get(CHILD).path().last().orElseThrow().state())
                .isEqualTo(TcpState.CLOSED);
        look(new Scope.All(), true, child(TcpState.TIME_WAIT)); // it was not freed, it went over
        assertThat(states(state.sockets().get(CHILD).path())).endsWith(TcpState.FIN_WAIT2, TcpState.TIME_WAIT);
        look(new Scope.All(), true);
        assertThat(state.departed().get(CHILD).path().last().orElseThrow().how())
                .isEqualTo(StatePath.How.MISSED);
    }

    @Test
    void whatReturnedFromCallsIsOnThePathToo() {
        make("console:A", SocketCall.socket, -1, 9, CLIENT);
        make("console:A", SocketCall.connect, 9, 0, CLIENT);
        assertThat(states(state.sockets().get(CLIENT).path())).containsExactly(TcpState.CLOSED, TcpState.ESTABLISHED);
    }

    @Test
    void aConnectionThatNoLookFoundIsKnownByItsEndAlone() {
        Endpoint local = Endpoint.parse("127.0.0.1:1208");
        Endpoint remote = Endpoint.parse("127.0.0.1:40000");
        TcpInfo counts = TcpInfo.of(java.util.Map.of("tcpi_bytes_received", 5L, "tcpi_segs_in", 4L));
        learn(new Event.Destroyed(CHILD, local, remote, counts));
        LabState.Departed gone = state.departed().get(CHILD);
        assertThat(gone.last()).contains(new LastWord(local, remote, 5, 0, 4, 0));
        assertThat(gone.path().alive()).isFalse();
    }

    @Test
    void theMemoryOfWhatDepartedIsBounded() {
        for (int cookie = 10; cookie < 10 + 3 * LookRules.DEPARTED; cookie++) {
            make("server:tcp", SocketCall.accept4, 5, 7, new SocketId(Protocol.TCP, cookie));
            make("server:tcp", SocketCall.close, 7, 0, null);
        }
        assertThat(state.departed()).hasSizeLessThanOrEqualTo(LookRules.DEPARTED);
        assertThat(state.departed()).containsKey(new SocketId(Protocol.TCP, 9 + 3 * LookRules.DEPARTED));
    }

    @Test
    void aTableReadBeforeACallTellsNothingOfWhatTheCallDid() {
        make("server:tcp", SocketCall.accept4, 5, 7, CHILD); // returned at 2
        table(1); // begun before: 7 is not in it
        assertThat(state.ownFds().get(7).id()).contains(CHILD);
        table(1, 7); // another 7, from before
        assertThat(state.ownFds().get(7).id()).contains(CHILD);
        make("server:tcp", SocketCall.close, 7, 0, null); // returned at 4
        table(3, 7); // begun before
        assertThat(state.ownFds()).isEmpty();
        table(5, 7); // begun after: the JVM opened something there
        assertThat(state.ownFds().get(7).id()).isEmpty();
        table(6);
        assertThat(state.ownFds()).isEmpty();
    }

    @Test
    void aTableGivesARowItsInodeAndKeepsWhoseItIs() {
        make("server:tcp", SocketCall.accept4, 5, 7, CHILD);
        table(10, 7);
        assertThat(state.ownFds().get(7).entry()).isEqualTo(socketFd(7));
        assertThat(state.ownFds().get(7).actor()).isEqualTo("server:tcp");
        learn(11, new Event.FdTable(Samples.SELF, List.of(new FdEntry(7, "/etc/passwd", "r-x"))));
        assertThat(state.ownFds().get(7).actor()).isEmpty();
        assertThat(state.ownFds().get(7).id()).isEmpty();
    }

    @Test
    void consolesFollowTheirCalls() {
        learn(new Event.Asked(new Command.OpenConsole("A", Endpoint.parse("127.0.0.1:1208")), "user"));
        assertThat(state.consoles().get("A").phase()).isEqualTo(Phase.CONNECTING);
        make("console:A", SocketCall.socket, -1, 9, CLIENT);
        enter("console:A", SocketCall.connect, 9);
        assertThat(state.consoles().get("A").phase()).isEqualTo(Phase.CONNECTING);
        leave(0, CLIENT);
        assertThat(state.consoles().get("A").phase()).isEqualTo(Phase.OPEN);
        assertThat(state.consoles().get("A").id()).contains(CLIENT);
        learn(new Event.Asked(new Command.OpenConsole("A", Endpoint.parse("127.0.0.1:1")), "user"));
        assertThat(state.consoles().get("A").phase()).isEqualTo(Phase.OPEN); // it will be refused
        make("console:A", SocketCall.close, 8, 0, null);
        assertThat(state.consoles().get("A").phase()).isEqualTo(Phase.OPEN);
        make("console:A", SocketCall.close, 9, 0, null);
        assertThat(state.consoles().get("A").phase()).isEqualTo(Phase.ENDED);
        learn(new Event.Asked(new Command.OpenConsole("A", Endpoint.parse("127.0.0.1:1")), "user"));
        assertThat(state.consoles().get("A").phase()).isEqualTo(Phase.CONNECTING);
        make("console:A", SocketCall.socket, -1, -1, null);
        assertThat(state.consoles().get("A").phase()).isEqualTo(Phase.ENDED);
        learn(new Event.Asked(new Command.CloseConsole("A"), "user"));
        assertThat(state.consoles()).isEmpty();
    }

    @Test
    void whatConnectReturnedIsTrueBeforeAnyLook() {
        learn(new Event.Asked(new Command.OpenConsole("A", Endpoint.parse("127.0.0.1:1208")), "user"));
        make("console:A", SocketCall.socket, -1, 9, CLIENT);
        assertThat(state.sockets().get(CLIENT).socket().state()).isEqualTo(TcpState.CLOSED);
        make("console:A", SocketCall.connect, 9, -1, CLIENT);
        assertThat(state.sockets().get(CLIENT).socket().state()).isEqualTo(TcpState.CLOSED);
        make("console:A", SocketCall.connect, 9, 0, CLIENT);
        assertThat(state.sockets().get(CLIENT).socket().state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(state.sockets().get(CLIENT).seq()).isEqualTo(state.seq());
        SocketId unix = new SocketId(Protocol.UNIX, 77);
        make("console:B", SocketCall.socket, -1, 10, unix);
        make("console:B", SocketCall.connect, 10, 0, unix);
        assertThat(state.sockets().get(unix).socket().state()).isEqualTo(UnixState.CONNECTED);
        make("console:B", SocketCall.close, 10, 0, unix);
        assertThat(state.sockets()).as("no look ever told of it").doesNotContainKey(unix);
    }

    @Test
    void whatIsWatchedNoMoreLeavesWithoutBeingGoneAndItsActorIsKnownWhenItIsWatchedAgain() {
        make("server:tcp", SocketCall.accept4, 3, 7, CHILD);
        look(new Scope.All(), true, child(TcpState.ESTABLISHED));
        look(new Scope.Unwatched(List.of(CHILD, CLIENT)), true);
        assertThat(state.sockets()).isEmpty();
        look(new Scope.All(), true, child(TcpState.ESTABLISHED));
        assertThat(state.sockets().get(CHILD).actor()).isEqualTo("server:tcp");
        assertThat(new Scope.Unwatched(List.of(CHILD)).covers(child(TcpState.ESTABLISHED)))
                .as("its look concludes nothing")
                .isFalse();
    }

    @Test
    void aGapClosesOnlyTheCallsItNames() {
        enter("a", SocketCall.read, 1);
        enter("b", SocketCall.read, 2);
        learn(new Event.Gap(7, "flood", 0, 0));
        assertThat(state.openCalls()).hasSize(2);
        learn(new Event.Gap(1, "ring-full", 1, 1));
        assertThat(state.openCalls()).containsOnlyKeys(2L);
        assertThat(state.lost()).isEqualTo(8);
    }

    @Test
    void aCallAndItsReturnAtOnceAreAsOneAfterTheOther() {
        Samples samples = new Samples(8);
        for (int i = 0; i < 300; i++) {
            learn(samples.next());
        }
        for (SocketCall name : SocketCall.values()) {
            for (SocketId id : new SocketId[] {null, CHILD}) {
                Fact entered = new Fact(
                        state.seq() + 1,
                        5,
                        Evidence.OBSERVED,
                        Because.OBSERVED,
                        new Event.Called(100_000, name, List.of(), 7, "t", "console:A"));
                Fact left = new Fact(
                        state.seq() + 2,
                        6,
                        Evidence.OBSERVED,
                        Because.OBSERVED,
                        new Event.Returned(100_000, 5, "", List.of(), Optional.ofNullable(id), Bytes.NONE, 0));
                assertThat(state.applyBoth(entered, left))
                        .isEqualTo(state.apply(entered).apply(left));
            }
        }
    }

    @Test
    void listenersFilesLogsAndProcessesComeAndGo() {
        Event.Listener up =
                new Event.Listener("server:tcp", true, Endpoint.parse("127.0.0.1:1208"), Framing.LINE, 128, Stage.FREE);
        learn(up);
        learn(new Event.Listener("server:tcp", true, up.endpoint(), Framing.LINE, 0, new Stage(false, true, false)));
        assertThat(state.listeners()).hasSize(1);
        assertThat(state.listeners().values())
                .allMatch(seen -> seen.listener().stage().fullQueue());
        learn(new Event.Listener("server:tcp", false, up.endpoint(), Framing.LINE, 0, Stage.FREE));
        assertThat(state.listeners()).isEmpty();
        for (int i = 0; i < 9; i++) {
            learn(new Event.Log("server:tcp", "line " + i));
        }
        assertThat(state.logs().get("server:tcp"))
                .hasSize(LabState.LOG_LINES)
                .extracting(LabState.LogLine::text)
                .startsWith("line 4")
                .endsWith("line 8");
        learn(new Event.ProcessSeen(new ProcessView(99, "nc", "ann"), true, OptionalInt.empty()));
        learn(new Event.LimitsRead(new Limits(99, 1, 2, 3, 4)));
        assertThat(state.processes().get(99).limits()).isPresent();
        assertThat(state.processes().get(99).process()).isPresent();
        learn(new Event.ProcessSeen(new ProcessView(99, "nc", "ann"), false, OptionalInt.empty()));
        assertThat(state.processes()).isEmpty();
        learn(new Event.SocketFile("/a", "srw-------", 0, 0, 1, false));
        assertThat(state.files()).containsKey("/a");
        learn(new Event.SocketFile("/a", "", 0, 0, 0, true));
        assertThat(state.files()).isEmpty();
        assertThat(state.forgetting().logs()).isEmpty();
        assertThat(state.forgetting().seq()).isEqualTo(state.seq());
    }

    @Test
    void whatIsHeldOnASocketIsKnownUntilItIsReleasedOrClosed() {
        SocketId id = new SocketId(Protocol.TCP, 5);
        learn(new Event.Called(1, SocketCall.socket, List.of("AF_INET"), -1, "t", "console:A"));
        learn(new Event.Returned(1, 7, "", List.of(), Optional.of(id), Bytes.NONE, 0));
        learn(new Event.Holding("console:A", id, new SocketStage(true, false)));
        learn(new Event.Holding("console:A", id, new SocketStage(true, true)));
        assertThat(state.held()).containsOnlyKeys(id);
        assertThat(state.held().get(id)).isEqualTo(new LabState.SeenHolding(new SocketStage(true, true), state.seq()));
        assertThat(state.forgetting().held()).containsOnlyKeys(id);
        learn(new Event.Holding("console:A", id, SocketStage.FREE));
        assertThat(state.held()).isEmpty();

        learn(new Event.Holding("console:A", id, new SocketStage(false, true)));
        learn(new Event.Called(2, SocketCall.close, List.of("7"), 7, "t", "console:A"));
        assertThat(state.held()).as("close() was entered only").containsOnlyKeys(id);
        learn(new Event.Returned(2, 0, "", List.of(), Optional.of(id), Bytes.NONE, 0));
        assertThat(state.held()).isEmpty();
    }

    @Test
    void everySampleFitsEveryStateAndOldStatesStayAsTheyWere() {
        Samples samples = new Samples(1);
        List<LabState> states = new ArrayList<>();
        List<Integer> hashes = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            learn(samples.next());
            assertThat(state.seq()).isEqualTo(i + 1);
            states.add(state);
            hashes.add(state.hashCode());
        }
        for (int i = 0; i < states.size(); i += 50) {
            assertThat(states.get(i).hashCode()).isEqualTo(hashes.get(i));
        }
    }
}
