package org.socketlab.picture.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Session;

class TrafficTest {
    /** The session's own times: 7 µs in write(), 6 µs between, 5 µs in read(), 1 µs a fact. */
    private static final long TOOK = 21_000;

    @Test
    void aReadIsTimedFromTheEntryOfTheWriteItsBytesCameFrom() {
        Session session = Session.started().console("A").send("A", "ping\n");
        List<Passed> passed = new Traffic().after(session.facts(), session.state());
        assertThat(passed).singleElement().satisfies(one -> {
            assertThat(one.from()).isEqualTo(session.id("A"));
            assertThat(one.to()).isEqualTo(session.id("for A"));
            assertThat(one.bytes().text()).isEqualTo("ping\n");
            assertThat(one.took()).hasValue(TOOK);
            assertThat(one.evidence()).isEqualTo(Evidence.OBSERVED);
        });
    }

    @Test
    void factByFactTellsTheSame() {
        Session session = Session.started().console("A").send("A", "ping\n").reply("A", "pong\n");
        Traffic traffic = new Traffic();
        List<Passed> steps = session.facts().stream()
                .flatMap(fact -> traffic.after(List.of(fact), session.stateAt(fact.seq())).stream())
                .toList();
        assertThat(steps)
                .isEqualTo(new Traffic().after(session.facts(), session.state()))
                .hasSize(2);
    }

    @Test
    void whatAForeignClientWroteIsInferredAndNotTimed() {
        Session session = Session.started().foreign("telnet", 46_996).hears("telnet", "ping\r\n");
        assertThat(new Traffic().after(session.facts(), session.state()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.from()).isEqualTo(session.id("telnet"));
                    assertThat(one.took()).isEmpty();
                    assertThat(one.evidence()).isEqualTo(Evidence.INFERRED);
                });
    }

    @Test
    void afterALossTheBytesAreCountedAnew() {
        Session session = Session.started().console("A").send("A", "ping\n");
        Traffic traffic = new Traffic();
        traffic.after(session.facts(), session.state());
        long seen = session.lastSeq();
        session.tell(new Event.Gap(3, "ring-full", 1, 1_000)).reply("A", "pong\n");
        assertThat(traffic.after(session.between(seen, session.lastSeq()), session.state()))
                .singleElement()
                .satisfies(one -> assertThat(one.took()).hasValue(TOOK));
    }

    @Test
    void aReadWhoseWriteWasLostIsToldAloneAndTakesNoLaterOne() {
        Session session = Session.started().console("A").send("A", "ping\n");
        long written = session.facts().stream()
                .filter(fact -> fact.event() instanceof Event.Returned one && one.length() > 0)
                .findFirst()
                .orElseThrow()
                .seq();
        session.reply("A", "pong\n").send("A", "more\n");
        List<Passed> passed = new Traffic().after(session.between(written, session.lastSeq()), session.state());
        assertThat(passed).extracting(one -> one.bytes().text()).containsExactly("ping\n", "pong\n", "more\n");
        assertThat(passed)
                .extracting(Passed::evidence)
                .containsExactly(Evidence.INFERRED, Evidence.OBSERVED, Evidence.OBSERVED);
        assertThat(passed)
                .extracting(Passed::took)
                .containsExactly(OptionalLong.empty(), OptionalLong.of(TOOK), OptionalLong.of(TOOK));
    }

    @Test
    void whatAServerWroteBeforeALookFoundTheForeignClientIsToldOnceItDid() {
        Session session = Session.started();
        long before = session.lastSeq();
        session.foreign("nc", 46_996);
        LabState unpaired = session.stateAt(before);
        long found = session.lastSeq();
        Bytes pong = Bytes.of("pong\n");
        Optional<SocketId> accepted = Optional.of(session.id("for nc"));
        session.tell(new Event.Called(9_000, SocketCall.write, List.of("50"), 50, "servers", "server:tcp"))
                .tell(new Event.Returned(9_000, 5, "", List.of(), accepted, pong, 5));
        Traffic traffic = new Traffic();
        assertThat(traffic.after(session.between(found, session.lastSeq()), unpaired))
                .isEmpty();
        assertThat(traffic.after(List.of(), session.state())).singleElement().satisfies(one -> {
            assertThat(one.to()).isEqualTo(session.id("nc"));
            assertThat(one.bytes()).isEqualTo(pong);
            assertThat(one.evidence()).isEqualTo(Evidence.INFERRED);
        });
        assertThat(traffic.after(List.of(), session.state())).as("once").isEmpty();
    }

    @Test
    void whatPassedBeforeTheEndStaysKnownAfterIt() {
        Session session = Session.started().console("A").send("A", "ping\n").reply("A", "pong\n");
        Map<SocketId, SocketId> ends =
                Map.of(session.id("A"), session.id("for A"), session.id("for A"), session.id("A"));
        List<Passed> alive = new Traffic().after(session.facts(), session.state(), ends);
        session.quit("A");
        assertThat(new Traffic().after(session.facts(), session.state(), ends))
                .isEqualTo(alive)
                .hasSize(2);
    }

    @Test
    void previewsAreReadAndCut() {
        Session session = Session.started().console("A").send("A", "echo 你好,world and more\r\n");
        Passed one = new Traffic().after(session.facts(), session.state()).getFirst();
        assertThat(Pills.preview(one.bytes(), one.length(), 12)).isEqualTo("echo 你好,worl…");
        assertThat(Pills.preview(one.bytes(), one.length(), 99)).isEqualTo("echo 你好,world and more␍↵");
    }
}
