package org.socketlab.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which threads of this process used the CPU since it was made: fair also on a machine that has other things to do. */
final class Spent {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final Map<String, Double> before = seconds();

    /** CPU seconds of the threads of this name. */
    double of(String name) {
        return seconds().getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
    }

    /** The most expensive ones in words. */
    String since(int most) {
        return seconds().keySet().stream()
                .map(name -> Map.entry(name, of(name)))
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .map(one -> String.format(Locale.ROOT, "%s %.2f s", one.getKey(), one.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Double> seconds() {
        Map<String, Double> seconds = new HashMap<>();
        for (ThreadInfo thread : CLOCK.getThreadInfo(CLOCK.getAllThreadIds())) {
            if (thread != null) {
                seconds.merge(thread.getThreadName(), CLOCK.getThreadCpuTime(thread.getThreadId()) / 1e9, Double::sum);
            }
        }
        return seconds;
    }
}
