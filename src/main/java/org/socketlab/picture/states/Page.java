package org.socketlab.picture.states;

import java.util.ArrayList;
import java.util.List;
import org.socketlab.model.Evidence;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Type;
import org.socketlab.picture.Words;

/** What the parts of one states picture are drawn on. */
record Page(double width, Type type, Words words, List<Item> items) {
    static final double LINE = 17;
    private static final double BASE = 13;

    static Page of(double width, Words words) {
        return new Page(Math.max(Plan.LEAST, Math.floor(width)), Type.of(words.language()), words, new ArrayList<>());
    }

    void add(String key, Item.Kind kind, Rect area, List<Mark> marks, Evidence how, List<Long> seqs, String name) {
        items.add(new Item(key, kind, area, marks, how, seqs, Act.NONE, name, false));
    }

    /** One line over the whole width, its middle cut out where it is too long; returns where it ends. */
    double line(String key, double y, String text, FontFace face, String style, Evidence how, List<Long> seqs) {
        String shown = type.middle(text, face, width);
        Mark label =
                new Mark.Label(0, BASE, shown, face, type.size(text, face), style, "", shown.equals(text) ? "" : text);
        add(key, Item.Kind.REMARK, new Rect(0, y, width, LINE), List.of(label), how, seqs, text);
        return y + LINE + 1;
    }

    /** A paragraph; returns where it ends. */
    double paragraph(String key, double y, String text, String style, Evidence how, List<Long> seqs) {
        List<Mark> marks = new ArrayList<>();
        double size = type.size(text, FontFace.UI);
        double baseline = BASE;
        for (String line : type.lines(text, FontFace.UI, width)) {
            marks.add(new Mark.Label(0, baseline, line, FontFace.UI, size, style));
            baseline += LINE + 1;
        }
        Rect area = new Rect(0, y, width, baseline - BASE + 2);
        add(key, Item.Kind.REMARK, area, marks, how, seqs, text);
        return area.bottom() + 5;
    }
}
