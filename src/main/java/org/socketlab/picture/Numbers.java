package org.socketlab.picture;

import java.util.Locale;

/** Numbers as pictures write them, alike in every language. */
public final class Numbers {
    private static final char GROUP = '\u00a0'; // a space that does not break

    private Numbers() {}

    /** With a space before every three digits from the end, from 1 000 on. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', GROUP);
    }

    /** A size, exact below ten thousand: {@code 5 B}, {@code 1 208 B}, {@code 64 KiB}. */
    public static String bytes(long bytes) {
        if (bytes < 10_000) {
            return grouped(bytes) + GROUP + "B";
        }
        return bytes < 10_000L * 1024
                ? grouped(Math.round(bytes / 1024.0)) + GROUP + "KiB"
                : grouped(Math.round(bytes / 1024.0 / 1024)) + GROUP + "MiB";
    }

    /** How long something took, of ns: {@code 840 ns}, {@code 18 µs}, {@code 1.4 ms}, {@code 2.1 s}. */
    public static String duration(long nanos) {
        if (nanos < 1_000) {
            return nanos + "" + GROUP + "ns";
        }
        if (nanos < 1_000_000) {
            return scaled(nanos / 1e3) + GROUP + "µs";
        }
        return nanos < 1_000_000_000 ? scaled(nanos / 1e6) + GROUP + "ms" : scaled(nanos / 1e9) + GROUP + "s";
    }

    /** How long something goes on by now, of ns: in tenths of a second as soon as there is one, so that it grows evenly. */
    public static String waited(long nanos) {
        return nanos < 100_000_000 || nanos >= 1_000_000_000
                ? duration(nanos)
                : String.format(Locale.ROOT, "%.1f", nanos / 1e9) + GROUP + "s";
    }

    /** Two significant digits at least, none that says nothing. */
    private static String scaled(double value) {
        return value < 9.95 ? String.format(Locale.ROOT, "%.1f", value) : grouped(Math.round(value));
    }
}
