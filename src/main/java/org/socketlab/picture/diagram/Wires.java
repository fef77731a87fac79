package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.socketlab.model.Evidence;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.Protocol;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Point;
import org.socketlab.picture.Rect;

/** Draws what joins two sockets, and says by which ports or 5-tuple. */
final class Wires {
    private static final double TAG = 17;
    private static final double TAG_TOP = 24;
    private static final double BASE = 12.5;
    private static final double PAD = 8;

    private final Sheet sheet;

    Wires(Sheet sheet) {
        this.sheet = sheet;
    }

    /** Between two ends that the kernel reports as each other's peer; the tag stands below, where the client is. */
    void pair(String name, Strand strand, double leftY, double rightY) {
        List<Long> seqs =
                strand.ends().map(end -> end.seen().seq()).distinct().sorted().toList();
        String tone = strand.any().socket().protocol() == Protocol.UNIX ? "unix" : "tcp";
        wire(name, strand, leftY, rightY, Evidence.OBSERVED, seqs, tone);
        tag(name, strand, leftY, Evidence.OBSERVED, seqs);
    }

    /** From a client whose other end was not seen to the listener it asks: an inference from its remote address. */
    void asking(String name, Strand strand, double leftY, double listenerY) {
        List<Long> seqs = List.of(strand.any().seen().seq());
        wire(name, strand, leftY, listenerY, Evidence.INFERRED, seqs, "tcp");
        tag(name, strand, leftY, Evidence.INFERRED, seqs);
    }

    private void wire(
            String name, Strand strand, double leftY, double rightY, Evidence evidence, List<Long> seqs, String tone) {
        Frame frame = sheet.frame();
        double from = frame.leftBox() + frame.box();
        double top = Math.min(leftY, rightY) + Frame.WIRE;
        double width = frame.gap();
        double start = leftY + Frame.WIRE - top;
        double end = rightY + Frame.WIRE - top;
        Rect area = new Rect(from, top, width, Math.abs(end - start));
        Mark curve = new Mark.Curve(
                new Point(0, start),
                new Point(width * 0.5, start),
                new Point(width * 0.5, end),
                new Point(width, end),
                false,
                "wire",
                tone);
        sheet.add(new Item(
                "wire " + name,
                Item.Kind.WIRE,
                area,
                List.of(curve),
                evidence,
                seqs,
                new Act.Select(strand.selection()),
                strand.tuple().toString(),
                sheet.lit().wire(strand)));
    }

    private void tag(String name, Strand strand, double y, Evidence evidence, List<Long> seqs) {
        boolean lit = sheet.lit().wire(strand);
        FiveTuple tuple = strand.tuple();
        OptionalInt client = Names.port(tuple.local());
        OptionalInt server = Names.port(tuple.remote());
        if (client.isPresent() && server.isPresent()) {
            String one = String.valueOf(client.getAsInt());
            String rest = " ↔ " + server.getAsInt();
            double first = sheet.type().width(one, FontFace.MONO_BOLD);
            double text = first + sheet.type().width(rest, FontFace.MONO);
            double pad = Math.clamp((sheet.frame().gap() - text) / 2 - 2, 1, PAD);
            double width = text + 2 * pad;
            double size = sheet.type().mono();
            Rect area = centred(width, y + TAG_TOP);
            add(
                    name,
                    strand,
                    area,
                    evidence,
                    seqs,
                    lit,
                    one + rest,
                    List.of(
                            new Mark.Label(pad, BASE, one, FontFace.MONO_BOLD, size, "tag-client"),
                            new Mark.Label(pad + first, BASE, rest, FontFace.MONO, size, "tag-text")));
        }
    }

