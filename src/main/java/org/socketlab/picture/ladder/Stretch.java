package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.List;
import org.socketlab.model.Evidence;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Rect;

/**
 * A part of a life line over which a socket is in one state.
 *
 * @param x the middle of the line
 * @param word the state, written upright where there is room; empty where it is not known
 * @param narrow whether the socket has no fd meanwhile, or the port no socket
 */
record Stretch(
        String key,
        double x,
        double top,
        double bottom,
        String word,
        String tone,
        Evidence evidence,
        List<Long> seqs,
        boolean narrow) {
    private static final double NARROW = 9;

    void draw(Paper paper) {
        if (bottom - top < 1) {
            return;
        }
        double width = narrow ? NARROW : Rungs.BAR;
        Rect area = new Rect(x - width / 2, top, width, bottom - top);
        Rect local = new Rect(0, 0, width, area.height());
        String state = word.isEmpty() ? "" : paper.words().text("state." + word);
        String why = evidence == Evidence.INFERRED ? paper.words().text(because()) : "";
        String hint = paper.words().text("sentences", state, why).strip();
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(local, 3, "life", tone, hint));
        double size = paper.type().size(word, FontFace.MONO_BOLD) - 0.5;
        boolean fits = !narrow && paper.type().width(word, FontFace.MONO_BOLD) + 8 < area.height();
        if (!word.isEmpty() && fits) {
            marks.add(new Mark.Upright(local, word, FontFace.MONO_BOLD, size, "state-text", tone, hint));
        }
        paper.items().add(new Item(key, Item.Kind.LIFE, area, marks, evidence, seqs, Act.NONE, word, false));
    }

    /** What it follows from where it was not seen. */
    private String because() {
        return switch (key) {
            case "life client" -> "ladder.because.unseen";
            case "life client 0" -> "ladder.because.unconnected";
            case "life client 1" -> "ladder.because.synsent";
            case "life server 1" -> "ladder.because.synrecv";
            case "life server 2" -> "ladder.because.unaccepted";
            case "life port" -> "ladder.because.port";
            default -> key.endsWith(" end") ? "ladder.because.ending" : "ladder.because.open";
        };
    }
}
