package org.socketlab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which threads of this process used the CPU since it was made, the JVM's own compilers and collectors among them: fair
 * also on a machine that has other things to do. From /proc/self/task, proc_pid_schedstat: the first number is ns on a
 * CPU.
 */
final class Spent {
    private static final int COMM = 15; // TASK_COMM_LEN - 1: Linux keeps no more of a name
    private static final double NS_PER_S = 1e9;

    private final Map<String, Double> before = seconds();

    /** CPU seconds of the threads of this name. */
    double of(String name) {
        String cut = name.substring(0, Math.min(COMM, name.length()));
        return seconds().getOrDefault(cut, 0.0) - before.getOrDefault(cut, 0.0);
    }

    /** The most expensive ones in words. */
    String since(int most) {
        Map<String, Double> now = seconds();
        now.replaceAll((name, seconds) -> seconds - before.getOrDefault(name, 0.0));
        return now.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .map(one -> String.format(Locale.ROOT, "%s %.2f s", one.getKey(), one.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Double> seconds() {
        Map<String, Double> seconds = new HashMap<>();
        for (Path task : tasks()) {
            try {
                String name = Files.readString(task.resolve("comm")).strip();
                String[] times = Files.readString(task.resolve("schedstat")).split(" ");
                seconds.merge(name, Long.parseLong(times[0]) / NS_PER_S, Double::sum);
            } catch (IOException e) {
                continue; // it has ended meanwhile
            }
        }
        return seconds;
    }

    private static List<Path> tasks() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
