package org.socketlab.picture.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.socketlab.model.LabState;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;
import org.socketlab.picture.shell.ShellLine.Side;
import org.socketlab.picture.tools.Tool;

/** That each line is right when it is run is for ShellLineIT; here is which line is offered for what. */
class ShellLineTest {
    private final Session session = Sessions.usual();
    private final LabState state = session.state();

    @Test
    void bothEndsOfAConnectionAreFoundByItsTwoPorts() {
        int port = java.util.Objects.requireNonNull(state.sockets().get(session.id("A")))
                .socket()
                .localPort();
        String line = "ss -tanoi \"( src :" + port + " dst :1208 ) or ( src :1208 dst :" + port + " )\"";
        assertThat(ShellLine.of(new Selection.Socket(session.id("A")), state, Side.SOCKETS))
                .isEqualTo(line);
        assertThat(ShellLine.of(new Selection.Socket(session.id("for A")), state, Side.SOCKETS))
                .isEqualTo(line);
        assertThat(ShellLine.of(new Selection.Pair(session.id("A"), session.id("for A")), state, Side.TOOLS))
                .isEqualTo(line);
    }

    @Test
    void eachSideOfAnFdHasItsLine() {
        Selection fd = new Selection.Fd(77, 5);
        assertThat(ShellLine.of(fd, state, Side.FDS)).isEqualTo("lsof -nP -p 77 -a -d 5");
        assertThat(ShellLine.of(fd, state, Side.CALLS)).startsWith("strace ").endsWith(" -p 77");
        assertThat(ShellLine.of(fd, state, Side.BYTES))
                .contains(" -e read=5 -e write=5 ")
                .endsWith(" -p 77");
    }

    @Test
    void straceFollowsBothEndsOfAConnectionAndNothingElse() {
        Selection pair = new Selection.Pair(session.id("A"), session.id("for A"));
        String ends = Stream.of("A", "for A")
                .map(name -> java.util.Objects.requireNonNull(state.sockets().get(session.id(name)))
                        .socket()
                        .inode())
                .map(inode -> " -P 'socket:[" + inode + "]'")
                .collect(Collectors.joining());
        assertThat(ShellLine.of(pair, state, Side.CALLS))
                .isEqualTo("strace -f -tt -T -e trace=%net,read,write,close" + ends + " -p " + state.self());
        assertThat(ShellLine.of(pair, state, Side.BYTES)).endsWith(ends + " -p " + state.self());
    }

    @Test
    void aProcessAndNothingAtAllShowTheWholeProcess() {
        assertThat(ShellLine.of(new Selection.Process(9), state, Side.FDS)).isEqualTo("ls -l /proc/9/fd");
        assertThat(ShellLine.of(new Selection.Process(9), state, Side.SOCKETS)).isEqualTo("lsof -nP -i -a -p 9");
        assertThat(ShellLine.ofAll(state, Side.FDS)).isEqualTo("ls -l /proc/" + state.self() + "/fd");
    }

    @Test
    void whatIsGoneStillGetsALineThatRuns() {
        Selection gone = new Selection.Socket(new SocketId(Protocol.TCP, 99_999_999));
        assertThat(ShellLine.of(gone, state, Side.SOCKETS)).isEqualTo("ss -tanp");
        assertThat(ShellLine.of(gone, state, Side.BYTES)).endsWith(" -p " + state.self());
    }

    @Test
    void withoutAListenerTheToolsStillHaveALine() {
        LabState empty = LabState.empty(5);
        assertThat(Tool.LSOF_TCP.line(empty)).isEqualTo("lsof -nP -iTCP -a -p 5");
        assertThat(Tool.NETSTAT.line(empty)).isEqualTo("netstat -ntlp | grep -E '^Active|^Proto'");
        assertThat(Tool.LSOF_TCP.table(empty)).isEmpty();
    }

    @Test
    void aListenerIsReachedByNcAndTelnetAndAConnectionByNeither() {
        Session session = Session.started().console("A");
        assertThat(ShellLine.connecting(new Selection.Socket(session.id("tcp4")), session.state()))
                .containsExactly("nc 127.0.0.1 1208", "telnet 127.0.0.1 1208");
        assertThat(ShellLine.connecting(new Selection.Socket(session.id("tcp6")), session.state()))
                .containsExactly("nc ::1 1208", "telnet ::1 1208");
        assertThat(ShellLine.connecting(new Selection.Socket(session.id("unix")), session.state()))
                .containsExactly("nc -U '" + Session.PATH + "'");
        assertThat(ShellLine.connecting(new Selection.Socket(session.id("A")), session.state()))
                .isEmpty();
    }

    @Test
    void bothOfTheLabsProcessesAreAskedWhereTheServersHaveTheirOwn() {
        LabState apart = Session.apart().state();
        String both = Session.SELF + "," + Session.SERVERS;
        assertThat(ShellLine.ofAll(apart, ShellLine.Side.SOCKETS)).isEqualTo("lsof -nP -i -a -p " + both);
        assertThat(ShellLine.ofAll(apart, ShellLine.Side.CALLS))
                .endsWith(" -p " + Session.SELF + " -p " + Session.SERVERS);
        assertThat(ShellLine.of(new Selection.Fd(Session.SERVERS, 7), apart, ShellLine.Side.FDS))
                .isEqualTo("lsof -nP -p " + Session.SERVERS + " -a -d 7");
    }
}
