package org.socketlab.lesson;

import java.util.ArrayList;
import java.util.List;

/** A line of a fenced block, with its number in the document, from 1. */
record Line(int number, String text) {
    /** The lines that say something. */
    static List<Line> of(int firstNumber, String literal) {
        List<Line> lines = new ArrayList<>();
        int number = firstNumber;
        for (String line : literal.split("\n", -1)) {
            if (!line.isBlank()) {
                lines.add(new Line(number, line.strip()));
            }
            number++;
        }
        return lines;
    }

    LessonRefused refused(String code, Object... args) {
        return LessonRefused.at(number, code, args);
    }
}
