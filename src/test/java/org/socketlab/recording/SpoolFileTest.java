package org.socketlab.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.Samples;
import org.socketlab.trace.Timeline;

class SpoolFileTest {
    private static long openFds() throws IOException {
        try (var fds = Files.list(Path.of("/proc/self/fd"))) {
            return fds.filter(fd -> {
                        try {
                            return Files.readSymbolicLink(fd).toString().contains("socketlab");
                        } catch (IOException gone) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    @Test
    void whatLeavesMemoryIsReadBackStatesToo() throws Exception {
        long before = openFds();
        Samples samples = new Samples(9);
        List<Fact> all = new ArrayList<>();
        LabState state = LabState.empty(Samples.SELF);
        List<LabState> states = new ArrayList<>(List.of(state));
        try (Timeline timeline = new Timeline(state, 2_048, 1 << 30, new SpoolFile())) {
            for (long seq = 1; seq <= 9_000; seq++) {
                Fact fact = samples.next(seq);
                all.add(fact);
                timeline.append(fact);
                state = state.apply(fact);
                states.add(state);
            }
            assertThat(openFds()).isEqualTo(before + 1);
            assertThat(timeline.firstSeq()).isEqualTo(1);
            assertThat(timeline.between(0, 9_000)).isEqualTo(all);
            assertThat(timeline.between(2_040, 2_050)).isEqualTo(all.subList(2_040, 2_050));
            for (int seq = 0; seq <= 9_000; seq += 611) {
                assertThat(timeline.stateAt(seq)).isEqualTo(states.get(seq));
            }
            assertThat(timeline.ofActor("console:A", 1_500, 5)).hasSize(5).allMatch(fact -> fact.seq() <= 1_500);
        }
        assertThat(openFds()).isEqualTo(before);
    }

    @Test
    void theOldestFileGoesWhenAllAreFullAndWhatIsLeftIsWhole() throws Exception {
        Samples samples = new Samples(2);
        LabState state = LabState.empty(Samples.SELF);
        try (Timeline timeline = new Timeline(state, 2_048, 1 << 30, new SpoolFile(1 << 20, 3))) {
            for (long seq = 1; seq <= 30_000; seq++) {
                timeline.append(samples.next(seq));
            }
            long first = timeline.firstSeq();
            assertThat(first).isBetween(5_000L, 29_000L);
            assertThat(timeline.between(0, 30_000))
                    .hasSize((int) (30_001 - first))
                    .first()
                    .extracting(Fact::seq)
                    .isEqualTo(first);
            LabState replayed = timeline.stateAt(first - 1);
            assertThat(replayed.seq()).isEqualTo(first - 1);
            for (Fact fact : timeline.between(first - 1, 30_000)) {
                replayed = replayed.apply(fact);
            }
            assertThat(replayed).isEqualTo(timeline.live());
            assertThat(timeline.trouble()).isEmpty();
        }
    }
}
