package org.socketlab.picture;

/** The typefaces the lab brings along, by what they are for, so that no view and no exporter names a file. */
public enum FontFace {
    /** Words in the window. */
    UI("Inter", false, "Inter-Regular.otf"),
    /** Headings: Inter's semi-bold, which stands as the family's bold because JavaFX knows no weight between. */
    UI_BOLD("Inter", true, "Inter-SemiBold.otf"),
    /** Whatever a tool, a call or a wire would show. */
    MONO("JetBrains Mono", false, "JetBrainsMono-Regular.ttf"),
    /** The same, to stress a part: the client's port. */
    MONO_BOLD("JetBrains Mono", true, "JetBrainsMono-Bold.ttf"),
    /** Simplified Chinese as far as GB 2312 goes; the others fall back to it by themselves. */
    CHINESE("Noto Sans CJK SC", false, "NotoSansCJKsc-Regular.otf"),
    /** The same for headings, so that those half in Chinese are not half as heavy. */
    CHINESE_BOLD("Noto Sans CJK SC", true, "NotoSansCJKsc-Bold.otf");

    private static final String FOLDER = "/org/socketlab/ui/fonts/";

    private final String family;
    private final boolean bold;
    private final String file;

    FontFace(String family, boolean bold, String file) {
        this.family = family;
        this.bold = bold;
        this.file = file;
    }

    /** Returns the face that draws the Chinese in a text of this face. */
    public FontFace chinese() {
        return bold ? CHINESE_BOLD : CHINESE;
    }

    /** Returns the family's name, as style sheets and SVG ask for it. */
    public String family() {
        return family;
    }

    /** Tells whether this is the family's bold. */
    public boolean bold() {
        return bold;
    }

    /** Returns the absolute name of the font's file on the class path. */
    public String resource() {
        return FOLDER + file;
    }
}
