package org.socketlab.picture.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.Framing;
import org.socketlab.model.Protocol;
import org.socketlab.model.Refusal;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.model.Stage;

class TimeMarksTest {
    private static final Endpoint OURS = Endpoint.parse("127.0.0.1:1208");

    private final TimeMarks marks = new TimeMarks();
    private long seq;
    private long call;

    @BeforeEach
    void listens() {
        add(new Event.Listener("server:tcp", true, OURS, Framing.LINE, 128, Stage.FREE));
    }

    @Test
    void aConsolesConnectionToAServerOfOursIsMarkedOnceThoughToldTwice() {
        add(new Event.Asked(new Command.OpenConsole("A", OURS), "user"));
        made("console:A", SocketCall.connect, 0, "", Optional.empty());
        made("server:tcp", SocketCall.accept4, 43, "", Optional.of(id(1)));
        assertThat(kinds()).containsExactly(TimeMark.Kind.CONNECT);
    }

    @Test
    void aForeignClientIsMarkedWhereItIsAcceptedAndWhereItIsClosed() {
        made("server:tcp", SocketCall.accept4, 43, "", Optional.of(id(2)));
        made("server:tcp", SocketCall.close, 0, "", Optional.of(id(2)));
        made("server:tcp", SocketCall.close, 0, "", Optional.of(id(3)));
        assertThat(kinds()).containsExactly(TimeMark.Kind.CONNECT, TimeMark.Kind.CLOSE);
    }

    @Test
    void lostFactsAreMarkedToo() {
        add(new Event.Gap(1, "dump-interrupted", 0, 0));
        assertThat(kinds()).containsExactly(TimeMark.Kind.GAP);
    }

    @Test
    void resetsAndErrorsAreToldApartAndWhatIsNoErrorIsNoMark() {
        made("console:A", SocketCall.read, -1, "ECONNRESET", Optional.empty());
        made("console:A", SocketCall.write, -1, "EPIPE", Optional.empty());
        made("console:A", SocketCall.connect, -1, "ECONNREFUSED", Optional.empty());
        made("server:tcp", SocketCall.accept4, -1, "EAGAIN", Optional.empty());
        made("console:A", SocketCall.connect, -1, "EINPROGRESS", Optional.empty());
        add(Refusal.of("server.port-taken", "EADDRINUSE", "x", "1208"));
        assertThat(kinds())
                .containsExactly(TimeMark.Kind.RESET, TimeMark.Kind.RESET, TimeMark.Kind.ERROR, TimeMark.Kind.ERROR);
    }

    @Test
    void aReturnWithoutItsEntryIsNoMark() {
        add(new Event.Returned(99, -1, "ECONNRESET", List.of(), Optional.empty(), Bytes.NONE, 0));
        assertThat(marks.marks()).isEmpty();
    }

    @Test
    void theOldestGoFirst() {
        for (int i = 0; i < TimeMarks.MOST + 2; i++) {
            add(Refusal.of("x", ""));
        }
        assertThat(marks.marks()).hasSize(TimeMarks.MOST);
        assertThat(marks.marks().getLast().seq()).isEqualTo(seq);
        marks.clear();
        assertThat(marks.marks()).isEmpty();
    }

    private List<TimeMark.Kind> kinds() {
        return marks.marks().stream().map(TimeMark::kind).toList();
    }

    private void made(String actor, SocketCall name, long result, String errno, Optional<SocketId> id) {
        add(new Event.Called(++call, name, List.of("3"), 3, "t", actor));
        add(new Event.Returned(call, result, errno, List.of(), id, Bytes.NONE, 0));
    }

    private void add(Event event) {
        seq++;
        marks.add(new Fact(seq, seq * 1_000, Evidence.OBSERVED, Because.OBSERVED, event));
    }

    private static SocketId id(long cookie) {
        return new SocketId(Protocol.TCP, cookie);
    }
}