    /**
     * The whole 5-tuple of what is selected, at the kernel's upper left where no socket stands: in as many lines as it
     * needs, none where there is no room for them.
     */
    void tuple(Strand strand, double room) {
        FiveTuple tuple = strand.tuple();
        if (Names.port(tuple.local()).isEmpty()) {
            return;
        }
        Frame frame = sheet.frame();
        double width = frame.box() + frame.gap() - 6;
        List<String> lines = broken(tuple.toString(), width - 2 * PAD);
        double height = 14 + 17 * (lines.size() + 1);
        if (height > room) {
            return;
        }
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(new Rect(0, 0, width, height), 6, "tuple", ""));
        String title = sheet.text("diagram.tuple", Names.who(sheet.state(), strand.any(), sheet.words()));
        marks.add(sheet.label(PAD, 18, title, FontFace.UI, "tuple-note", width - 2 * PAD));
        for (int i = 0; i < lines.size(); i++) {
            marks.add(sheet.label(PAD, 36 + 17 * i, lines.get(i), FontFace.MONO, "tuple-text", width - 2 * PAD + 1));
        }
        List<Long> seqs =
                strand.ends().map(end -> end.seen().seq()).distinct().sorted().toList();
        sheet.add(new Item(
                "tuple",
                Item.Kind.TAG,
                new Rect(frame.leftBox(), Frame.LANES, width, height),
                marks,
                Evidence.OBSERVED,
                seqs,
                new Act.Select(strand.selection()),
                tuple.toString(),
                true));
    }

    /** Broken after commas where it can be. */
    private List<String> broken(String text, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : text.split("(?<=, )")) {
            if (!line.isEmpty() && sheet.type().width(line + part.strip(), FontFace.MONO) > width) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(part);
        }
        lines.add(line.toString().strip());
        return lines;
    }

    private Rect centred(double width, double y) {
        return new Rect(Math.round(sheet.frame().middle() - width / 2), y, width, TAG);
    }

    private void add(
            String name,
            Strand strand,
            Rect area,
            Evidence evidence,
            List<Long> seqs,
            boolean lit,
            String words,
            List<Mark> text) {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(new Rect(0, 0, area.width(), area.height()), area.height() / 2, "tag", ""));
        marks.addAll(text);
        sheet.add(new Item(
                "tag " + name,
                Item.Kind.TAG,
                area,
                marks,
                evidence,
                seqs,
                new Act.Select(strand.selection()),
                words,
                lit));
    }

    /** Many pairs as one: a thick wire between two stacks. */
    void bundle(List<Strand> strands, double y) {
        Frame frame = sheet.frame();
        List<Long> seqs = strands.stream()
                .flatMap(Strand::ends)
                .map(end -> end.seen().seq())
                .distinct()
                .sorted()
                .toList();
        Rect area = new Rect(frame.leftBox(), y, 2 * frame.box() + frame.gap(), Frame.BOX);
        double box = frame.box();
        List<Mark> marks = new ArrayList<>();
        for (double x : new double[] {0, box + frame.gap()}) {
            marks.add(new Mark.Panel(new Rect(x + 4, 4, box - 8, area.height() - 4), 6, "box", "closed"));
            marks.add(new Mark.Panel(new Rect(x, 0, box - 4, area.height() - 4), 6, "box", "closed"));
        }
        marks.add(new Mark.Stroke(
                List.of(new Point(box, Frame.WIRE), new Point(box + frame.gap(), Frame.WIRE)), false, "bundle", ""));
        String count = sheet.text("diagram.bundle", String.valueOf(strands.size()));
        side(marks, 0, box, strands.stream().flatMap(strand -> strand.client().stream()), count);
        side(marks, box + frame.gap(), box, strands.stream().flatMap(strand -> strand.server().stream()), count);
        String unfold = sheet.text("diagram.bundle.unfold");
        double width = sheet.type().width(unfold, FontFace.UI) + 2 * PAD;
        double x = Math.round(area.width() / 2 - width / 2);
        marks.add(new Mark.Panel(new Rect(x, TAG_TOP, width, TAG), TAG / 2, "tag", ""));
        marks.add(sheet.label(x + PAD, TAG_TOP + BASE, unfold, FontFace.UI, "tag-text", width));
        sheet.add(new Item(
                "bundle", Item.Kind.BOX, area, marks, Evidence.OBSERVED, seqs, new Act.Fold(BUNDLE), count, false));
    }

    /** Under which name the bundle unfolds. */
    static final String BUNDLE = "pairs";

    private void side(List<Mark> marks, double x, double box, Stream<End> ends, String count) {
        java.util.Map<String, Long> states = ends.collect(java.util.stream.Collectors.groupingBy(
                end -> Names.state(end.socket()), java.util.TreeMap::new, java.util.stream.Collectors.counting()));
        String words = states.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(java.util.stream.Collectors.joining(", "));
        marks.add(sheet.label(x + 9, 18, count, FontFace.UI_BOLD, "box-text", box - 22));
        marks.add(sheet.label(x + 9, 35, words, FontFace.MONO, "box-text", box - 22));
    }

    /** What folds the pairs again once they are unfolded. */
    void unfolded(int more, double y) {
        String words = sheet.text("diagram.bundle.fold", String.valueOf(more));
        double width = sheet.type().width(words, FontFace.UI) + 2 * PAD;
        Rect area = centred(width, y);
        sheet.add(new Item(
                "bundle",
                Item.Kind.TAG,
                area,
                List.of(
                        new Mark.Panel(new Rect(0, 0, width, TAG), TAG / 2, "tag", ""),
                        sheet.label(PAD, BASE, words, FontFace.UI, "tag-text", width)),
                Evidence.OBSERVED,
                List.of(),
                new Act.Fold(BUNDLE),
                words,
                false));
    }

    /** A socket file: a name for a LISTEN socket, nothing more; the dotted line says whose. */
    void file(End listener, org.socketlab.model.LabState.SeenFile file, double y) {
        Frame frame = sheet.frame();
        double width = frame.box();
        String path = file.file().path();
        String note = file.file().mode() + " " + sheet.text("diagram.file");
        double room = width - 2 * PAD;
        Rect area = new Rect(frame.leftBox(), y, width, Frame.BOX);
        List<Mark> marks = List.of(
                new Mark.Panel(
                        new Rect(0, 0, width, area.height()), 6, "file", "", sheet.text("diagram.file.hint", path)),
                sheet.tail(PAD, 19, path, FontFace.MONO, "file-text", room)
                        .hinted(sheet.text("diagram.file.hint", path)),
                sheet.type().width(note, FontFace.MONO) <= room
                        ? sheet.label(PAD, 37, note, FontFace.MONO, "file-note", room)
                        : sheet.label(PAD, 37, file.file().mode(), FontFace.MONO, "file-note", room));
        List<Long> seqs = List.of(file.seq());
        sheet.add(new Item(
                "file " + path,
                Item.Kind.FILE,
                area,
                marks,
                Evidence.OBSERVED,
                seqs,
                Act.NONE,
                path + " " + note,
                false));
        Rect tie = new Rect(area.right(), y + Frame.WIRE, frame.rightBox() - area.right(), 0);
        Mark line = new Mark.Stroke(List.of(new Point(0, 0), new Point(tie.width(), 0)), false, "tie", "");
        sheet.add(new Item(
                "tie " + path,
                Item.Kind.TIE,
                tie,
                List.of(line),
                Evidence.OBSERVED,
                List.of(file.seq(), listener.seen().seq()),
                Act.NONE,
                "",
                false));
    }
}
