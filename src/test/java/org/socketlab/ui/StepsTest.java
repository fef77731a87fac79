package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;

/** Slow shows one thing after the other, and leaves nothing out. */
class StepsTest {
    @Test
    void eachStepEndsAtAFactThatShowsAndTogetherTheyAreAllFacts() {
        Session session = Sessions.usual();
        long end = session.moment().seq();
        LabState at = LabState.empty(session.state().self());
        long seen = 0;
        int steps = 0;
        while (at.seq() < end) {
            Steps.Step step = Steps.next(at, session, end);
            assertThat(step.facts()).isNotEmpty();
            assertThat(step.facts().getFirst().seq()).as("none left out").isEqualTo(seen + 1);
            seen = step.facts().getLast().seq();
            assertThat(step.state().seq()).isEqualTo(seen);
            LabState before = at;
            for (Fact fact : step.facts().subList(0, step.facts().size() - 1)) {
                LabState after = before.apply(fact);
                assertThat(Steps.shows(before, fact, after))
                        .as("passed over: %s", fact)
                        .isFalse();
                before = after;
            }
            at = step.state();
            steps++;
        }
        assertThat(at).isEqualTo(session.state());
        assertThat(steps)
                .as("some facts change nothing to see")
                .isLessThan((int) end)
                .isGreaterThan(10);
    }

    @Test
    void aStepBackLeadsWhereTheStepForthCameFrom() {
        Session session = Sessions.usual();
        long end = session.moment().seq();
        List<Long> moments = new ArrayList<>(List.of(0L));
        LabState at = LabState.empty(session.state().self());
        while (at.seq() < end) {
            Steps.Step step = Steps.next(at, session, end);
            at = step.state();
            if (step.seen()) {
                moments.add(at.seq());
            }
        }
        for (int i = 1; i < moments.size(); i++) {
            assertThat(Steps.before(moments.get(i), session)).isEqualTo(moments.get(i - 1));
        }
        assertThat(Steps.before(0, session)).isZero();
    }

    @Test
    void backFromAMomentThatLooksLikeTheOneBeforeIsToOneThatLooksDifferent() {
        Session session = Sessions.usual().look().look();
        long seen = Steps.before(session.lastSeq(), session);
        assertThat(Steps.next(session.stateAt(seen), session, session.lastSeq()).seen())
                .as("one thing that can be seen lies between")
                .isTrue();
        assertThat(Steps.before(session.lastSeq() - 2, session))
                .as("the looks that found nothing new are not stepped through")
                .isEqualTo(seen);
    }

    @Test
    void itGoesNoFurtherThanAsked() {
        Session session = Sessions.usual();
        LabState empty = LabState.empty(session.state().self());
        assertThat(Steps.next(empty, session, 0).facts()).isEqualTo(List.of());
        assertThat(Steps.next(empty, session, 1).state().seq()).isEqualTo(1);
    }
}
