package org.socketlab.ui.console;

import java.util.ArrayList;
import java.util.List;

/** What was typed before, walked through with Up and Down as in a shell. */
final class TypedHistory {
    private static final int MOST = 200;

    private final List<String> lines = new ArrayList<>();
    private int at;
    private String draft = "";

    /** Remembers a line that was sent, once where it repeats the one before. */
    void add(String line) {
        if (!line.isBlank() && (lines.isEmpty() || !lines.getLast().equals(line))) {
            lines.add(line);
            if (lines.size() > MOST) {
                lines.removeFirst();
            }
        }
        at = lines.size();
        draft = "";
    }

    /** The line before, where there is one; {@code now} is kept to come back to. */
    String back(String now) {
        if (at == lines.size()) {
            draft = now;
        }
        at = Math.max(0, at - 1);
        return at < lines.size() ? lines.get(at) : now;
    }

    /** The line after, and at last what was being typed. */
    String forth(String now) {
        if (at >= lines.size()) {
            return now;
        }
        at++;
        return at == lines.size() ? draft : lines.get(at);
    }
}
