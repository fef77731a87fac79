package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.socketlab.model.Evidence;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.Protocol;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.FontWidths;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Point;
import org.socketlab.picture.Rect;

/** Draws what joins two sockets, and says by which ports or 5-tuple. */
final class Wires {
    private static final double TAG = 17;
    private static final double TAG_TOP = 26;
    private static final double BASE = 12.5;
    private static final double PAD = 8;
    private static final double BESIDE = 6;
    /** Ports are digits, which can be read from this size on. */
    private static final double LEAST = 12;

    private final Sheet sheet;

    Wires(Sheet sheet) {
        this.sheet = sheet;
    }

    /** Between two ends that the kernel reports as each other's peer; the tag stands below, where the client is. */
    void pair(String name, Strand strand, double leftY, double rightY) {
        List<Long> seqs =
                strand.ends().map(end -> end.seen().seq()).distinct().sorted().toList();
        String tone = strand.any().socket().protocol() == Protocol.UNIX ? "unix" : "tcp";
        String hint = sheet.text("unix".equals(tone) ? "diagram.wire.unix" : "diagram.wire.tcp");
        Line line = new Line(leftY, rightY, sheet.frame().gap(), tone, hint);
        wire(name, strand, line, Evidence.OBSERVED, seqs);
        tag(name, strand, leftY, Evidence.OBSERVED, seqs, false);
    }

    /**
     * From a client whose other end was not seen to the listener it asks: an inference from its remote address; but the
     * kernel itself lists a Unix client in its listener's accept queue.
     */
    void asking(String name, Strand strand, double leftY, double listenerY) {
        List<Long> seqs = List.of(strand.any().seen().seq());
        double width = sheet.frame().listenerLeft()
                - sheet.frame().leftBox()
                - sheet.frame().box();
        boolean listed = strand.any().socket().queued();
        Evidence evidence = listed ? Evidence.OBSERVED : Evidence.INFERRED;
        String hint = sheet.text(listed ? "diagram.wire.queued" : "diagram.wire.inferred");
        Line line = new Line(leftY, listenerY, width, listed ? "unix" : "tcp", hint);
        wire(name, strand, line, evidence, seqs);
        tag(name, strand, leftY, evidence, seqs, true);
    }

    /** From a socket that is its own peer back to itself. */
    void itself(String name, Strand strand, double y) {
        Frame frame = sheet.frame();
        boolean left = strand.client().isPresent();
        double out = Math.min(64, frame.gap() / 2);
        double x = left ? frame.leftBox() + frame.box() : frame.rightBox() - out;
        double edge = left ? 0 : out;
        double far = left ? out : 0;
        Mark loop = new Mark.Curve(
                new Point(edge, 0),
                new Point(far, 0),
                new Point(far, 22),
                new Point(edge, 22),
                true,
                "wire",
                "tcp",
                sheet.text("diagram.wire.itself"));
        sheet.add(new Item(
                "wire " + name,
                Item.Kind.WIRE,
                new Rect(x, y + 12, out, 22),
                List.of(loop),
                Evidence.OBSERVED,
                List.of(strand.any().seen().seq()),
                new Act.Select(strand.selection()),
                strand.tuple() + ". " + sheet.text("diagram.wire.itself"),
                sheet.lit().wire(strand)));
    }

    /** A wire's way from the left box, {@code width} px to the right, and what it says. */
    private record Line(double leftY, double rightY, double width, String tone, String hint) {}

    private void wire(String name, Strand strand, Line line, Evidence evidence, List<Long> seqs) {
        Frame frame = sheet.frame();
        double from = frame.leftBox() + frame.box();
        double top = Math.min(line.leftY(), line.rightY()) + Frame.WIRE;
        double width = line.width();
        double start = line.leftY() + Frame.WIRE - top;
        double end = line.rightY() + Frame.WIRE - top;
        Rect area = new Rect(from, top, width, Math.abs(end - start));
        Mark curve = new Mark.Curve(
                new Point(0, start),
                new Point(width * 0.5, start),
                new Point(width * 0.5, end),
                new Point(width, end),
                false,
                "wire",
                line.tone(),
                line.hint());
        sheet.add(new Item(
                "wire " + name,
                Item.Kind.WIRE,
                area,
                List.of(curve),
                evidence,
                seqs,
                new Act.Select(strand.selection()),
                strand.tuple() + ". " + line.hint(),
                sheet.lit().wire(strand)));
    }

    /** Below the middle of its wire, or of one that {@code leaves} its row: where it begins. */
    private void tag(String name, Strand strand, double y, Evidence evidence, List<Long> seqs, boolean leaves) {
        boolean lit = sheet.lit().wire(strand);
        FiveTuple tuple = strand.tuple();
        OptionalInt client = Names.port(tuple.local());
        OptionalInt server = Names.port(tuple.remote());
        if (client.isPresent() && server.isPresent()) {
            String one = String.valueOf(client.getAsInt());
            String rest = " ↔ " + server.getAsInt();
            double room = sheet.frame().gap() - 4;
            boolean wide =
                    FontWidths.of(FontFace.MONO).width(one + rest, sheet.type().mono()) + PAD > room;
            double size = wide ? LEAST : sheet.type().mono();
            double first = FontWidths.of(FontFace.MONO_BOLD).width(one, size);
            double text = first + FontWidths.of(FontFace.MONO).width(rest, size);
            double pad = Math.clamp((room - text) / 2, 1, PAD);
            double width = text + 2 * pad;
            Frame frame = sheet.frame();
            double x = leaves ? frame.leftBox() + frame.box() + BESIDE : Math.round(frame.middle() - width / 2);
            Rect area = new Rect(x, y + TAG_TOP, width, TAG);
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
        boolean dense = frame.dense();
        double width = dense ? frame.box() : frame.box() + frame.gap() - 6;
        double inner = width - 2 * PAD + 1;
        boolean small = sheet.type().width(tuple.toString(), FontFace.MONO) > inner
                && FontWidths.of(FontFace.MONO).width(tuple.toString(), LEAST) <= inner;
        List<String> lines =
                small ? List.of(tuple.toString()) : sheet.type().lines(tuple.toString(), FontFace.MONO, inner - 1);
        double first = dense ? 16 : 36;
        double height = first + 17 * (lines.size() - 1) + 8;
        if (height > room) {
            return;
        }
        String title = strand.client()
                .filter(end -> !end.holds().isEmpty() || end.socket().ownersHidden())
                .map(end -> sheet.text("diagram.tuple", Names.who(sheet.state(), end, sheet.words())))
                .orElseGet(() -> sheet.text("diagram.tuple.client")); // of whom, nobody can tell (any more)
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(new Rect(0, 0, width, height), 6, "tuple", "", title));
        if (!dense) {
            marks.add(sheet.label(PAD, 18, title, FontFace.UI, "tuple-note", width - 2 * PAD));
        }
        for (int i = 0; i < lines.size(); i++) {
            double y = first + 17 * i;
            String line = lines.get(i);
            marks.add(
                    small
                            ? new Mark.Label(PAD, y, line, FontFace.MONO, LEAST, "tuple-text", "", title)
                            : sheet.label(PAD, y, line, FontFace.MONO, "tuple-text", inner)
                                    .hinted(title));
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
}
