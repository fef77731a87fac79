package org.socketlab.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The text of pictures: sizes in px at 100 %, and cutting what is too long.
 *
 * @param ui size of words
 * @param mono size of what a tool or the kernel would show
 */
public record Type(double ui, double mono) {
    private static final String CUT = "…";

    /** Latin letters are read from 12 px on, Chinese characters from 14 px. */
    public static Type of(Locale language) {
        return language.getLanguage().equals(Locale.CHINESE.getLanguage()) ? new Type(14, 13) : new Type(12.5, 12.5);
    }

    /** The size in which this text is drawn: one with Chinese in it at least at 14 px. */
    public double size(String text, FontFace face) {
        double size = face == FontFace.MONO || face == FontFace.MONO_BOLD ? mono : ui;
        return size < 14 && text.codePoints().anyMatch(Character::isIdeographic) ? 14 : size;
    }

    public double width(String text, FontFace face) {
        return FontWidths.of(face).width(text, size(text, face));
    }

    /** The text, or as much of its beginning as fits with an ellipsis; empty where not even that does. */
    public String end(String text, FontFace face, double width) {
        return cut(text, face, width, 1);
    }

    /** The text, or as much of its end as fits after an ellipsis: of a path the name counts. */
    public String start(String text, FontFace face, double width) {
        return cut(text, face, width, 0);
    }

    /** The text, or its beginning and end around an ellipsis. */
    public String middle(String text, FontFace face, double width) {
        return cut(text, face, width, 0.5);
    }

    private String cut(String text, FontFace face, double width, double before) {
        if (width(text, face) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int low = 0;
        int high = points.length - 1;
        while (low < high) { // the most code points that still fit
            int kept = (low + high + 1) >>> 1;
            if (width(around(points, kept, before), face) <= width) {
                low = kept;
            } else {
                high = kept - 1;
            }
        }
        String cut = around(points, low, before);
        return width(cut, face) <= width ? cut : "";
    }

    private static String around(int[] points, int kept, double before) {
        int head = (int) Math.round(kept * before);
        int tail = kept - head;
        return new String(points, 0, head) + CUT + new String(points, points.length - tail, tail);
    }

    /** The text in lines of at most that width, broken at spaces and between Chinese characters; a wider word within. */
    public List<String> lines(String text, FontFace face, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String piece : pieces(text)) {
            if (!line.isEmpty() && width((line + piece).stripTrailing(), face) > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? piece.stripLeading() : piece);
            for (int fits = fitting(line, face, width); fits < line.length(); fits = fitting(line, face, width)) {
                lines.add(line.substring(0, fits));
                line.delete(0, fits);
            }
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** How many chars from its beginning fit, not counting spaces at its end; one character at least. */
    private int fitting(CharSequence line, FontFace face, double width) {
        String text = line.toString().stripTrailing();
        double size = size(text, face);
        double wide = 0;
        for (int at = 0; at < text.length(); ) {
            int next = text.offsetByCodePoints(at, 1);
            wide += FontWidths.of(face).width(text.substring(at, next), size);
            if (wide > width && at > 0) {
                return at;
            }
            at = next;
        }
        return line.length();
    }

    /** What is never broken: words with the space after them, Chinese characters with the punctuation after them. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = 1; at < text.length(); at++) {
            char before = text.charAt(at - 1);
            char after = text.charAt(at);
            boolean closing = "，。：；、）！？".indexOf(after) >= 0;
            if (before == ' ' || (before >= 0x2E80 || after >= 0x2E80) && !closing && before != '（') {
                pieces.add(text.substring(from, at));
                from = at;
            }
        }
        pieces.add(text.substring(from));
        return pieces;
    }
}
