package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.Main;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.SocketId;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Selection;
import org.socketlab.picture.diagram.Diagram;
import org.socketlab.picture.diagram.Slots;
import org.socketlab.picture.diagram.Wish;
import org.socketlab.picture.ladder.Ladder;
import org.socketlab.picture.states.States;
import org.socketlab.recording.RecordingReader;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.socketlab.trace.Spool;
import org.socketlab.trace.Timeline;

/** The demonstration as `mvn` plays it, and what its pictures rest on: every moment of it, so those of its pictures too. */
@Timeout(180)
class DemoIT {
    private static final int MOST_FACTS = 1_000_000;
    private static final long MOST_BYTES = 256L << 20;
    private static final Set<String> ABOUT_THE_PICTURE = Set.of("kernel", "legend");

    @TempDir
    private Path folder;

    @Test
    void everySolidMarkOfEveryMomentHasAnObservedFactBehindIt() throws Exception {
        play();
        for (String name : List.of("demo", "server-alone")) {
            try (Timeline history = loaded(folder.resolve(name + ".socketlab"))) {
                Map<Long, Fact> facts = new HashMap<>();
                history.between(history.firstSeq() - 1, history.lastSeq()).forEach(fact -> facts.put(fact.seq(), fact));
                long marks = LongStream.rangeClosed(history.firstSeq(), history.lastSeq())
                        .parallel()
                        .map(seq -> check(name, new Moment(history.stateAt(seq), seq), history, facts))
                        .sum();
                assertThat(marks).as("solid marks in %s", name).isGreaterThan(1_000);
            }
        }
    }

    /** Into memory: each moment of it is asked for. */
    private static Timeline loaded(Path recording) throws Exception {
        try (RecordingReader reader = RecordingReader.open(recording)) {
            Timeline timeline = new Timeline(reader.base(), MOST_FACTS, MOST_BYTES, Spool.NONE);
            for (Optional<Fact> fact = reader.next(); fact.isPresent(); fact = reader.next()) {
                timeline.append(fact.get());
            }
            return timeline;
        }
    }

    private void play() throws Exception {
        OwnJvm.Ran demo = OwnJvm.run(Main.class, "demo", "--out", folder.toString());
        assertThat(demo.exit()).as(demo.output()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".png"))).hasSizeGreaterThan(20);
        }
    }

    /** How many marks of that moment's pictures are solid; each of them has its facts, and they were observed. */
    private static long check(String name, Moment moment, History history, Map<Long, Fact> facts) {
        LabState state = moment.state();
        Diagram diagram = Diagram.of(state, Slots.NONE, new Wish(976, Optional.empty(), Set.of()), BundleWords.ENGLISH);
        long solid = check(name, "diagram", diagram.picture(), moment, facts)
                + check(name, "diagram", diagram.aside(), moment, facts);
        for (SocketId id : state.sockets().keySet()) {
            Optional<Selection> selection = Optional.of(new Selection.Socket(id));
            Picture ladder = Ladder.of(moment, history, selection, 424, BundleWords.ENGLISH);
            Picture states = States.of(moment, selection, 430, BundleWords.ENGLISH);
            solid += check(name, "ladder of " + id, drawn(ladder), moment, facts);
            solid += check(name, "states of " + id, marked(states), moment, facts);
        }
        return solid;
    }

    /** Remarks are words about the ladder. */
    private static Picture drawn(Picture ladder) {
        return only(ladder, ladder.items().stream().filter(item -> item.kind() != Item.Kind.REMARK));
    }

    /** What no end has come to is the machine itself, drawn the same for all. */
    private static Picture marked(Picture states) {
        return only(
                states,
                states.items().stream()
                        .filter(item -> item.lit()
                                || item.marks().stream()
                                        .anyMatch(mark -> !mark.tone().isEmpty())));
    }

    private static Picture only(Picture picture, Stream<Item> items) {
        return new Picture(picture.width(), picture.height(), items.toList());
    }

    private static long check(String name, String what, Picture picture, Moment moment, Map<Long, Fact> facts) {
        Item[] solid = picture.items().stream()
                .filter(item -> item.evidence() == Evidence.OBSERVED && !ABOUT_THE_PICTURE.contains(item.key()))
                .toArray(Item[]::new);
        for (Item item : solid) {
            String where = name + " at " + moment.seq() + ", " + what + ": " + item.key();
            assertThat(item.seqs()).as(where).isNotEmpty();
            assertThat(item.seqs()).as(where).allSatisfy(seq -> {
                assertThat(seq).isLessThanOrEqualTo(moment.seq());
                Fact fact = facts.get(seq); // none for what the recording begins with
                assertThat(fact == null || fact.evidence() == Evidence.OBSERVED || tellsOfTheLab(item, fact))
                        .as("fact %d", seq)
                        .isTrue();
            });
        }
        return Arrays.stream(solid).mapToLong(item -> item.marks().size()).sum();
    }

    /** The switches show how the lab has set its own stage. */
    private static boolean tellsOfTheLab(Item item, Fact fact) {
        return fact.event() instanceof Event.Listener
                && (item.kind() == Item.Kind.SWITCH || item.key().equals("stage"));
    }
}
