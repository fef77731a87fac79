package org.socketlab.model;

import java.util.Locale;

/** The address family of a socket (address_families(7)). */
public enum Family {
    INET,
    INET6,
    UNIX;

    /** The word used in facts, {@code inet}, {@code inet6}, {@code unix}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The family of a word as {@link #word} gives it; throws IllegalArgumentException for any other. */
    public static Family of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
