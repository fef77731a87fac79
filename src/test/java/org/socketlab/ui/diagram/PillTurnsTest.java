package org.socketlab.ui.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Bytes;
import org.socketlab.model.Evidence;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.picture.diagram.Passed;

class PillTurnsTest {
    private final PillTurns turns = new PillTurns();
    private long seq;

    @Test
    void onAWireOneRunsAndTheOthersFollowInTheirOrder() {
        Passed first = passed(1, 2);
        Passed answer = passed(2, 1);
        Passed elsewhere = passed(3, 4);
        assertThat(turns.take(first)).contains(first);
        assertThat(turns.take(answer)).as("the same wire, back").isEmpty();
        assertThat(turns.take(elsewhere)).contains(elsewhere);
        assertThat(turns.awaited(first)).isTrue();
        assertThat(turns.awaited(elsewhere)).isFalse();
        assertThat(turns.ended(first)).contains(answer);
        assertThat(turns.ended(answer)).isEmpty();
        assertThat(turns.leftOut()).isZero();
    }

    @Test
    void everyOneIsEitherRunOrCounted() {
        int many = 1_000;
        List<Passed> ran = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            turns.take(passed(1, 2)).ifPresent(ran::add);
        }
        Optional<Passed> next = turns.ended(ran.getFirst());
        while (next.isPresent()) {
            ran.add(next.get());
            next = turns.ended(next.get());
        }
        assertThat(ran).hasSize(PillTurns.MOST_ON_A_WIRE);
        assertThat(ran.size() + turns.leftOut()).isEqualTo(many);
    }

    @Test
    void moreWiresThanCanBeWatchedAreCountedToo() {
        for (int i = 0; i < PillTurns.MOST_WIRES + 5; i++) {
            turns.take(passed(2L * i, 2L * i + 1));
        }
        assertThat(turns.leftOut()).isEqualTo(5);
    }

    @Test
    void afterAClearingWhatStillRanBringsNobodyElse() {
        Passed before = passed(1, 2);
        turns.take(before);
        turns.take(passed(1, 2));
        turns.clear();
        Passed after = passed(1, 2);
        assertThat(turns.take(after)).contains(after);
        assertThat(turns.ended(before)).isEmpty();
        assertThat(turns.awaited(after)).isFalse();
    }

    private Passed passed(long from, long to) {
        Bytes bytes = Bytes.of("ping\n");
        return new Passed(
                ++seq,
                seq,
                new SocketId(Protocol.TCP, from),
                new SocketId(Protocol.TCP, to),
                bytes,
                bytes.length(),
                OptionalLong.of(1),
                Evidence.OBSERVED,
                List.of(seq));
    }
}
