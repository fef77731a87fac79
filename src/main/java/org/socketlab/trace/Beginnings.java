package org.socketlab.trace;

import java.util.function.IntToLongFunction;

/** Finds among runs of facts, one after the other, the one that has a fact. */
final class Beginnings {
    private Beginnings() {}

    /**
     * The index of the last run that begins with this fact or an earlier one; 0 where all begin later.
     *
     * @param runs how many there are, one at least
     * @param first the first fact of each
     */
    static int last(int runs, IntToLongFunction first, long seq) {
        int low = 0;
        int high = runs - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (first.applyAsLong(middle) <= seq) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
