package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.socketlab.model.Because;
import org.socketlab.model.Evidence;
import org.socketlab.picture.Item;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/**
 * The ladder of one connection.
 *
 * <p>Rows keep their order in time and an even distance: a handshake of 40 µs and a pause of a minute would not go on one
 * scale. Calls that send stand where they were entered, the
 * others where they returned; each time counts from the row above. Captured segments stand between them at their own times.
 * Where there is no capture, the handshake's have no time, so they stand in the order that TCP gives them, after connect()
 * was entered, and bytes go from the row of their write to that of their read.
 */
public final class Ladder {
    private Ladder() {}

    /** Draws what is selected; a sentence where that is no connection. */
    public static Picture of(Moment moment, History history, Optional<Selection> selection, double width, Words words) {
        return of(new Trail(), moment, history, selection, width, words);
    }

    /** The same for a view that follows what is selected: the trail keeps what it has read already. */
    public static Picture of(
            Trail trail, Moment moment, History history, Optional<Selection> selection, double width, Words words) {
        return page(trail, moment, history, selection, true, width, words).picture();
    }

    /** The same with what tells how to turn to another page. */
    static LadderPage page(
            Trail trail,
            Moment moment,
            History history,
            Optional<Selection> selection,
            boolean newest,
            double width,
            Words words) {
        Paper paper = Paper.of(width, words);
        Optional<Story> story = Story.of(trail, moment, history, selection);
        if (story.isEmpty()) {
            double end = paper.paragraph("none", 12, words.text("ladder.none"), "legend", Evidence.OBSERVED, List.of());
            Picture none = new Picture(paper.rungs().width(), end, paper.items());
            return new LadderPage(none, OptionalLong.empty(), moment.state().t(), newest);
        }
        Picture whole = Chosen.in(draw(story.get(), paper), story.get(), selection);
        return new LadderPage(whole, story.get().before(), moment.state().t(), newest);
    }

    /** Whether a picture says that no segment was captured, and how they could be. */
    public static boolean uncaptured(Picture ladder) {
        return ladder.items().stream().anyMatch(item -> item.key().equals(Notes.UNCAPTURED));
    }

    private static Picture draw(Story story, Paper paper) {
        new Heading(story, paper).draw();
        Cursor cursor = new Cursor(began(story));
        cursor.down(14);
        Lives lives = new Lives(story, paper);
        List<Because> reasons = new ArrayList<>();
        CallRows calls = new CallRows(story, paper, lives, cursor, new HashMap<>());
        Handshake handshake = new Handshake(story, paper, lives, calls, cursor, reasons);
        if (story.unix()) {
            handshake.onUnix();
        } else if (!story.whole()) {
            handshake.draw();
        }
        if (story.captured().isEmpty()) {
            calls.draw();
            new Passage(story, paper, calls.rowOf()).draw();
        } else {
            new Exchange(story, paper, lives, calls, cursor).draw(story.whole());
        }
        double bottom = new Ending(story, paper, lives, cursor).draw() + 12;
        lives.draw(bottom);
        double end = new Notes(story, paper, reasons).draw(bottom + 14);
        List<Item> painted =
                paper.items().stream().sorted(Comparator.comparing(Item::kind)).toList();
        return new Picture(paper.rungs().width(), end, painted);
    }

    private static long began(Story story) {
        return story.deeds().stream()
                .mapToLong(deed -> deed.entered().t())
                .min()
                .orElse(story.state().t());
    }
}
