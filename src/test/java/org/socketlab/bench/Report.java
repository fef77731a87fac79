package org.socketlab.bench;

import java.util.Arrays;
import java.util.Locale;

/** Prints what was measured beside what was promised. */
final class Report {
    private Report() {}

    static void atMost(String what, double measured, double promised, String unit) {
        line(what, measured, "at most", promised, unit, measured <= promised);
    }

    static void atLeast(String what, double measured, double promised, String unit) {
        line(what, measured, "at least", promised, unit, measured >= promised);
    }

    static void say(String sentence) {
        System.out.println(sentence);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void line(String what, double measured, String bound, double promised, String unit, boolean kept) {
        System.out.printf(
                Locale.ROOT,
                "%-58s %8.2f %-3s %s %.2f  %s%n",
                what,
                measured,
                unit,
                bound,
                promised,
                kept ? "kept" : "MISSED");
    }
}
