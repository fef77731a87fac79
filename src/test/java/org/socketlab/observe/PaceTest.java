package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MS = 1_000_000;

    @Test
    void looksSixtyTimesASecondForASecondAndThenFive() {
        Pace pace = new Pace();
        pace.looked(0);
        assertThat(pace.active()).isFalse();
        assertThat(pace.pause(0)).isEqualTo(180 * MS);
        pace.happened(10 * MS);
        assertThat(pace.pause(10 * MS)).isEqualTo(6 * MS);
        pace.looked(1009 * MS);
        assertThat(pace.active()).isTrue();
        pace.looked(1010 * MS);
        assertThat(pace.active()).isFalse();
    }

    @Test
    void whatCostsMuchIsDoneSeldom() {
        Budget budget = new Budget(50);
        assertThat(budget.due(0, 0)).as("the first time").isTrue();
        budget.spent(0, 2 * MS);
        assertThat(budget.due(99 * MS, 0)).isFalse();
        assertThat(budget.due(100 * MS, 0)).isTrue();
        assertThat(budget.due(100 * MS, 200 * MS)).isFalse();
        assertThat(budget.due(200 * MS, 200 * MS)).isTrue();
    }

    @Test
    void aSearchInVainIsRepeatedEverMoreSeldom() {
        Unfound unfound = new Unfound();
        long now = 0;
        assertThat(unfound.due(7, now)).isTrue();
        long pause = 1000 * MS;
        for (int i = 0; i < 10; i++) {
            unfound.inVain(7, now);
            assertThat(unfound.searched(7)).isTrue();
            assertThat(unfound.due(7, now + pause - 1)).isFalse();
            assertThat(unfound.due(7, now + pause)).isTrue();
            now += pause;
            pause = Math.min(64_000 * MS, 2 * pause);
        }
        unfound.retain(Set.of(8L));
        assertThat(unfound.searched(7)).isFalse();
    }
}
