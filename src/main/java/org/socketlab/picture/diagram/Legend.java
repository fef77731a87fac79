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
    private static final double PITCH = 18;
    private static final double SECOND = 102;

    private final Sheet sheet;
    private final List<Mark> marks = new ArrayList<>();
    private double baseline = FIRST;
    private double width;

    Legend(Sheet sheet) {
        this.sheet = sheet;
    }

    /** Draws it there; returns where it ends. {@code others} are sockets that are not in the picture. */
    double draw(double x, double y, double wide, int others) {
        width = wide;
        line(0, "observed", "diagram.legend.observed", "diagram.legend.observed.hint");
        line(SECOND, "inferred", "diagram.legend.inferred", "diagram.legend.inferred.hint");
        baseline += PITCH;
        marks.add(new Mark.Label(SIGN + 4, baseline, "◷", FontFace.UI, 14, "clock"));
        words(WORDS - 4, sheet.text("diagram.legend.staged"), "legend", "diagram.staged.hint");
        long lost = sheet.state().lost();
        String style = lost > 0 ? "lost" : "legend";
        words(SIGN, sheet.text("diagram.legend.lost", Numbers.grouped(lost)), style, "diagram.legend.lost.hint");
        long leftOut = sheet.wish().leftOut();
        if (leftOut > 0) {
            String thinned = sheet.text("diagram.legend.thinned", Numbers.grouped(leftOut));
            words(SIGN, thinned, "legend", "diagram.legend.thinned.hint");
        }
        if (others > 0) {
            String left = others == 1
                    ? sheet.text("diagram.legend.other")
                    : sheet.text("diagram.legend.others", Numbers.grouped(others));
            words(SIGN, left, "legend", "diagram.legend.others.hint");
        }
        Rect area = new Rect(x, y, width, baseline - PITCH + 8);
        String name = sheet.text("diagram.legend.name");
        sheet.add(new Item("legend", Item.Kind.CARD, area, marks, Evidence.OBSERVED, List.of(), Act.NONE, name, false));
        return area.bottom();
    }

    private void line(double x, String tone, String key, String hint) {
        List<Point> ends = List.of(new Point(x + SIGN, baseline - 4), new Point(x + SIGN + 20, baseline - 4));
        marks.add(new Mark.Stroke(ends, false, "key", tone));
        double room = x == 0 ? SECOND - WORDS : width - x - WORDS;
        marks.add(sheet.label(x + WORDS - 4, baseline, sheet.text(key), FontFace.UI, "legend", room)
                .hinted(sheet.text(hint)));
    }

    private void words(double x, String text, String style, String hint) {
        double room = width - x - 6;
        marks.add(sheet.label(x, baseline, text, FontFace.UI, style, room).hinted(sheet.text(hint)));
        baseline += PITCH;
    }
}
