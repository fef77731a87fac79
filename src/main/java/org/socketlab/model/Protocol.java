package org.socketlab.model;

import java.util.Locale;

/** The protocol that a socket speaks, as the kernel's diagnostics tell sockets apart. */
public enum Protocol {
    TCP,
    UDP,
    UNIX,
    RAW,
    ICMP;

    /** The word used in facts, {@code tcp}, {@code unix} … */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The protocol of a word as {@link #word} gives it; throws IllegalArgumentException for any other. */
    public static Protocol of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
