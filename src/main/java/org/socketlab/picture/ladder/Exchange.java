package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.SocketCall;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Mark;

/** A captured connection from its SYN on: calls and segments, a row each, in the order of their times. */
final class Exchange {
    private final Story story;
    private final Paper paper;
    private final Lives lives;
    private final CallRows calls;
    private final Cursor cursor;
    private final Numbering numbering;
    private final SegmentRow row;
    private boolean answered;
    private boolean open;
    private boolean named;

    Exchange(Story story, Paper paper, Lives lives, CallRows calls, Cursor cursor) {
        this.story = story;
        this.paper = paper;
        this.lives = lives;
        this.calls = calls;
        this.cursor = cursor;
        numbering = new Numbering(story.heard(), story.sides());
        row = new SegmentRow(paper, numbering, cursor);
    }

    /** A row to be: a call's entry or outcome, a segment, or what says how many are left out before it. */
    private record Row(long t, int rank, long seq, Runnable draw) {}

    /** @param whole whether the SYN was captured; where not, what the lab knows of the handshake stands above */
    void draw(boolean whole) {
        Optional<Deed> connect = story.first(SocketCall.connect);
        answered = !whole;
        open = !whole;
        named = !whole;
        if (whole && connect.isEmpty()) {
            lives.clientOpens(cursor.y() + SegmentRow.ARROW, List.of());
        }
        List<Row> rows = new ArrayList<>();
        connect.filter(_ -> whole)
                .ifPresent(deed ->
                        rows.add(new Row(deed.entered().t(), 0, deed.entered().seq(), () -> entry(deed))));
        for (Deed deed : story.deeds()) {
            if (deed.left().isPresent()) {
                boolean onlyResult = deed.name() == SocketCall.connect;
                rows.add(new Row(deed.t(), 2, deed.entered().seq(), () -> calls.row(deed, onlyResult)));
            }
        }
        story.captured().forEach(fact -> rows.add(new Row(fact.t(), 1, fact.seq(), () -> segment(fact))));
        Holdings holdings = new Holdings(story, paper, cursor);
        story.holdings().forEach(fact -> rows.add(new Row(fact.t(), 2, fact.seq(), () -> holdings.row(fact))));
        story.firstAfterCut().ifPresent(fact -> rows.add(new Row(fact.t(), 0, fact.seq(), this::earlier)));
        rows.sort(Comparator.comparingLong(Row::t).thenComparingInt(Row::rank).thenComparingLong(Row::seq));
        rows.forEach(one -> one.draw().run());
        if (!named) {
            lives.words(cursor.y());
            cursor.down(Rungs.STEP);
        }
        calls.blocked();
    }

    private void entry(Deed deed) {
        calls.entry(deed, cursor.y());
        lives.clientOpens(cursor.y() + 8, deed.seqs());
        cursor.down(Rungs.STEP - 8);
    }

    private void segment(Fact fact) {
        Event.Segment segment = (Event.Segment) fact.event();
        boolean fromClient = story.sides().fromClient(segment);
        boolean syn = segment.flags().contains("SYN");
        boolean toListener = fromClient && !answered;
        double y = row.draw(
                fact, fromClient, toListener ? lives.asked() : paper.rungs().server());
        if (toListener) {
            lives.serverOpens(y + SegmentRow.HEAD);
        } else if (fromClient && !open) {
            open = true;
            lives.serverOpen(y + SegmentRow.HEAD);
        } else if (!fromClient && syn && !answered) {
            answered = true;
            lives.clientOpen(y + SegmentRow.HEAD);
        }
        if (!fromClient && !named) { // under the time that stands beside the first answer
            named = true;
            lives.words(y + 4 + Paper.LINE);
            cursor.atLeast(y + 4 + 3 * Paper.LINE + 4);
        }
        if (segment.flags().contains("FIN") || segment.flags().contains("RST")) {
            lives.ends(fromClient, y + SegmentRow.ARROW);
        }
    }

    private void earlier() {
        numbering.cut();
        String count = String.valueOf(story.earlier());
        String text = paper.words().text(story.counted() ? "ladder.earlier" : "ladder.earlier.more", count);
        String hint = story.counted() ? "ladder.earlier.hint" : "ladder.earlier.more.hint";
        String shown = paper.type().end(text, FontFace.UI, paper.between());
        Mark.Label label = new Mark.Label(
                0,
                0,
                shown,
                FontFace.UI,
                paper.type().size(text, FontFace.UI),
                "call-time",
                "",
                paper.words().text(hint, count));
        paper.above("earlier", cursor.y() + Paper.LINE, label, Evidence.OBSERVED, List.of());
        cursor.down(Paper.LINE + 8);
    }
}
