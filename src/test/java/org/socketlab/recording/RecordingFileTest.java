package org.socketlab.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.Samples;
import org.socketlab.model.SocketId;
import org.socketlab.picture.time.TimeMarks;
import org.socketlab.trace.History;
import org.socketlab.trace.Spool;
import org.socketlab.trace.Timeline;

/** An open recording says of every moment what the timeline said that it was saved from. */
class RecordingFileTest {
    private static final int FACTS = 5_000;

    @TempDir
    Path folder;

    private Timeline timeline = new Timeline(LabState.empty(Samples.SELF), 1_000_000, 1 << 30, Spool.NONE);

    private Path file() {
        return folder.resolve("a.socketlab");
    }

    @BeforeEach
    void save() throws Exception {
        Samples samples = new Samples(11);
        for (long seq = 1; seq <= FACTS; seq++) {
            timeline.append(samples.next(seq));
        }
        Host host = new Host("6.18.0", "lab", 1000, "b0b0", Samples.SELF);
        RecordingWriter.save(file(), Instant.parse("2026-01-31T12:00:00Z"), host, timeline);
    }

    @Test
    void everyMomentIsThere() throws Exception {
        try (RecordingFile file = RecordingFile.open(file())) {
            History past = file.history();
            assertThat(past.firstSeq()).isEqualTo(1);
            assertThat(past.lastSeq()).isEqualTo(FACTS);
            assertThat(file.last()).isEqualTo(timeline.live());
            assertThat(past.between(0, FACTS)).isEqualTo(timeline.between(0, FACTS));
            for (long seq = 0; seq <= FACTS; seq += 97) {
                assertThat(past.stateAt(seq)).isEqualTo(timeline.stateAt(seq));
                assertThat(past.between(seq, seq + 40)).isEqualTo(timeline.between(seq, seq + 40));
            }
        }
    }

    @Test
    void everySocketAndActorHasTheSameFacts() throws Exception {
        Set<SocketId> sockets = new HashSet<>();
        Set<String> actors = new HashSet<>();
        for (Fact fact : timeline.between(0, FACTS)) {
            switch (fact.event()) {
                case Event.Looked looked -> looked.sockets().forEach(socket -> sockets.add(socket.id()));
                case Event.Returned returned -> returned.id().ifPresent(sockets::add);
                case Event.Called called -> actors.add(called.actor());
                default -> {}
            }
        }
        assertThat(sockets).hasSizeGreaterThan(3);
        try (RecordingFile file = RecordingFile.open(file())) {
            History past = file.history();
            for (long upTo : new long[] {10, 1_024, 1_025, 3_333, FACTS}) {
                for (SocketId id : sockets) {
                    assertThat(past.ofSocket(id, upTo, 50))
                            .as(id + " " + upTo)
                            .isEqualTo(timeline.ofSocket(id, upTo, 50));
                    assertThat(past.ofSocket(id, upTo / 2, upTo, 9_999))
                            .isEqualTo(timeline.ofSocket(id, upTo / 2, upTo, 9_999));
                }
                for (String actor : actors) {
                    assertThat(past.ofActor(actor, upTo, 77)).isEqualTo(timeline.ofActor(actor, upTo, 77));
                }
            }
        }
    }

    @Test
    void whatStandsOutMakesTheSameMarks() throws Exception {
        try (RecordingFile file = RecordingFile.open(file())) {
            TimeMarks all = new TimeMarks();
            timeline.between(0, FACTS).forEach(all::add);
            TimeMarks few = new TimeMarks();
            List<Fact> out = file.history().standingOut(0, FACTS);
            out.forEach(few::add);
            assertThat(out).hasSizeLessThan(FACTS);
            assertThat(few.marks()).isNotEmpty().isEqualTo(all.marks());
        }
    }

    @Test
    void whoWritesToTheFileMeanwhileMakesGapsAndNothingWorse() throws Exception {
        try (RecordingFile file = RecordingFile.open(file())) {
            try (RandomAccessFile other = new RandomAccessFile(file().toFile(), "rw")) {
                other.setLength(other.length() / 2);
            }
            List<Fact> facts = file.history().between(0, FACTS);
            assertThat(facts).hasSize(FACTS);
            assertThat(facts.getFirst()).isEqualTo(timeline.between(0, 1).getFirst());
            assertThat(facts.getLast().event()).isInstanceOf(Event.Gap.class);
            assertThat(facts.getLast().seq()).isEqualTo(FACTS);
            assertThat(file.history().stateAt(FACTS - 5).lost()).isPositive();
        }
    }

    @Test
    void theFileMayBeDeletedMeanwhile() throws Exception {
        try (RecordingFile file = RecordingFile.open(file())) {
            Files.delete(file());
            assertThat(file.history().between(0, FACTS)).isEqualTo(timeline.between(0, FACTS));
        }
    }
}
