package org.socketlab.model;

import java.util.Locale;

/** How a fact came to be known. */
public enum Evidence {
    /** The kernel, or a call's own return, said so. */
    OBSERVED,
    /** Derived from something observed; the fact says from what. */
    INFERRED,
    /** Real, but held or delayed by the lab; the fact names the command. */
    STAGED;

    /** The word used in facts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The evidence of a word as {@link #word} gives it; throws IllegalArgumentException for any other. */
    public static Evidence of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
