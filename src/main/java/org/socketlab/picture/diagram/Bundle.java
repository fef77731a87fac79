package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.socketlab.model.Evidence;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Point;
import org.socketlab.picture.Rect;

/** Draws many pairs as one: a thick wire between two stacks, which says how many, in which states, and whose they are. */
final class Bundle {
    /** Under which name the bundle unfolds. */
    static final String NAME = "pairs";

    private static final double TAG = 17;
    private static final double TAG_TOP = 24;
    private static final double BASE = 12.5;
    private static final double PAD = 8;
    private static final int NAMED = 12;

    private final Sheet sheet;

    Bundle(Sheet sheet) {
        this.sheet = sheet;
    }

    /** @param evidence how it is known that each of these is joined */
    void folded(List<Strand> strands, Evidence evidence, double y) {
        Frame frame = sheet.frame();
        List<Long> seqs = strands.stream()
                .flatMap(Strand::ends)
                .map(end -> end.seen().seq())
                .distinct()
                .sorted()
                .toList();
        Rect area = new Rect(frame.leftBox(), y, 2 * frame.box() + frame.gap(), Frame.BOX);
        double box = frame.box();
        wire(new Rect(area.x() + box, y + Frame.WIRE, frame.gap(), 0), evidence, seqs);
        String count = sheet.text("diagram.bundle", String.valueOf(strands.size()));
        String hint = sheet.text("diagram.bundle.hint", whose(strands));
        List<Mark> marks = new ArrayList<>();
        for (double x : new double[] {0, box + frame.gap()}) {
            marks.add(new Mark.Panel(new Rect(x + 4, 4, box - 8, area.height() - 4), 6, "box", "closed", hint));
            marks.add(new Mark.Panel(new Rect(x, 0, box - 4, area.height() - 4), 6, "box", "closed", hint));
        }
        side(marks, 0, strands.stream().flatMap(strand -> strand.client().stream()), count);
        side(marks, box + frame.gap(), strands.stream().flatMap(strand -> strand.server().stream()), count);
        String unfold = sheet.text("diagram.bundle.unfold");
        double width = sheet.type().width(unfold, FontFace.UI) + 2 * PAD;
        double x = Math.round(area.width() / 2 - width / 2);
        marks.add(new Mark.Panel(new Rect(x, TAG_TOP, width, TAG), TAG / 2, "tag", ""));
        marks.add(sheet.label(x + PAD, TAG_TOP + BASE, unfold, FontFace.UI, "tag-text", width));
        Act unfolds = new Act.Fold(NAME);
        String name = count + ", " + unfold;
        sheet.add(new Item("bundle", Item.Kind.BOX, area, marks, Evidence.OBSERVED, seqs, unfolds, name, false));
    }

    private void wire(Rect area, Evidence evidence, List<Long> seqs) {
        String hint = sheet.text(evidence == Evidence.OBSERVED ? "diagram.bundle.observed" : "diagram.bundle.inferred");
        List<Point> ends = List.of(new Point(0, 0), new Point(area.width(), 0));
        List<Mark> marks = List.of(new Mark.Stroke(ends, false, "bundle", "", hint));
        sheet.add(new Item("wire bundle", Item.Kind.WIRE, area, marks, evidence, seqs, Act.NONE, hint, false));
    }

    /** Who holds the connecting ends, the most frequent first. */
    private String whose(List<Strand> strands) {
        Map<String, Long> counts = strands.stream()
                .map(strand -> strand.client()
                        .map(end -> Names.who(sheet.state(), end, sheet.words()))
                        .filter(name -> !name.isEmpty())
                        .orElse("?"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        String named = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(NAMED)
                .map(entry -> entry.getValue() > 1 ? entry.getKey() + " ×" + entry.getValue() : entry.getKey())
                .collect(Collectors.joining(", "));
        return counts.size() > NAMED ? named + " …" : named;
    }

    private void side(List<Mark> marks, double x, Stream<End> ends, String count) {
        Map<String, Long> states = ends.collect(
                Collectors.groupingBy(end -> Names.state(end.socket()), TreeMap::new, Collectors.counting()));
        String words = states.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        double room = sheet.frame().box() - 22;
        marks.add(sheet.label(x + 9, 18, count, FontFace.UI_BOLD, "box-text", room));
        marks.add(sheet.label(x + 9, 35, words, FontFace.MONO, "box-text", room));
    }

    /** What folds the pairs again once they are unfolded. */
    void unfolded(int more, double y) {
        String words = sheet.text("diagram.bundle.fold", String.valueOf(more));
        double width = sheet.type().width(words, FontFace.UI) + 2 * PAD;
        Rect area = new Rect(Math.round(sheet.frame().middle() - width / 2), y, width, TAG);
        List<Mark> marks = List.of(
                new Mark.Panel(new Rect(0, 0, width, TAG), TAG / 2, "tag", ""),
                sheet.label(PAD, BASE, words, FontFace.UI, "tag-text", width));
        Act folds = new Act.Fold(NAME);
        sheet.add(new Item("bundle", Item.Kind.TAG, area, marks, Evidence.OBSERVED, List.of(), folds, words, false));
    }
}
