package org.socketlab.lesson;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody who mistyped most likely meant. */
final class Nearest {
    private static final int MOST_SLIPS = 2;

    private Nearest() {}

    /** The known word that is at most two slips away, and less than its own length. */
    static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(other -> slips(word, other) <= Math.min(MOST_SLIPS, other.length() - 1))
                .min(Comparator.comparingInt(other -> slips(word, other)));
    }

    /** Levenshtein's distance: letters to put in, take out or change. */
    private static int slips(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[other.length()];
    }
}
