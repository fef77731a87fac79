package org.socketlab.picture.ladder;

import java.util.List;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.diagram.HeldWords;

/** What the lab held back on an end, and let go again: a remark at its time, among the calls. */
record Holdings(Story story, Paper paper, Cursor cursor) {
    /** Draws those from {@code after} to before {@code until}. */
    void draw(long after, long until) {
        for (Fact fact : story.holdings()) {
            if (fact.t() >= after && fact.t() < until) {
                remark(fact, (Event.Holding) fact.event());
            }
        }
    }

    private void remark(Fact fact, Event.Holding holding) {
        boolean client = story.client().filter(holding.id()::equals).isPresent();
        HeldWords held = HeldWords.of(holding.stage());
        String words = paper.words().text(held.words());
        String hint = paper.words().text(held.hint());
        paper.beside(
                "holding " + fact.seq(),
                Item.Kind.REMARK,
                client,
                cursor.y(),
                List.of(
                        paper.text(client, "◷ " + words, FontFace.UI, "box-held", "", hint),
                        paper.text(client, cursor.since(fact.t()), FontFace.UI, "call-time", "", "")),
                fact.evidence() == Evidence.STAGED ? Evidence.STAGED : Evidence.OBSERVED,
                List.of(fact.seq()),
                words);
        cursor.down(Rungs.STEP);
    }
}
