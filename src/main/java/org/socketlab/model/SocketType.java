package org.socketlab.model;

import java.util.Locale;

/** The communication semantics of a socket (socket(2)). */
public enum SocketType {
    STREAM,
    DGRAM,
    SEQPACKET,
    RAW;

    /** The word used in facts, {@code stream}, {@code dgram} … */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of a word as {@link #word} gives it; throws IllegalArgumentException for any other. */
    public static SocketType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
