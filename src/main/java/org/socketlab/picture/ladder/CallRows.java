package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.SocketCall;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Numbers;

/** The calls on both ends, a row each, beside the life line of the end that made them. */
record CallRows(Story story, Paper paper, Lives lives, Cursor cursor, Map<Long, Double> rowOf) {
    void draw() {
        Holdings holdings = new Holdings(story, paper, cursor);
        long drawn = Long.MIN_VALUE;
        for (Deed deed : story.deeds()) {
            holdings.draw(drawn, deed.t());
            drawn = Math.max(drawn, deed.t());
            boolean connect = deed.name() == SocketCall.connect;
            if (connect && deed.left().isEmpty()) {
                continue; // its entry stands above, its blocking below
            }
            if (!connect || deed.left().isPresent()) {
                row(deed, connect);
            }
        }
        holdings.draw(drawn, Long.MAX_VALUE);
        blocked();
    }

    /** What blocks stands last: it goes on. */
    void blocked() {
        story.deeds().stream().filter(deed -> deed.left().isEmpty()).forEach(this::blocked);
    }

    void row(Deed deed, boolean onlyResult) {
        if (deed.left().isEmpty()) {
            return;
        }
        List<Mark.Label> lines = new ArrayList<>();
        if (!onlyResult) {
            lines.add(call(deed, deed.name() + "()"));
        }
        lines.add(result(deed));
        String time = cursor.since(deed.t());
        Mark.Label when = paper.text(
                deed.client(), time, FontFace.UI, "call-time", "", paper.words().text("ladder.since"));
        Mark.Label last = lines.getLast();
        boolean fits = last.width() + 8 + when.width() <= paper.room(deed.client());
        beside(deed, lines, fits ? Optional.of(when) : Optional.empty());
        rowOf.put(deed.entered().seq(), cursor.y());
        deed.left().ifPresent(fact -> rowOf.put(fact.seq(), cursor.y()));
        lives.called(deed, cursor.y());
        cursor.down(onlyResult ? Rungs.STEP * 0.75 : Rungs.STEP);
    }

    private Mark.Label result(Deed deed) {
        String errno = deed.returned().map(Event.Returned::errno).orElse("");
        return paper.text(
                deed.client(),
                deed.result(),
                FontFace.MONO,
                "call-result",
                errno.isEmpty() ? "" : "failed",
                errno.isEmpty() ? "" : paper.words().text("errno." + errno));
    }

    private void beside(Deed deed, List<Mark.Label> lines, Optional<Mark.Label> when) {
        String key = "call " + deed.called().call();
        String name = deed.name() + "() " + deed.result();
        paper.beside(key, Item.Kind.CALL, deed.client(), cursor.y(), lines, Evidence.OBSERVED, deed.seqs(), name);
        if (when.isEmpty()) {
            return;
        }
        // the time goes on the result's line, inward of it where the text stands right-aligned
        Item item = paper.items().removeLast();
        List<Mark> marks = new ArrayList<>(item.marks());
        Mark.Label last = (Mark.Label) marks.removeLast();
        double shift = when.get().width() + 8;
        double x = deed.client() ? last.x() - shift : last.x();
        marks.add(last.at(x, last.baseline()));
        marks.add(when.get().at(x + last.width() + 8, last.baseline()));
        paper.items()
                .add(new Item(
                        item.key(),
                        item.kind(),
                        item.area(),
                        marks,
                        item.evidence(),
                        item.seqs(),
                        item.act(),
                        item.name(),
                        false));
    }

    private void blocked(Deed deed) {
        long since = Math.max(0, story.state().t() - deed.entered().t());
        String words = since == 0 // nothing has happened since that could tell the time
                ? paper.words().text("ladder.blocks")
                : paper.words().text("ladder.blocked", Numbers.waited(since));
        List<Mark.Label> lines = List.of(
                call(deed, deed.name() + "()…"), paper.text(deed.client(), words, FontFace.UI, "call-time", "", ""));
        paper.beside(
                "call " + deed.called().call() + " open",
                Item.Kind.CALL,
                deed.client(),
                cursor.y(),
                lines,
                Evidence.OBSERVED,
                List.of(deed.entered().seq()),
                deed.name() + "() " + words);
        cursor.down(Rungs.STEP);
    }

    /** connect() as it was entered, and below it how it came out. */
    void entry(Deed deed, double at) {
        Mark.Label name = call(deed, deed.name() + "()");
        Mark.Label time = paper.text(
                deed.client(),
                paper.words().text("ladder.t", Numbers.duration(deed.entered().t())),
                FontFace.UI,
                "call-time",
                "",
                paper.words().text("ladder.t.hint"));
        paper.beside(
                "call " + deed.called().call() + " entered",
                Item.Kind.CALL,
                deed.client(),
                at,
                List.of(name, time),
                Evidence.OBSERVED,
                List.of(deed.entered().seq()),
                name.text());
    }

    private Mark.Label call(Deed deed, String text) {
        String hint = paper.words().text("call." + deed.name());
        return paper.text(deed.client(), text, FontFace.MONO, "call-name", "", hint);
    }
}
