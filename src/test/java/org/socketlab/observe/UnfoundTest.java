package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class UnfoundTest {
    private static final long MS = 1_000_000L;

    private final Unfound unfound = new Unfound();

    @Test
    void whatWasNeverSearchedForIsDue() {
        assertThat(unfound.due(7, 0)).isTrue();
        assertThat(unfound.searched(7)).isFalse();
    }

    /** A process may be between fork() and execve(), where its table cannot be read: the next search comes soon. */
    @Test
    void theFirstSearchInVainIsRepeatedSoonAndLaterOnesEverMoreSeldom() {
        unfound.inVain(7, 0);
        assertThat(unfound.due(7, 199 * MS)).isFalse();
        assertThat(unfound.due(7, 200 * MS)).isTrue();

        unfound.inVain(7, 200 * MS);
        assertThat(unfound.due(7, 599 * MS)).isFalse();
        assertThat(unfound.due(7, 600 * MS)).isTrue();
        assertThat(unfound.searched(7)).isTrue();
    }

    @Test
    void whatIsSeenNoMoreIsForgotten() {
        unfound.inVain(7, 0);
        unfound.retain(Set.of(8L));

        assertThat(unfound.searched(7)).isFalse();
        assertThat(unfound.due(7, 0)).isTrue();
    }
}
