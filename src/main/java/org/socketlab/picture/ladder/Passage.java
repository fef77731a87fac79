package org.socketlab.picture.ladder;

import java.util.List;
import java.util.Map;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Point;
import org.socketlab.picture.diagram.Passed;
import org.socketlab.picture.diagram.Pills;

/** The bytes that passed, each from the row of its write to the row of its read. */
record Passage(Story story, Paper paper, Map<Long, Double> rowOf) {
    private static final int PREVIEW = 14;

    /** Bytes from the row of their write to the row of their read; where one was not seen, from where it must be. */
    void draw() {
        for (Passed passed : story.passed()) {
            boolean fromClient = story.client().filter(passed.from()::equals).isPresent();
            List<Double> rows = passed.seqs().stream()
                    .filter(rowOf::containsKey)
                    .map(rowOf::get)
                    .toList();
            if (rows.isEmpty()) {
                continue; // older than what is shown
            }
            double first = rows.getFirst() + 9;
            double last = rows.getLast() + 9;
            double begin = first < last ? first : last - Rungs.FALL / 2;
            Point left = new Point(paper.rungs().client() + Rungs.BAR / 2, fromClient ? begin : last);
            Point right = new Point(paper.rungs().server() - Rungs.BAR / 2, fromClient ? last : begin);
            String key = "bytes " + passed.seq();
            String size = Numbers.bytes(passed.length());
            String whole = Pills.preview(passed.bytes(), passed.length(), 200) + " " + size;
            String shown = fitting(passed, size);
            String took = passed.took().isPresent()
                    ? paper.words()
                            .text("diagram.took", Numbers.duration(passed.took().getAsLong()))
                    : paper.words().text("diagram.took.unseen");
            paper.arrow(
                    key,
                    fromClient ? left : right,
                    fromClient ? right : left,
                    "bytes",
                    passed.evidence(),
                    passed.seqs(),
                    whole);
            double part = ((paper.rungs().client() + paper.rungs().listener()) / 2 - left.x()) / (right.x() - left.x());
            double at = left.y() + part * (right.y() - left.y());
            double slope = Math.abs(right.y() - left.y()) / (right.x() - left.x());
            double size2 = paper.type().size(shown, FontFace.MONO);
            Mark.Label label = new Mark.Label(0, 0, shown, FontFace.MONO, size2, "bytes-text", "", whole + "\n" + took);
            paper.above(key + " text", at - 4 - slope * label.width() / 2, label, passed.evidence(), passed.seqs());
        }
    }

    /** As much of the bytes as there is room for between the lines, and how many they are. */
    private String fitting(Passed passed, String size) {
        for (int most = PREVIEW; most > 0; most--) {
            String text = Pills.preview(passed.bytes(), passed.length(), most) + " " + size;
            if (paper.type().width(text, FontFace.MONO) <= paper.between()) {
                return text;
            }
        }
        return size;
    }
}
