package org.socketlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Calls of the servers' own process: they work on its table, and are told a little late. */
class OtherProcessTest {
    private static final int PID = 4720;
    private static final SocketId FIRST = new SocketId(Protocol.TCP, 1);
    private static final SocketId SECOND = new SocketId(Protocol.TCP, 2);

    private LabState state = LabState.empty(Samples.SELF);
    private long call;

    private void learn(long at, Event event) {
        state = state.apply(new Fact(state.seq() + 1, at, Evidence.OBSERVED, Because.OBSERVED, event));
    }

    private void make(long at, int pid, SocketCall name, int fd, long result, SocketId id) {
        learn(at, new Event.Called(++call, name, List.of(), fd, "t", "server:tcp", pid));
        learn(at, new Event.Returned(call, result, "", List.of(), Optional.of(id), Bytes.NONE, 0));
    }

    private void table(long at, FdEntry... rows) {
        learn(at, new Event.FdTable(PID, List.of(rows)));
    }

    private static FdEntry socket(int fd, long inode) {
        return new FdEntry(fd, "socket:[" + inode + "]", "rwx");
    }

    private LabState.SeenFd row(int fd) {
        return state.processes().get(PID).fds().get(fd);
    }

    @Test
    void theSameNumberIsAnotherFdInEachProcess() {
        make(1, Event.Called.OWN, SocketCall.socket, -1, 5, FIRST);
        make(2, PID, SocketCall.accept4, 4, 5, SECOND);
        assertThat(state.ownFds().get(5).id()).contains(FIRST);
        assertThat(row(5).id()).contains(SECOND);
        OwnFds own = OwnFds.of(state);
        assertThat(own.apart()).hasValue(PID);
        assertThat(own.of(FIRST).orElseThrow().pid()).isEqualTo(Samples.SELF);
        assertThat(own.of(SECOND).orElseThrow().pid()).isEqualTo(PID);
        make(3, PID, SocketCall.close, 5, 0, SECOND);
        assertThat(state.ownFds()).containsKey(5);
        assertThat(state.processes().get(PID).fds()).doesNotContainKey(5);
        assertThat(OwnFds.of(state).apart()).as("no server's row is left").isEmpty();
    }

    @Test
    void aCallToldAfterItsRowWasReadOnlySaysWhoseItIs() {
        table(105, socket(5, 77));
        make(100, PID, SocketCall.accept4, 4, 5, FIRST);
        assertThat(row(5).entry().target()).isEqualTo("socket:[77]");
        assertThat(row(5).id()).contains(FIRST);
        assertThat(row(5).actor()).isEqualTo("server:tcp");
    }

    @Test
    void aCloseToldAfterTheNextSocketWasReadLeavesThatOne() {
        make(100, PID, SocketCall.accept4, 4, 5, FIRST);
        table(105, socket(5, 77)); // the second already: closed at 102, accepted at 103
        make(102, PID, SocketCall.close, 5, 0, FIRST);
        make(103, PID, SocketCall.accept4, 4, 5, SECOND);
        assertThat(row(5).id()).contains(SECOND);
        make(110, PID, SocketCall.close, 5, 0, SECOND);
        assertThat(state.processes().get(PID).fds()).doesNotContainKey(5);
    }

    @Test
    void aCloseToldAfterItsRowWasMissedEndsWhatWasHeld() {
        make(100, PID, SocketCall.accept4, 4, 5, FIRST);
        learn(101, new Event.Holding("server:tcp", FIRST, new SocketStage(true, false)));
        table(205);
        make(200, PID, SocketCall.close, 5, 0, FIRST);
        assertThat(state.held()).isEmpty();
        assertThat(state.processes().get(PID).fds()).isEmpty();
    }

    @Test
    void whatIsReadInItsPlaceAndIsNoSocketIsNotTheServers() {
        table(105, new FdEntry(5, "/usr/lib/a.jar", "r-x"));
        make(100, PID, SocketCall.accept4, 4, 5, FIRST);
        assertThat(row(5).id()).isEmpty();
        assertThat(row(5).actor()).isEmpty();
    }

    @Test
    void itsEndEndsItsCallsAndNobodyElses() {
        make(100, PID, SocketCall.accept4, 4, 5, FIRST);
        learn(101, new Event.Called(++call, SocketCall.epoll_wait, List.of(), 4, "t", "server", PID));
        learn(102, new Event.Called(++call, SocketCall.read, List.of(), 9, "t", "console:A"));
        learn(104, new Event.Holding("server:tcp", FIRST, new SocketStage(true, false)));
        learn(105, new Event.ProcessSeen(new ProcessView(9, "nc", ""), false, OptionalInt.empty()));
        assertThat(state.held()).as("another's end").isNotEmpty();
        table(106); // read while it was dying
        learn(107, new Event.ProcessSeen(new ProcessView(PID, "socketlab", ""), false, OptionalInt.of(9)));
        assertThat(state.held()).isEmpty();
        assertThat(state.processes()).doesNotContainKey(PID);
        assertThat(state.openCalls().values())
                .extracting(open -> open.call().actor())
                .containsExactly("console:A");
    }
}
