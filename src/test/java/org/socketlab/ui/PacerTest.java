package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.picture.Session;
import org.socketlab.trace.Moment;

/** When which moment is shown: on a clock of the test's own. */
class PacerTest {
    private static final long PULSE = 16_000_000;
    private static final long LONG = 120_000_000_000L;

    private final Session session =
            Session.started().console("A").send("A", "ping\n").reply("A", "pong\n");
    private final AtomicInteger forgotten = new AtomicInteger();
    private final Pacer pacer = new Pacer(LabState.empty(Session.SELF), session, 0, forgotten::incrementAndGet);

    /** A frame and when it was shown. */
    private record Shown(long at, Frame frame) {}

    @Test
    void nowShowsAllAtOnceAndThenNothingMore() {
        Frame frame = pacer.pulse(session.moment(), 0).orElseThrow();
        assertThat(frame.state()).isEqualTo(session.state());
        assertThat(frame.whole()).isTrue();
        assertThat(frame.news()).isEqualTo(session.facts());
        assertThat(pacer.pulse(session.moment(), PULSE)).isEmpty();
    }

    @Test
    void looksThatFoundAllAsBeforeAreShownOnceASecond() {
        pacer.pulse(session.moment(), 0);
        long shown = pacer.shown().seq();
        session.look();
        assertThat(pacer.pulse(session.moment(), PULSE)).isEmpty();
        assertThat(pacer.untilNextFrame(session.moment(), PULSE)).isEqualTo(Pacer.QUIET_NS - PULSE);
        session.look();
        Frame frame = pacer.pulse(session.moment(), Pacer.QUIET_NS).orElseThrow();
        assertThat(frame.news()).isEqualTo(session.between(shown, session.lastSeq()));
        assertThat(pacer.untilNextFrame(session.moment(), Pacer.QUIET_NS)).isZero();
    }

    @Test
    void whatCanBeSeenDoesNotWaitForAQuietSecond() {
        pacer.pulse(session.moment(), 0);
        session.look().send("A", "ping\n");
        Frame frame = pacer.pulse(session.moment(), PULSE).orElseThrow();
        assertThat(frame.state()).isEqualTo(session.state());
    }

    @Test
    void slowTakesHalfASecondAStepAndArrives() {
        List<Shown> frames = slowly(session.moment(), 0);
        assertThat(frames).hasSizeGreaterThan(20);
        for (int i = 1; i < frames.size(); i++) {
            assertThat(frames.get(i).at() - frames.get(i - 1).at()).isBetween(Pacer.STEP_NS, Pacer.STEP_NS + PULSE);
        }
        assertThat(pacer.shown()).isEqualTo(session.state());
        assertThat(pacer.untilNextFrame(session.moment(), LONG)).isZero();
    }

    @Test
    void aStepIsOneFactThatCanBeSeenAndNothingOfALaterMoment() {
        long before = 0;
        for (Shown shown : slowly(session.moment(), 0)) {
            Frame frame = shown.frame();
            long at = frame.state().seq();
            assertThat(frame.state())
                    .as("the state of fact %d and no other", at)
                    .isEqualTo(session.stateAt(at));
            assertThat(frame.news()).isEqualTo(session.between(before, at));
            LabState walked = session.stateAt(before);
            List<Fact> seen = new ArrayList<>();
            for (Fact fact : frame.news()) {
                LabState next = walked.apply(fact);
                if (Steps.shows(walked, fact, next)) {
                    seen.add(fact);
                }
                walked = next;
            }
            assertThat(seen).hasSizeLessThanOrEqualTo(1);
            before = at;
        }
    }

    @Test
    void endCatchesUpWhileThePaceStaysSlow() {
        pacer.go(Pace.SLOW, session.moment(), 0);
        pacer.pulse(session.moment(), 0);
        long now = PULSE;
        assertThat(pacer.pulse(session.moment(), now)).isEmpty();
        assertThat(pacer.behind(session.moment(), session.state().t() + now)).isPositive();
        assertThat(pacer.untilNextFrame(session.moment(), now)).isEqualTo(Pacer.STEP_NS - now);
        long from = pacer.shown().seq();
        Frame frame = pacer.catchUp(session.moment()).orElseThrow();
        assertThat(frame.state()).isEqualTo(session.state());
        assertThat(frame.news()).isEqualTo(session.between(from, session.lastSeq()));
        assertThat(pacer.behind(session.moment(), LONG)).isZero();
        session.send("A", "ping\n");
        assertThat(pacer.pulse(session.moment(), Pacer.STEP_NS)
                        .orElseThrow()
                        .state()
                        .seq())
                .isLessThan(session.lastSeq());
    }

    @Test
    void howFarBehindIsCountedFromTheFirstFactNotShown() {
        long start = 7_000_000_000L; // of the lab, by the window's clock
        Pacer late = new Pacer(session.stateAt(10), session, start, forgotten::incrementAndGet);
        late.go(Pace.SLOW, session.moment(), start);
        late.pulse(session.moment(), start + session.state().t());
        long next = session.between(late.shown().seq(), late.shown().seq() + 1)
                .getFirst()
                .t();
        assertThat(late.behind(session.moment(), start + next + 2_100_000_000L)).isEqualTo(2_100_000_000L);
    }

    @Test
    void aFloodIsNotHandedOnFactByFact() {
        for (int i = 0; i <= Pacer.FLOOD; i++) {
            session.tell(new Event.Log("server:tcp", "line " + i));
        }
        Frame frame = pacer.pulse(session.moment(), 0).orElseThrow();
        assertThat(frame.whole()).isFalse();
        assertThat(frame.news()).isEmpty();
        assertThat(frame.state()).isEqualTo(session.state());
    }

    @Test
    void startOverIsShownAtOnceAlsoWhenSlow() {
        pacer.catchUp(session.moment());
        Moment over = new Moment(session.stateAt(3), 3);
        pacer.go(Pace.SLOW, session.moment(), 0);
        Frame frame = pacer.pulse(over, PULSE).orElseThrow();
        assertThat(frame.state()).isEqualTo(over.state());
        assertThat(frame.whole()).isFalse();
    }

    private List<Shown> slowly(Moment latest, long from) {
        List<Shown> frames = new ArrayList<>();
        pacer.go(Pace.SLOW, latest, from);
        for (long now = from; now < LONG && pacer.shown().seq() < latest.seq(); now += PULSE) {
            long at = now;
            pacer.pulse(latest, now).ifPresent(frame -> frames.add(new Shown(at, frame)));
        }
        return frames;
    }
}
