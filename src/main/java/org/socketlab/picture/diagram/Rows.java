package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Point;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Selection;

/** Draws rows of fd tables, and the arrow from each to the socket it stands for. */
final class Rows {
    private static final double FIRST = 19;
    private static final double SECOND = 36;
    private static final double BARE = 28;
    private static final double FD = 8;
    private static final double SINGLE = 14.5;
    private static final double HEAD_ROOM = 1;

    private final Sheet sheet;

    Rows(Sheet sheet) {
        this.sheet = sheet;
    }

    /** A whole row: fd, link, and what it is for; the arrow leads to the box at {@code boxY}. */
    void row(End end, Hold hold, String note, double y) {
        if (end.socket().state().listens() && sheet.frame().dense()) {
            dense(end, hold, note, y);
            return;
        }
        Rect whole = sheet.frame().row(end.right(), y);
        Rect area = note.isEmpty() ? new Rect(whole.x(), y, whole.width(), BARE) : whole;
        double target = target();
        List<Mark> marks = new ArrayList<>(fd(hold, area, link(end, hold), target, FIRST, ""));
        if (!note.isEmpty()) {
            boolean fits = sheet.type().width(note, FontFace.UI) <= area.width() - target - 4;
            double x = fits ? target : FD;
            marks.add(sheet.label(x, SECOND, note, FontFace.UI, "row-note", area.width() - x - 4));
        }
        add(end, hold, area, marks, note);
        arrow(end, hold, y + Frame.WIRE, y + Frame.WIRE);
    }

    /** A row in one line: what it is for comes up with the pointer. */
    private void dense(End end, Hold hold, String note, double y) {
        Rect whole = sheet.frame().row(end.right(), y);
        Rect area = new Rect(whole.x(), y, whole.width(), sheet.frame().listenerHeight());
        add(end, hold, area, fd(hold, area, link(end, hold), target(), FIRST, note), note);
        arrow(end, hold, y + Frame.WIRE, y + Frame.WIRE);
    }

    /** One more fd for a socket that has its row elsewhere: one line. */
    void extra(End end, Hold hold, double y, double boxY) {
        Rect whole = sheet.frame().row(end.right(), y);
        Rect area = new Rect(whole.x(), y, whole.width(), Frame.LINE);
        add(end, hold, area, fd(hold, area, link(end, hold), target(), SINGLE, ""), "");
        arrow(end, hold, y + Frame.LINE / 2, boxY + Frame.WIRE);
    }

    /** A row for a socket that someone holds who may not be looked at. */
    void hidden(End end, double y) {
        Rect area = sheet.frame().row(end.right(), y);
        double target = target();
        double width = area.width() - target - 4;
        String inode = "socket:[" + end.socket().inode() + "]";
        List<Mark> marks = List.of(
                new Mark.Panel(new Rect(0, 0, area.width(), area.height() - 2), 5, "row", ""),
                sheet.label(FD, FIRST, "?", FontFace.MONO_BOLD, "row-fd", target - FD),
                sheet.label(target, FIRST, inode, FontFace.MONO, "row-target", width),
                sheet.label(
                        target,
                        SECOND,
                        sheet.text(
                                "diagram.hidden.row",
                                String.valueOf(end.socket().uid())),
                        FontFace.UI,
                        "row-note",
                        width));
        sheet.add(new Item(
                "row hidden " + end.id(),
                Item.Kind.ROW,
                area,
                marks,
                Evidence.INFERRED,
                List.of(end.seen().seq()),
                new Act.Select(new Selection.Socket(end.id())),
                inode,
                sheet.lit().has(end.id())));
        arrow(
                "arrow hidden " + end.id(),
                end,
                Evidence.INFERRED,
                List.of(end.seen().seq()),
                sheet.text("diagram.arrow.inferred", String.valueOf(end.socket().uid())),
                y + Frame.WIRE,
                y + Frame.WIRE);
    }

