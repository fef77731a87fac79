package org.socketlab.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a text that one typeface draws. JavaFX falls back to the system's fonts only, never to bundled ones, so a
 * line with Chinese in it is drawn run by run: what is not Chinese stays in its own face.
 */
public record Run(String text, boolean chinese) {
    /** From CJK Radicals on; fullwidth forms and the supplementary ideographs lie above them too. */
    private static final int FIRST_CHINESE = 0x2E80;

    /** The runs of a text in their order; none of an empty one. */
    public static List<Run> of(String text) {
        List<Run> runs = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            boolean chinese = chinese(text.codePointAt(from));
            int to = from;
            while (to < text.length() && chinese(text.codePointAt(to)) == chinese) {
                to += Character.charCount(text.codePointAt(to));
            }
            runs.add(new Run(text.substring(from, to), chinese));
            from = to;
        }
        return runs;
    }

    /** Whether only the Chinese face draws this character; a lone surrogate is none. */
    public static boolean chinese(int codePoint) {
        return codePoint >= FIRST_CHINESE
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }

    /** Whether a text has a Chinese run. */
    public static boolean anyChinese(String text) {
        return text.codePoints().anyMatch(Run::chinese);
    }
}
