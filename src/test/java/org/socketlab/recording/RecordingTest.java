package org.socketlab.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.Samples;
import org.socketlab.trace.Spool;
import org.socketlab.trace.Timeline;

class RecordingTest {
    private static final Instant STARTED = Instant.parse("2026-01-31T12:00:00Z");
    private static final Host HOST = new Host("6.18.0", "lab", 1000, "b0b0", Samples.SELF);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("a.socketlab");
    }

    private static Timeline timeline(int facts) {
        Samples samples = new Samples(5);
        Timeline timeline = new Timeline(LabState.empty(Samples.SELF), 1_000_000, 1 << 30, Spool.NONE);
        for (long seq = 1; seq <= facts; seq++) {
            timeline.append(samples.next(seq));
        }
        return timeline;
    }

    private static List<Fact> readAll(RecordingReader reader) throws RecordingRefused {
        List<Fact> facts = new ArrayList<>();
        for (Optional<Fact> fact = reader.next(); fact.isPresent(); fact = reader.next()) {
            facts.add(fact.get());
        }
        return facts;
    }

    private String refusal() {
        try (RecordingReader reader = RecordingReader.open(file())) {
            readAll(reader);
        } catch (RecordingRefused e) {
            assertThat(e.refusal().text(Locale.CHINESE)).doesNotContain("recording.");
            return e.refusal().code() + "|" + e.refusal().text(Locale.ENGLISH);
        }
        throw new AssertionError("not refused");
    }

    @Test
    void whatIsSavedIsReadBackAndOnlyItsOwnerMayReadIt() throws Exception {
        Timeline timeline = timeline(3_000);
        RecordingWriter.save(file(), STARTED, HOST, timeline);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(Files.list(folder)).hasSize(1);
        try (RecordingReader reader = RecordingReader.open(file())) {
            assertThat(reader.header()).isEqualTo(new Header(STARTED, HOST, 1));
            assertThat(readAll(reader)).isEqualTo(timeline.between(0, 3_000));
            assertThat(reader.notices()).isEmpty();
        }
        RecordingWriter.save(file(), STARTED, HOST, timeline); // over the old one
    }

    @Test
    void aRecordingThatBeginsLaterHasItsBase() throws Exception {
        Timeline timeline = timeline(2_000);
        timeline.forget(timeline.live().forgetting());
        LabState base = timeline.live();
        timeline.append(new Samples(6).next(2_001));
        RecordingWriter.save(file(), STARTED, HOST, timeline);
        try (RecordingReader reader = RecordingReader.open(file())) {
            assertThat(reader.header().first()).isEqualTo(2_001);
            assertThat(reader.base()).isEqualTo(base);
            LabState state = reader.base();
            for (Fact fact : readAll(reader)) {
                state = state.apply(fact);
            }
            assertThat(state).isEqualTo(timeline.live());
        }
    }

    @Test
    void cutAnywhereItGivesWhatIsWhole() throws Exception {
        Timeline timeline = timeline(12);
        RecordingWriter.save(file(), STARTED, HOST, timeline);
        byte[] whole = Files.readAllBytes(file());
        int header = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int end = header; end < whole.length; end++) {
            Files.write(file(), Arrays.copyOf(whole, end));
            try (RecordingReader reader = RecordingReader.open(file())) {
                List<Fact> facts = readAll(reader);
                assertThat(facts).isEqualTo(timeline.between(0, facts.size()));
                boolean torn = whole[end - 1] != '\n' && whole[end] != '\n';
                assertThat(reader.notices()).hasSize(torn ? 1 : 0);
            }
        }
    }

    @Test
    void gzipIsReadAsPlainAndCutGzipAsCut() throws Exception {
        Timeline timeline = timeline(2_000);
        RecordingWriter.save(file(), STARTED, HOST, timeline);
        byte[] plain = Files.readAllBytes(file());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file()))) {
            out.write(plain);
        }
        try (RecordingReader reader = RecordingReader.open(file())) {
            assertThat(readAll(reader)).hasSize(2_000);
        }
        byte[] packed = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(packed, packed.length / 2));
        try (RecordingReader reader = RecordingReader.open(file())) {
            assertThat(readAll(reader)).hasSizeBetween(100, 1_999);
            assertThat(reader.notices()).hasSize(1);
        }
        assertThatThrownBy(() -> {
                    packed[packed.length / 2] ^= 0x55;
                    Files.write(file(), packed);
                    try (RecordingReader reader = RecordingReader.open(file())) {
                        readAll(reader);
                    }
                })
                .isInstanceOf(RecordingRefused.class);
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file(), String.join("\n", lines) + "\n");
    }

    @Test
    void whatIsNoRecordingIsRefusedWithItsLineAndReason() throws Exception {
        String header = new Header(STARTED, HOST, 1).line();
        String one = FactJson.line(Samples.fact(1, new org.socketlab.model.Event.Note("x", "y", OptionalLong.empty())));
        assertThat(refusal()).startsWith("recording.absent|");
        Files.createDirectory(file());
        assertThat(refusal()).startsWith("recording.no-file|");
        Files.delete(file());
        Files.write(file(), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, '\n', 3});
        assertThat(refusal()).startsWith("recording.foreign|");
        Files.write(file(), new byte[0]);
        assertThat(refusal()).startsWith("recording.foreign|");
        write("{\"format\":\"socketlab\",\"version\":2}");
        assertThat(refusal())
                .startsWith("recording.version|")
                .contains("version 2")
                .contains("version 1");
        write(header.replace("2026-01-31", "yesterday"), one);
        assertThat(refusal()).startsWith("recording.field|").contains("line 1").contains("started");
        write(header.replace("\"first\":1", "\"first\":5"), one);
        assertThat(refusal()).startsWith("recording.field|").contains("line 2").contains("base");
        write(header, one, one);
        assertThat(refusal()).startsWith("recording.order|").contains("line 3").contains("1 after 1");
        write(header, "{not json", one);
        assertThat(refusal()).startsWith("recording.json|").contains("line 2");
        write(header, one.replace("observed", "dreamt"), one);
        assertThat(refusal()).startsWith("recording.field|").contains("evidence");
        write(header, one, "{\"a\":" + "[".repeat(33) + "]".repeat(33) + "}");
        assertThat(refusal()).startsWith("recording.deep|").contains("line 3");
        write(header, one, " ".repeat(Json.LONGEST_LINE + 1));
        assertThat(refusal())
                .startsWith("recording.long-line|")
                .contains("line 3")
                .contains("16 MiB");
        Files.writeString(file(), header + "\n" + " ".repeat(Json.LONGEST_LINE + 70_000));
        assertThat(refusal()).startsWith("recording.long-line|");
    }
}