    /** A folded line, or one that was unfolded. */
    void line(int pid, FdLine line, boolean right, double y, String owner) {
        Rect whole = sheet.frame().row(right, y);
        Rect area = new Rect(whole.x(), y, whole.width(), Frame.LINE);
        double target = target();
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(new Rect(0, 0, area.width(), area.height()), 5, "row", "", line.hint()));
        marks.add(sheet.label(FD, SINGLE, line.fds(), FontFace.MONO, "row-fold", target - FD));
        double room = area.width() - target - 4 - (line.fold().isEmpty() ? 0 : 14);
        Mark.Label words = line.fold().isEmpty() && line.words().startsWith("/")
                ? sheet.tail(target, SINGLE, line.words(), FontFace.MONO, "row-note", room)
                : sheet.label(target, SINGLE, line.words(), FontFace.UI, "row-note", room);
        marks.add(line.hint().isEmpty() ? words : words.hinted(line.hint()));
        if (!line.fold().isEmpty()) {
            String turn = line.open() ? "▾" : "▸";
            marks.add(new Mark.Label(area.width() - 14, SINGLE, turn, FontFace.UI, 12, "row-fold"));
        }
        sheet.add(new Item(
                "fold " + pid + " " + owner + " " + line.fds(),
                Item.Kind.FOLD,
                area,
                marks,
                Evidence.OBSERVED,
                List.of(line.seq()),
                act(pid, line),
                line.fds() + " " + line.words(),
                false));
    }

    private static Act act(int pid, FdLine line) {
        return line.fold().isEmpty()
                ? new Act.Select(new Selection.Fd(pid, line.rows().getFirst().fd()))
                : new Act.Fold(line.fold());
    }

    /** Where a row's link begins: beyond the widest fd that is usual. */
    private double target() {
        return Math.round(
                FD + sheet.type().width("0–2", FontFace.MONO) + (sheet.frame().column() > 160 ? 12 : 6));
    }

    private List<Mark> fd(Hold hold, Rect area, String link, double target, double baseline, String note) {
        double width = area.width() - target - 4;
        boolean whole = sheet.type().width(link, FontFace.MONO) <= width;
        String shown = whole ? link : link.replace("socket:", "");
        Mark.Label label = sheet.label(target, baseline, shown, FontFace.MONO, "row-target", width);
        return List.of(
                new Mark.Panel(
                        new Rect(0, 0, area.width(), area.height() - (area.height() > Frame.LINE ? 2 : 0)),
                        5,
                        "row",
                        "",
                        note),
                sheet.label(FD, baseline, String.valueOf(hold.fd()), FontFace.MONO_BOLD, "row-fd", target - FD),
                whole ? label.hinted(note) : label.hinted(note.isEmpty() ? link : link + ": " + note));
    }

    /** The link as /proc shows it; between accept4() and the next look its inode is not known. */
    private String link(End end, Hold hold) {
        SeenProcess process = sheet.state().processes().get(hold.pid());
        SeenFd row = process == null ? null : process.fds().get(hold.fd());
        if (row != null && row.entry().socketInode().isPresent()) {
            return row.entry().target();
        }
        return end.socket().inode() == 0
                ? "socket:[…]"
                : "socket:[" + end.socket().inode() + "]";
    }

    private void add(End end, Hold hold, Rect area, List<Mark> marks, String note) {
        sheet.add(new Item(
                "row " + hold.pid() + " " + hold.fd(),
                Item.Kind.ROW,
                area,
                marks,
                Evidence.OBSERVED,
                List.of(hold.seq()),
                new Act.Select(new Selection.Fd(hold.pid(), hold.fd())),
                ("fd " + hold.fd() + " " + note).strip(),
                sheet.lit().has(end.id())));
    }

    private void arrow(End end, Hold hold, double fromY, double toY) {
        arrow(
                "arrow " + hold.pid() + " " + hold.fd(),
                end,
                Evidence.OBSERVED,
                List.of(hold.seq(), end.seen().seq()).stream().distinct().toList(),
                sheet.text(
                        "diagram.arrow.observed",
                        String.valueOf(hold.fd()),
                        Names.command(sheet.state(), hold.pid()),
                        String.valueOf(hold.pid())),
                fromY,
                toY);
    }

    private void arrow(String key, End end, Evidence evidence, List<Long> seqs, String hint, double fromY, double toY) {
        Frame frame = sheet.frame();
        double from = end.right() ? frame.rightColumn() : frame.leftColumn() + frame.column();
        double to = end.right() ? frame.rightBox() + frame.box() + HEAD_ROOM : frame.leftBox() - HEAD_ROOM;
        double top = Math.min(fromY, toY);
        double half = (to - from) / 2;
        Rect area = new Rect(Math.min(from, to), top, Math.abs(to - from), Math.abs(toY - fromY));
        Mark curve = new Mark.Curve(
                new Point(from - area.x(), fromY - top),
                new Point(from + half - area.x(), fromY - top),
                new Point(to - half - area.x(), toY - top),
                new Point(to - area.x(), toY - top),
                true,
                "arrow",
                "",
                hint);
        sheet.add(new Item(
                key,
                Item.Kind.ARROW,
                area,
                List.of(curve),
                evidence,
                seqs,
                Act.NONE,
                hint,
                sheet.lit().has(end.id())));
    }

    /** What a row is for: its console, its server, or who is at the other end. */
    String note(End end, Optional<End> peer) {
        String actor = end.seen().actor();
        if (Names.console(actor).isPresent()) {
            return sheet.text("diagram.console", Names.console(actor).get());
        }
        boolean own = end.holds().stream().anyMatch(hold -> sheet.own().own(hold.pid()));
        if (!own) {
            return "";
        }
        if (end.socket().state().listens()) {
            return sheet.text("diagram.listens", Names.server(listening(end, actor)));
        }
        String who =
                peer.map(its -> Names.who(sheet.state(), its, sheet.words())).orElse("");
        if (!who.isEmpty()) {
            return sheet.text("diagram.for", who);
        }
        String remote = end.socket().remote().toString();
        return end.right() && !remote.isEmpty() ? sheet.text("diagram.for", remote) : "";
    }

    private String listening(End end, String actor) {
        if (!actor.isEmpty()) {
            return actor;
        }
        return sheet.state().listeners().keySet().stream()
                .filter(key -> end.socket().local().equals(key.endpoint()))
                .map(key -> key.actor())
                .findFirst()
                .orElse("");
    }
}
