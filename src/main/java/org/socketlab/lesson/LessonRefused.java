package org.socketlab.lesson;

import java.util.Locale;
import org.socketlab.model.Saying;

/** A document that is no lesson: which line, and why. */
public final class LessonRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final transient Saying why;

    /** @param line from 1; 0 where it is about the whole document */
    LessonRefused(int line, Saying why) {
        this.line = line;
        this.why = why;
    }

    static LessonRefused at(int line, String code, Object... args) {
        return new LessonRefused(line, Saying.of(code, args));
    }

    public int line() {
        return line;
    }

    /** {@code line 42: …}. */
    public String text(Locale language) {
        return line == 0
                ? why.text(language)
                : Saying.of("lesson.line", line, why.text(language)).text(language);
    }

    @Override
    public String getMessage() {
        return text(Locale.ENGLISH);
    }
}
