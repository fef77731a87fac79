package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.socketlab.model.Evidence;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Point;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Type;
import org.socketlab.picture.Words;

/** What all parts of one ladder are drawn on. */
record Paper(Rungs rungs, Type type, Words words, List<Item> items) {
    static final double LINE = 17;
    private static final double BASE = 13;
    private static final double GAP = 7;

    static Paper of(double width, Words words) {
        Type type = Type.of(words.language());
        return new Paper(Rungs.of(width, type), type, words, new ArrayList<>());
    }

    /** Text beside a life line, on the outer side of it: a line each, none wider than there is room. */
    void beside(
            String key,
            Item.Kind kind,
            boolean client,
            double y,
            List<Mark.Label> lines,
            Evidence evidence,
            List<Long> seqs,
            String name) {
        double room = room(client);
        double x = client ? 0 : rungs.server() + Rungs.BAR / 2 + GAP;
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Mark.Label line = lines.get(i);
            double left = client ? room - line.width() : 0;
            marks.add(line.at(left, BASE + i * LINE));
        }
        Rect area = new Rect(x, y, room, LINE * lines.size());
        items.add(new Item(key, kind, area, marks, evidence, seqs, Act.NONE, name, false));
    }

    double room(boolean client) {
        return client ? rungs.client() - Rungs.BAR / 2 - GAP : rungs.width() - rungs.server() - Rungs.BAR / 2 - GAP;
    }

    /** A label to be placed; cut where it is wider than the room beside a life line. */
    Mark.Label text(boolean client, String text, FontFace face, String style, String tone, String hint) {
        String shown = type.end(text, face, room(client));
        return new Mark.Label(
                0,
                0,
                shown,
                face,
                type.size(text, face),
                style,
                tone,
                hint.isEmpty() && !shown.equals(text) ? text : hint);
    }

    void arrow(String key, Point from, Point to, String style, Evidence evidence, List<Long> seqs, String name) {
        arrow(key, from, to, style, "", evidence, seqs, name);
    }

    void arrow(
            String key,
            Point from,
            Point to,
            String style,
            String tone,
            Evidence evidence,
            List<Long> seqs,
            String name) {
        Rect area = new Rect(
                Math.min(from.x(), to.x()), from.y(), Math.abs(to.x() - from.x()), Math.max(0, to.y() - from.y()));
        double dx = (to.x() - from.x()) / 3;
        double dy = (to.y() - from.y()) / 3;
        Mark line = new Mark.Curve(
                new Point(from.x() - area.x(), from.y() - area.y()),
                new Point(from.x() + dx - area.x(), from.y() + dy - area.y()),
                new Point(to.x() - dx - area.x(), to.y() - dy - area.y()),
                new Point(to.x() - area.x(), to.y() - area.y()),
                true,
                style,
                tone);
        items.add(new Item(key, Item.Kind.SEGMENT, area, List.of(line), evidence, seqs, Act.NONE, name, false));
    }

    /** A word above an arrow, between the client's line and the listener's. */
    void above(String key, double y, Mark.Label label, Evidence evidence, List<Long> seqs) {
        double middle = (rungs.client() + rungs.listener()) / 2;
        double width = label.width();
        Rect area = new Rect(Math.round(middle - width / 2), y - LINE, width, LINE);
        items.add(new Item(
                key,
                Item.Kind.REMARK,
                area,
                List.of(label.at(0, BASE)),
                evidence,
                seqs,
                Act.NONE,
                label.text(),
                false));
    }

    /** Lines one below the other, in the middle between the client's line and the listener's. */
    void between(String key, double y, List<Mark.Label> lines, Evidence evidence, List<Long> seqs) {
        double width = lines.stream().mapToDouble(Mark.Label::width).max().orElse(0);
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Mark.Label line = lines.get(i);
            marks.add(line.at((width - line.width()) / 2, BASE + i * LINE));
        }
        double middle = (rungs.client() + rungs.listener()) / 2;
        Rect area = new Rect(Math.round(middle - width / 2), y, width, lines.size() * LINE);
        String name = lines.stream().map(Mark.Label::text).collect(Collectors.joining(" "));
        items.add(new Item(key, Item.Kind.REMARK, area, marks, evidence, seqs, Act.NONE, name, false));
    }

    /** How wide a word above an arrow may be. */
    double between() {
        return rungs.listener() - rungs.client() - Rungs.BAR - 8;
    }

    /** A paragraph over the whole width; returns where it ends. */
    double paragraph(String key, double y, String text, String style, Evidence evidence, List<Long> seqs) {
        double room = rungs.width() - 2 * GAP;
        List<Mark> marks = new ArrayList<>();
        double baseline = BASE;
        double size = type.size(text, FontFace.UI);
        for (String line : type.lines(text, FontFace.UI, room)) {
            marks.add(new Mark.Label(0, baseline, line, FontFace.UI, size, style));
            baseline += LINE + 1;
        }
        Rect area = new Rect(GAP, y, room, baseline - BASE + 2);
        items.add(new Item(key, Item.Kind.REMARK, area, marks, evidence, seqs, Act.NONE, text, false));
        return area.bottom() + 6;
    }
}
