package org.socketlab.picture.ladder;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Point;
import org.socketlab.picture.diagram.Pills;

/**
 * A captured segment: flags and bytes above its arrow, numbers below, and beside the end that sent it how long after the
 * row above.
 */
record SegmentRow(Paper paper, Numbering numbering, Cursor cursor) {
    private static final int PREVIEW = 14;
    /** How far the arrow falls on its way: rows are close here. */
    private static final double FALL = 6;

    /** Where the arrow begins, below the row's beginning. */
    static final double ARROW = 21;

    /** Where it ends. */
    static final double HEAD = ARROW + FALL;

    private static final double NUMBERS = HEAD + 1;

    /**
     * @param far where the arrow ends on the server's side, the listener's life line or the server's
     * @return where the row begins
     */
    double draw(Fact fact, boolean fromClient, double far) {
        Event.Segment segment = (Event.Segment) fact.event();
        missing(fact.seq(), numbering.missing(fromClient, segment));
        boolean again = numbering.again(fromClient, segment);
        boolean reset = segment.flags().contains("RST");
        String tone = again || reset ? "failed" : "";
        String key = "captured " + fact.seq();
        List<Long> seqs = List.of(fact.seq());
        String hint = hint(segment, again);
        double y = cursor.y();
        double left = paper.rungs().client() + Rungs.BAR / 2;
        double right = far - Rungs.BAR / 2;
        Point from = new Point(fromClient ? left : right, y + ARROW);
        Point to = new Point(fromClient ? right : left, y + HEAD);
        String name = String.join(" ", segment.flags());
        paper.arrow(key, from, to, "segment", tone, fact.evidence(), seqs, name);
        Mark.Label label = label(carried(segment), FontFace.MONO, "segment-text", tone, hint);
        paper.above(key + " text", y + ARROW - 3, label, fact.evidence(), seqs);
        int lines = numbers(key, segment, fromClient, y + NUMBERS, hint, fact.evidence(), seqs);
        beside(key, fromClient, again, fact, y);
        cursor.down(NUMBERS + lines * Paper.LINE + 6);
        return y;
    }

    /** That bytes before it were in no captured segment. */
    private void missing(long seq, long bytes) {
        if (bytes > 0) {
            String text = paper.words().text("ladder.missing", Numbers.bytes(bytes));
            String shown = paper.type().end(text, FontFace.UI, paper.between());
            String hint = paper.words().text("ladder.missing.hint", Numbers.bytes(bytes));
            Mark.Label label = label(shown, FontFace.UI, "call-time", "", hint);
            paper.between("missing " + seq, cursor.y(), List.of(label), Evidence.INFERRED, List.of(seq));
            cursor.down(Paper.LINE + 6);
        }
    }

    /** When it passed, and that it passed before. */
    private void beside(String key, boolean fromClient, boolean again, Fact fact, double y) {
        List<Mark.Label> lines = new ArrayList<>();
        lines.add(paper.text(
                fromClient,
                cursor.since(fact.t()),
                FontFace.UI,
                "call-time",
                "",
                paper.words().text("ladder.segment.since")));
        if (again) {
            lines.add(paper.text(
                    fromClient,
                    paper.words().text("ladder.again"),
                    FontFace.UI,
                    "call-result",
                    "failed",
                    paper.words().text("ladder.again.hint")));
        }
        String name = lines.getLast().text();
        paper.beside(
                key + " time", Item.Kind.REMARK, fromClient, y + 4, lines, fact.evidence(), List.of(fact.seq()), name);
    }

    /** Flags, and as much of the bytes as there is room for between the lines. */
    private String carried(Event.Segment segment) {
        String flags = String.join(" ", segment.flags());
        if (segment.length() == 0) {
            return flags;
        }
        String size = Numbers.bytes(segment.length());
        int headers = segment.bytes().length() - segment.length();
        if (headers > 0) {
            ByteBuffer packet = ByteBuffer.wrap(segment.bytes().toArray());
            Bytes payload = Bytes.of(packet, headers, packet.capacity() - headers);
            for (int most = PREVIEW; most > 0; most--) {
                String text = flags + " " + Pills.preview(payload, segment.length(), most) + " " + size;
                if (paper.type().width(text, FontFace.MONO) <= paper.between()) {
                    return text;
                }
            }
        }
        return paper.type().end(flags + " " + size, FontFace.MONO, paper.between());
    }

    private int numbers(
            String key,
            Event.Segment segment,
            boolean fromClient,
            double y,
            String hint,
            Evidence evidence,
            List<Long> seqs) {
        List<String> parts = new ArrayList<>();
        parts.add("seq " + shown(fromClient, segment.seqno()));
        if (segment.flags().contains("ACK")) {
            parts.add("ack " + shown(!fromClient, segment.ackno()));
        }
        parts.add("win " + Numbers.grouped(segment.window()));
        boolean closed = segment.window() == 0 && !segment.flags().contains("RST");
        List<Mark.Label> lines = new ArrayList<>();
        for (String line : paper.type().lines(String.join(" ", joined(parts)), FontFace.UI, paper.between())) {
            boolean zero = closed && line.endsWith("win\u00a00");
            lines.add(label(
                    paper.type().end(line, FontFace.UI, paper.between()), // absolute numbers may be too long
                    FontFace.UI,
                    zero ? "call-result" : "call-time",
                    zero ? "failed" : "",
                    zero ? paper.words().text("ladder.zero-window") + "\n" + hint : hint));
        }
        paper.between(key + " numbers", y, lines, evidence, seqs);
        return lines.size();
    }

    /** What belongs together is never broken over two lines. */
    private static List<String> joined(List<String> parts) {
        return parts.stream().map(part -> part.replace(' ', '\u00a0')).toList();
    }

    private String shown(boolean client, long number) {
        OptionalLong relative = numbering.relative(client, number);
        return Numbers.grouped(relative.orElse(number));
    }

    private Mark.Label label(String text, FontFace face, String style, String tone, String hint) {
        return new Mark.Label(0, 0, text, face, paper.type().size(text, face), style, tone, hint);
    }

    /** All of it, with the numbers as they were on the wire. */
    private String hint(Event.Segment segment, boolean again) {
        List<String> parts = new ArrayList<>();
        parts.add(segment.from() + " → " + segment.to());
        parts.add(paper.words()
                .text("ladder.absolute", Numbers.grouped(segment.seqno()), Numbers.grouped(segment.ackno())));
        parts.add("win " + Numbers.grouped(segment.window()) + ", " + Numbers.grouped(segment.length()) + " B");
        if (!segment.options().isEmpty()) {
            parts.add(String.join(", ", segment.options()));
        }
        if (again) {
            parts.add(paper.words().text("ladder.again.hint"));
        }
        return String.join("\n", parts);
    }
}
