package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final long MS = 1_000_000L;

    private final Budget budget = new Budget(50);

    @Test
    void theFirstIsDueAtOnce() {
        assertThat(budget.due(Long.MIN_VALUE / 2, 180 * MS)).isTrue();
    }

    @Test
    void oneThatCostMoreIsDueLater() {
        budget.spent(0, 2 * MS);

        assertThat(budget.due(99 * MS, 0)).isFalse();
        assertThat(budget.due(100 * MS, 0)).isTrue();
    }

    @Test
    void oneIsDueNoSoonerThanWanted() {
        budget.spent(0, MS);

        assertThat(budget.due(179 * MS, 180 * MS)).isFalse();
        assertThat(budget.due(180 * MS, 180 * MS)).isTrue();
    }

    /** A look that was held up for half a second would otherwise blind the observer for 25 s. */
    @Test
    void oneThatWasHeldUpIsDueWithinTheLongestPause() {
        budget.spent(0, 500 * MS);

        assertThat(budget.due(500 * MS, 0)).isTrue();
        assertThat(budget.due(Budget.LONGEST - 1, 0)).isFalse();
        assertThat(budget.due(Budget.LONGEST, 0)).isTrue();
    }
}
