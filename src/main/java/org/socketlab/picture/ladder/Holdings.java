package org.socketlab.picture.ladder;

import java.util.List;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.SocketStage;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;

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
        String words = paper.words().text(key(holding.stage()));
        String hint = holding.stage().free() ? "" : paper.words().text(key(holding.stage()) + ".hint");
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

    private static String key(SocketStage stage) {
        if (stage.free()) {
            return "diagram.held.none";
        }
        return stage.holdRead() && stage.holdClose()
                ? "diagram.held.both"
                : stage.holdRead() ? "diagram.held.read" : "diagram.held.close";
    }
}
