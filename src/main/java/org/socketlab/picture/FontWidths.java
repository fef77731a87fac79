package org.socketlab.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Measures text as the window will draw it, without a window: by the advance widths of the bundled fonts, which are cut
 * without kerning and ligatures so that plain sums are right. A character that a face lacks is measured in the Chinese
 * face, and one that both lack (the system's fonts draw it) as wide as the font is high.
 *
 * <p>Immutable once read; any thread may measure. A face is read when first asked for.
 */
public final class FontWidths {
    private static final float UNKNOWN_EM = 1;
    private static final int ASCII = 0x80; // nearly all that is ever measured, and every face has it

    private final FontFile file;
    private final float[] ascii = new float[ASCII];

    private FontWidths(FontFile file) {
        this.file = file;
        for (int c = 0; c < ASCII; c++) {
            ascii[c] = Character.isISOControl(c) ? 0 : file.advance(c);
        }
    }

    /** Returns the widths of a bundled face. */
    public static FontWidths of(FontFace face) {
        return switch (face) {
            case UI -> Ui.WIDTHS;
            case UI_BOLD -> UiBold.WIDTHS;
            case MONO -> Mono.WIDTHS;
            case MONO_BOLD -> MonoBold.WIDTHS;
            case CHINESE -> Chinese.WIDTHS;
            case CHINESE_BOLD -> ChineseBold.WIDTHS;
        };
    }

    /** Returns how wide one line of text is at this font size, both in px. Control characters have no width. */
    public double width(String text, double sizePx) {
        double em = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            em += em(c);
            i += Character.charCount(c);
        }
        return em * sizePx;
    }

    private float em(int codePoint) {
        if (codePoint < ASCII) {
            return ascii[codePoint];
        }
        if (Character.isISOControl(codePoint)) {
            return 0;
        }
        float own = file.advance(codePoint);
        if (own >= 0) {
            return own;
        }
        float chinese = Chinese.WIDTHS.file.advance(codePoint);
        return chinese >= 0 ? chinese : UNKNOWN_EM;
    }

    private static FontWidths read(FontFace face) {
        try (InputStream in = FontWidths.class.getResourceAsStream(face.resource())) {
            if (in == null) {
                throw new IOException("it is not on the class path");
            }
            return new FontWidths(new FontFile(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("The font " + face.resource() + " cannot be read; build the lab again", e);
        }
    }

    // One holder a face: the JVM reads each when it is first named, and once.
    private static final class Ui {
        static final FontWidths WIDTHS = read(FontFace.UI);
    }

    private static final class UiBold {
        static final FontWidths WIDTHS = read(FontFace.UI_BOLD);
    }

    private static final class Mono {
        static final FontWidths WIDTHS = read(FontFace.MONO);
    }

    private static final class MonoBold {
        static final FontWidths WIDTHS = read(FontFace.MONO_BOLD);
    }

    private static final class Chinese {
        static final FontWidths WIDTHS = read(FontFace.CHINESE);
    }

    private static final class ChineseBold {
        static final FontWidths WIDTHS = read(FontFace.CHINESE_BOLD);
    }
}
