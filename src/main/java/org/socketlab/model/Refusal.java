package org.socketlab.model;

import java.util.List;
import java.util.Locale;

/**
 * Something that was asked and could not be had: what happened, why, and what to do.
 *
 * <p>The three sentences are the {@link Saying}s {@code CODE.what}, {@code CODE.why} and {@code CODE.todo}.
 *
 * @param errno the errno's name, such as {@code EADDRINUSE}; empty where no call refused
 */
public record Refusal(String code, List<String> args, String errno) implements Event {
    public Refusal {
        args = List.copyOf(args);
    }

    public static Refusal of(String code, String errno, Object... args) {
        return new Refusal(code, Saying.of(code, args).args(), errno);
    }

    public String what(Locale language) {
        return part("what", language);
    }

    public String why(Locale language) {
        return part("why", language);
    }

    public String todo(Locale language) {
        return part("todo", language);
    }

    /** All in one line: what, why, what to do. */
    public String text(Locale language) {
        return what(language) + " " + why(language) + " " + todo(language);
    }

    private String part(String which, Locale language) {
        return new Saying(code + "." + which, args).text(language);
    }
}
