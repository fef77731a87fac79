package org.socketlab.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Set;
import javafx.scene.text.Font;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Run;

/**
 * Brings the bundled typefaces to JavaFX, each once and only when it is needed: the Chinese one is large, and an English
 * session without a Chinese character never pays for it. One thread at a time: JavaFX's, once it has begun.
 */
public final class Fonts {
    private static final Set<FontFace> LOADED = EnumSet.noneOf(FontFace.class);
    private static final double ANY_SIZE = 13;

    private Fonts() {}

    /** The faces of every session. */
    public static void loadLatin() {
        for (FontFace face : FontFace.values()) {
            if (face.chinese() != face) {
                load(face);
            }
        }
    }

    /** The same, and JavaFX's own look at the system's fonts: for a thread of its own, while the toolkit starts. */
    static void loadAhead() {
        loadLatin();
        Font.getDefault();
    }

    /** The Chinese faces; nothing is done a second time. */
    public static void loadChinese() {
        load(FontFace.CHINESE);
        load(FontFace.CHINESE_BOLD);
    }

    /** Whether a text has characters that only the Chinese face draws. */
    public static boolean needsChinese(String text) {
        return Run.anyChinese(text);
    }

    private static void load(FontFace face) {
        if (!LOADED.add(face)) {
            return;
        }
        try (InputStream in = Fonts.class.getResourceAsStream(face.resource())) {
            if (in == null || Font.loadFont(in, ANY_SIZE) == null) {
                throw new IOException("JavaFX does not take it");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The font " + face.resource() + " cannot be read; build the lab again", e);
        }
    }
}
