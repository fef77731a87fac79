package org.socketlab.picture.diagram;

import java.util.List;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState.SeenFile;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Point;
import org.socketlab.picture.Rect;

/** Draws socket files: each a name for a LISTEN socket, nothing more; the dotted line says whose. */
final class FileTags {
    private static final double PAD = 8;
    private static final double FIRST = 19;
    private static final double SECOND = 37;

    private final Sheet sheet;

    FileTags(Sheet sheet) {
        this.sheet = sheet;
    }

    void draw(End listener, SeenFile seen, double y) {
        Frame frame = sheet.frame();
        String path = seen.file().path();
        String mode = seen.file().mode();
        String note = mode + " " + sheet.text("diagram.file");
        double room = frame.box() - 2 * PAD;
        Rect area = new Rect(frame.leftBox(), y, frame.box(), frame.listenerHeight());
        String hint = path + " " + mode + ". " + sheet.text("diagram.file.hint", path);
        Mark panel = new Mark.Panel(new Rect(0, 0, area.width(), area.height()), 6, "file", "", hint);
        Mark name =
                sheet.tail(PAD, FIRST, path, FontFace.MONO, "file-text", room).hinted(hint);
        String second = sheet.type().width(note, FontFace.MONO) <= room ? note : mode;
        Mark modes = sheet.label(PAD, SECOND, second, FontFace.MONO, "file-note", room)
                .hinted(hint);
        List<Mark> marks = frame.dense() ? List.of(panel, name) : List.of(panel, name, modes);
        add("file " + path, Item.Kind.FILE, area, marks, List.of(seen.seq()), path + " " + note);
        double width = frame.listenerLeft() - area.right();
        String tie = sheet.text("diagram.tie.hint", path);
        Mark line = new Mark.Stroke(List.of(new Point(0, 0), new Point(width, 0)), false, "tie", "", tie);
        Rect between = new Rect(area.right(), y + Frame.WIRE, width, 0);
        List<Long> seqs = List.of(seen.seq(), listener.seen().seq());
        add("tie " + path, Item.Kind.TIE, between, List.of(line), seqs, tie);
    }

    private void add(String key, Item.Kind kind, Rect area, List<Mark> marks, List<Long> seqs, String name) {
        sheet.add(new Item(key, kind, area, marks, Evidence.OBSERVED, seqs, Act.NONE, name, false));
    }
}
