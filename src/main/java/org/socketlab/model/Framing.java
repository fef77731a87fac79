package org.socketlab.model;

import java.util.Locale;

/** How a server cuts the stream into requests. */
public enum Framing {
    /** A request ends at LF. */
    LINE,
    /** Whatever one read() returns is one request: the article's slip, kept to show what goes wrong. */
    READ;

    /** The word used in facts and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The framing of a word as {@link #word} gives it; throws IllegalArgumentException for any other. */
    public static Framing of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
