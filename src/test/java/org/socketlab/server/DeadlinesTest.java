package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final Deadlines<String> deadlines = new Deadlines<>(10, TimeUnit.NANOSECONDS);

    @Test
    void theFirstInIsTheFirstDue() {
        deadlines.add("a", 0);
        deadlines.add("b", 3);
        assertThat(deadlines.takeDue(9)).isNull();
        assertThat(deadlines.takeDue(10)).isEqualTo("a");
        assertThat(deadlines.takeDue(10)).isNull();
        assertThat(deadlines.takeDue(13)).isEqualTo("b");
        assertThat(deadlines.takeFirst()).isNull();
    }

    @Test
    void toAddAgainIsToBeginAnew() {
        deadlines.add("a", 0);
        deadlines.add("b", 1);
        deadlines.add("a", 2);
        assertThat(deadlines.takeDue(11)).isEqualTo("b");
        assertThat(deadlines.takeDue(11)).isNull();
        assertThat(deadlines.takeDue(12)).isEqualTo("a");
    }

    @Test
    void whatIsRemovedIsNeverDue() {
        deadlines.add("a", 0);
        deadlines.remove("a");
        assertThat(deadlines.holds("a")).isFalse();
        assertThat(deadlines.takeDue(1_000)).isNull();
    }

    @Test
    void waitsForTheFirst() {
        assertThat(deadlines.untilDue(0, 99)).isEqualTo(99);
        deadlines.add("a", 5);
        assertThat(deadlines.untilDue(6, 99)).isEqualTo(9);
        assertThat(deadlines.untilDue(6, 4)).isEqualTo(4);
        assertThat(deadlines.untilDue(20, 99)).isZero();
    }
}
