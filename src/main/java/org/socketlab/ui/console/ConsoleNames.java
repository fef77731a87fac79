package org.socketlab.ui.console;

import java.util.Comparator;
import java.util.Set;

/** Consoles are called A to Z, then AA, AB …, as the columns of a table are. */
final class ConsoleNames {
    /** A before B, Z before AA. */
    static final Comparator<String> ORDER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private static final int LETTERS = 26;

    private ConsoleNames() {}

    /** The first name that none of these has. */
    static String free(Set<String> taken) {
        for (int i = 0; ; i++) {
            String name = name(i);
            if (!taken.contains(name)) {
                return name;
            }
        }
    }

    private static String name(int index) {
        String last = String.valueOf((char) ('A' + index % LETTERS));
        return index < LETTERS ? last : name(index / LETTERS - 1) + last;
    }
}
