package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.List;
import org.socketlab.model.Evidence;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Point;
import org.socketlab.picture.Rect;

/** Says what solid, dashed and the clock mean, what was lost, and what is left out of the picture. */
final class Legend {
    private static final double FIRST = 14;
    private static final double SIGN = 8;
    private static final double WORDS = 38;

    private final Sheet sheet;
    private final List<Mark> marks = new ArrayList<>();
    private double baseline = FIRST;

    Legend(Sheet sheet) {
        this.sheet = sheet;
    }

    /** Draws it from this depth on; returns where it ends. {@code others} are sockets that are not in the picture. */
    double draw(double y, int others) {
        line("observed", "diagram.legend.observed", "diagram.legend.observed.hint");
        line("inferred", "diagram.legend.inferred", "diagram.legend.inferred.hint");
        marks.add(new Mark.Label(SIGN + 4, baseline, "◷", FontFace.UI, 14, "clock"));
        words(WORDS, sheet.text("diagram.legend.staged"), "legend", "diagram.staged.hint");
        long lost = sheet.state().lost();
        String style = lost > 0 ? "lost" : "legend";
        words(SIGN, sheet.text("diagram.legend.lost", Numbers.grouped(lost)), style, "diagram.legend.lost.hint");
        long leftOut = sheet.wish().leftOut();
        if (leftOut > 0) {
            String thinned = sheet.text("diagram.legend.thinned", Numbers.grouped(leftOut));
            words(SIGN, thinned, "legend", "diagram.legend.thinned.hint");
        }
        if (others > 0) {
            String left = sheet.text("diagram.legend.others", Numbers.grouped(others));
            words(SIGN, left, "legend", "diagram.legend.others.hint");
        }
        Frame frame = sheet.frame();
        Rect area = new Rect(frame.leftColumn(), y, frame.column(), baseline - Frame.LINE + 8);
        String name = sheet.text("diagram.legend.name");
        sheet.add(new Item("legend", Item.Kind.CARD, area, marks, Evidence.OBSERVED, List.of(), Act.NONE, name, false));
        return area.bottom();
    }

    private void line(String tone, String key, String hint) {
        List<Point> ends = List.of(new Point(SIGN, baseline - 4), new Point(SIGN + 20, baseline - 4));
        marks.add(new Mark.Stroke(ends, false, "key", tone));
        words(WORDS, sheet.text(key), "legend", hint);
    }

    private void words(double x, String text, String style, String hint) {
        double room = sheet.frame().column() - x - 6;
        marks.add(sheet.label(x, baseline, text, FontFace.UI, style, room).hinted(sheet.text(hint)));
        baseline += Frame.LINE;
    }
}
