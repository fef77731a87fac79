package org.socketlab.picture.diagram;

import java.util.List;
import org.socketlab.model.Bytes;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Type;
import org.socketlab.picture.Words;

/** Draws bytes on their way: what they are, how many, how long they took. */
public final class Pills {
    private static final double HEIGHT = 20;
    private static final double PAD = 11;
    private static final double ABOVE = 14;
    private static final int PREVIEW = 12;

    private Pills() {}

    /**
     * The pill around its own upper left corner; its middle is what runs along the wire.
     *
     * @param room how wide it may be, px at 100 %: of the bytes only as many are shown
     */
    public static Item of(Passed passed, Words words, double room) {
        Type type = Type.of(words.language());
        String text = text(passed, type, room - 2 * PAD);
        String took = passed.took().isPresent()
                ? words.text("diagram.took", Numbers.duration(passed.took().getAsLong()))
                : words.text("diagram.took.unseen");
        double inner = type.width(text, FontFace.MONO_BOLD);
        double above = type.width(took, FontFace.UI);
        double pill = inner + 2 * PAD;
        double width = Math.max(pill, above);
        double left = Math.round((width - pill) / 2);
        List<Mark> marks = List.of(
                new Mark.Panel(new Rect(left, ABOVE, pill, HEIGHT), HEIGHT / 2, "pill", ""),
                new Mark.Label(
                        left + PAD,
                        ABOVE + 14.5,
                        text,
                        FontFace.MONO_BOLD,
                        type.size(text, FontFace.MONO_BOLD),
                        "pill-text"),
                new Mark.Label(
                        Math.round((width - above) / 2),
                        10,
                        took,
                        FontFace.UI,
                        type.size(took, FontFace.UI),
                        "pill-took"));
        return new Item(
                "pill " + passed.seq(),
                Item.Kind.PILL,
                new Rect(0, 0, width, ABOVE + HEIGHT),
                marks,
                passed.evidence(),
                passed.seqs(),
                Act.NONE,
                text + ", " + took,
                false);
    }

    private static String text(Passed passed, Type type, double room) {
        String count = " " + Numbers.bytes(passed.length());
        String text = preview(passed.bytes(), passed.length(), PREVIEW) + count;
        for (int shown = PREVIEW - 1; shown > 0 && type.width(text, FontFace.MONO_BOLD) > room; shown--) {
            text = preview(passed.bytes(), passed.length(), shown) + count;
        }
        return text;
    }

    /** How far below a pill's top the wire runs through it. */
    public static double wire() {
        return ABOVE + HEIGHT / 2;
    }

    /** The first of these bytes as one reads them: control characters by their signs, what is no UTF-8 as U+FFFD. */
    public static String preview(Bytes bytes, long length, int most) {
        StringBuilder text = new StringBuilder();
        String decoded = bytes.text();
        int shown = 0;
        for (int i = 0; i < decoded.length() && shown < most; shown++) {
            int c = decoded.codePointAt(i);
            i += Character.charCount(c);
            text.append(
                    switch (c) {
                        case '\n' -> "↵";
                        case '\r' -> "␍";
                        case '\t' -> "→";
                        default -> Character.isISOControl(c) ? "·" : Character.toString(c);
                    });
        }
        boolean cut = decoded.codePointCount(0, decoded.length()) > most || bytes.length() < length;
        return cut ? text + "…" : text.toString();
    }
}
