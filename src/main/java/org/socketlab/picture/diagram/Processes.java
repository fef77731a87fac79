package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.socketlab.lab.Network;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.FontWidths;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Point;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Selection;

/** Draws the processes' outlines: the lab's own around both columns, or one around each, and a card for every other. */
final class Processes {
    private static final double TITLE = 15;
    private static final double GAUGE = 56;
    /** A title in a column: its two lines, and the gauge under them, above the first fd row. */
    private static final double INSET = 10;

    private static final double FIRST = 15;
    private static final double SECOND = 30;
    private static final double UNDER = 35;
    private static final double STRIP = 4;

    private final Sheet sheet;

    Processes(Sheet sheet) {
        this.sheet = sheet;
    }

    /**
     * The lab's one process with its one fd table, down to these depths.
     *
     * <pre>
     * ┌──────────────────────────┐
     * │  ┌────────────────────┐  │
     * │  │       kernel       │  │
     * └──┘                    │  │
     *                         └──┘
     * </pre>
     */
    void own(double leftBottom, double rightBottom) {
        Frame frame = sheet.frame();
        double width = frame.width() - 2 * frame.margin();
        double head = Frame.HEAD;
        double left = frame.column();
        double right = width - frame.column();
        double leftEnd = leftBottom - Frame.TOP;
        double rightEnd = rightBottom - Frame.TOP;
        int self = sheet.state().self();
        if (!sheet.state().processes().containsKey(self)) {
            return; // nothing is known of it yet, or it has ended: no process, no outline
        }
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Stroke(
                List.of(
                        new Point(0, 0),
                        new Point(width, 0),
                        new Point(width, rightEnd),
                        new Point(right, rightEnd),
                        new Point(right, head),
                        new Point(left, head),
                        new Point(left, leftEnd),
                        new Point(0, leftEnd)),
                true,
                "process",
                ""));
        String name = sheet.text("diagram.own");
        double size = TITLE;
        marks.add(new Mark.Label(14, 21, name, FontFace.UI_BOLD, size, "process-name"));
        double x = 14 + FontWidths.of(FontFace.UI_BOLD).width(name, size) + 12;
        double limitWidth = gauge(self, width, marks);
        String key = Network.seenIn(sheet.state()).isPresent() ? "diagram.own.sub.private" : "diagram.own.sub";
        String sub = sheet.text(key, String.valueOf(self));
        marks.add(sheet.label(x, 21, sub, FontFace.UI, "process-note", width - x - limitWidth - 12));
        Rect area = new Rect(frame.margin(), Frame.TOP, width, Math.max(leftEnd, rightEnd));
        add("process " + self, area, marks, self, Evidence.OBSERVED, seqs(self), name);
    }

    /**
     * The lab's process and that which its servers have to themselves, down to these depths: two fd tables.
     *
     * <pre>
     * ┌─────────┐ ┌────────┐ ┌─────────┐
     * │ the lab │ │ kernel │ │ servers │
     * └─────────┘ │        │ └─────────┘
     * </pre>
     */
    void apart(int servers, double leftBottom, double rightBottom) {
        beside(sheet.state().self(), false, sheet.text("diagram.own"), leftBottom);
        beside(servers, true, sheet.text("diagram.apart"), rightBottom);
    }

    private void beside(int pid, boolean onRight, String name, double bottom) {
        if (!sheet.state().processes().containsKey(pid)) {
            return;
        }
        Frame frame = sheet.frame();
        double width = frame.column();
        Rect area = new Rect(frame.column(onRight), Frame.TOP, width, bottom - Frame.TOP);
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(new Rect(0, 0, width, area.height()), 8, "process", ""));
        Mark.Label title = sheet.label(INSET, FIRST, name, FontFace.UI_BOLD, "process-name", width - 2 * INSET);
        marks.add(title);
        double x = title.x() + title.width() + 8;
        String pidWords = sheet.text("diagram.pid", String.valueOf(pid));
        String shown = sheet.shorter(pidWords, String.valueOf(pid), FontFace.UI, width - x - 4);
        Mark.Label number = sheet.label(x, FIRST, shown, FontFace.UI, "process-note", width - x - 4);
        marks.add(shown.equals(pidWords) ? number : number.hinted(pidWords));
        strip(pid, width, marks);
        add("process " + pid, area, marks, pid, Evidence.OBSERVED, seqs(pid), name + " " + pidWords);
    }

    /** How much of its limit a process uses, below a title in a column. */
    private void strip(int pid, double width, List<Mark> marks) {
        Usage.of(sheet.state(), pid).ifPresent(usage -> {
            String hint = usage.hint(sheet);
            String words = sheet.shorter(usage.words(sheet), usage.brief(), FontFace.UI, width - 2 * INSET);
            marks.add(sheet.label(INSET, SECOND, words, FontFace.UI, usage.style(), width - 2 * INSET)
                    .hinted(hint));
            bar(new Rect(INSET, UNDER, width - 2 * INSET, STRIP), usage, hint, marks);
        });
    }

    /** Someone else's process. */
    void foreign(int pid, Rect area) {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(new Rect(0, 0, area.width(), area.height()), 8, "card", ""));
        String command = Names.command(sheet.state(), pid);
        Mark.Label name = sheet.label(12, 19, command, FontFace.UI_BOLD, "process-name", area.width() - 24);
        marks.add(name);
        double x = name.x() + name.width() + 10;
        double room = area.width() - x - 8;
        String pidWords = sheet.text("diagram.pid", String.valueOf(pid));
        if (sheet.type().width(pidWords, FontFace.UI) <= room) {
            marks.add(sheet.label(x, 19, pidWords, FontFace.UI, "process-note", room));
        }
        add(
                "process " + pid + " " + area.x(),
                area,
                marks,
                pid,
                Evidence.OBSERVED,
                seqs(pid),
                command + " " + pidWords);
    }

    /** Somebody who may not be looked at: the kernel names only the user that made the socket. */
    void hidden(String key, Rect area, List<Long> seqs) {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(
                new Rect(0, 0, area.width(), area.height()), 8, "card", "", sheet.text("diagram.hidden.hint")));
        String name = sheet.text("diagram.hidden");
        marks.add(sheet.label(12, 19, name, FontFace.UI_BOLD, "process-name", area.width() - 20)
                .hinted(sheet.text("diagram.hidden.hint")));
        sheet.add(new Item(
                "process " + key, Item.Kind.PROCESS, area, marks, Evidence.INFERRED, seqs, Act.NONE, name, false));
    }

    /** How much of its limit a process uses, at the right of a title that ends there; returns how much room that takes. */
    private double gauge(int pid, double edge, List<Mark> marks) {
        Optional<Usage> known = Usage.of(sheet.state(), pid);
        if (known.isEmpty()) {
            return 0;
        }
        Usage usage = known.get();
        String words = usage.words(sheet);
        String hint = usage.hint(sheet);
        double wide = sheet.type().width(words, FontFace.UI);
        double x = edge - wide - 14;
        marks.add(
                sheet.label(x, 21, words, FontFace.UI, usage.style(), wide + 1).hinted(hint));
        Rect bar = new Rect(x - GAUGE - 8, 13, GAUGE, 8);
        bar(bar, usage, hint, marks);
        return edge - bar.x();
    }

    private static void bar(Rect bar, Usage usage, String hint, List<Mark> marks) {
        marks.add(new Mark.Panel(bar, bar.height() / 2, "gauge", "", hint));
        if (usage.used() > 0) { // a little is seen as a little, and never as more than it is by half a pixel
            double wide = Math.max(1, (bar.width() - 2) * usage.part());
            Rect fill = new Rect(bar.x() + 1, bar.y() + 1, wide, bar.height() - 2);
            double round = Math.min(fill.height() / 2, fill.width() / 2);
            marks.add(new Mark.Panel(fill, round, "gauge-fill", usage.near() ? "near" : "", hint));
        }
    }

    /** The fact that spoke of the process, or those of the sockets it holds. */
    private List<Long> seqs(int pid) {
        SeenProcess process = sheet.state().processes().get(pid);
        if (process != null) {
            return List.of(process.seq());
        }
        return sheet.state().sockets().values().stream()
                .filter(seen -> seen.socket().owners().stream().anyMatch(owner -> owner.pid() == pid))
                .map(seen -> seen.seq())
                .sorted()
                .limit(1)
                .toList();
    }

    private void add(
            String key, Rect area, List<Mark> marks, int pid, Evidence evidence, List<Long> seqs, String name) {
        boolean lit = sheet.lit().pid().filter(chosen -> chosen == pid).isPresent();
        sheet.add(new Item(
                key,
                Item.Kind.PROCESS,
                area,
                marks,
                evidence,
                seqs,
                new Act.Select(new Selection.Process(pid)),
                name,
                lit));
    }
}
