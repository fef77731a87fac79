package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

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
    void itGoesNoFurtherThanAsked() {
        Session session = Sessions.usual();
        LabState empty = LabState.empty(session.state().self());
        assertThat(Steps.next(empty, session, 0).facts()).isEqualTo(List.of());
        assertThat(Steps.next(empty, session, 1).state().seq()).isEqualTo(1);
    }
}
