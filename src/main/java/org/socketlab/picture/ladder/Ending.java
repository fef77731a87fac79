package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.diagram.Names;
import org.socketlab.picture.diagram.Tones;

/** How a connection ends: what the kernel freed, and what it still keeps on its way out. */
record Ending(Story story, Paper paper, Lives lives, Cursor cursor) {
    /** When the kernel freed an end. */
    double draw() {
        for (boolean client : new boolean[] {true, false}) {
            Optional<Fact> gone = (client ? story.client() : story.server()).map(story.destroyed()::get);
            if (gone.isPresent()) {
                Fact fact = gone.get();
                String time = cursor.since(fact.t());
                paper.beside(
                        "gone " + client,
                        Item.Kind.CALL,
                        client,
                        cursor.y(),
                        List.of(
                                paper.text(
                                        client,
                                        paper.words().text("ladder.gone"),
                                        FontFace.UI,
                                        "call-name",
                                        "",
                                        paper.words().text("ladder.gone.hint")),
                                paper.text(client, time, FontFace.UI, "call-time", "", "")),
                        Evidence.OBSERVED,
                        List.of(fact.seq()),
                        paper.words().text("ladder.gone"));
                lives.gone(client, cursor.y() + 9);
                cursor.down(Rungs.STEP);
            }
        }
        for (boolean client : new boolean[] {true, false}) {
            Optional<SeenSocket> seen = story.seen(client ? story.client() : story.server());
            seen.filter(is -> Tones.of(is.socket().state()).equals("closing")).ifPresent(is -> closing(client, is));
        }
        return cursor.y();
    }

    /** The state that an end is in on its way out, and how long it has still to go. */
    private void closing(boolean client, SeenSocket seen) {
        String state = Names.state(seen.socket());
        List<Mark.Label> lines = new ArrayList<>();
        lines.add(paper.text(
                client,
                state,
                FontFace.MONO_BOLD,
                "state-text",
                "closing",
                paper.words().text("state." + state)));
        if (seen.socket().expires().isPresent()) {
            long since = Math.max(0, story.state().t() - seen.t()) / 1_000_000;
            long left = Math.max(0, seen.socket().expires().getAsLong() - since);
            String words = paper.words().text("diagram.box.seconds", String.valueOf((left + 999) / 1000));
            lines.add(paper.text(client, words, FontFace.UI, "call-time", "", ""));
        }
        paper.beside(
                "closing " + client,
                Item.Kind.REMARK,
                client,
                cursor.y(),
                lines,
                Evidence.OBSERVED,
                List.of(seen.seq()),
                state);
        cursor.down(Rungs.STEP);
    }
}
