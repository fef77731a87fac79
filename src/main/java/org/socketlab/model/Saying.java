package org.socketlab.model;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * A sentence by its code and arguments, so that a fact can be read in either language long after it was told.
 *
 * <p>The sentences stand in {@code sayings_en.properties} and {@code sayings_zh.properties} beside this class.
 *
 * @param code the key of the sentence
 * @param args what its {@code {0}}, {@code {1}} … stand for
 */
public record Saying(String code, List<String> args) {
    public Saying {
        args = List.copyOf(args);
    }

    public static Saying of(String code, Object... args) {
        return new Saying(code, Arrays.stream(args).map(String::valueOf).toList());
    }

    /** The sentence in English, as files and the command line have it. */
    public String text() {
        return text(Locale.ENGLISH);
    }

    /** The sentence in English or Chinese; a code that the bundle lacks stands for itself. */
    public String text(Locale language) {
        ResourceBundle bundle = ResourceBundle.getBundle("org.socketlab.model.sayings", language);
        String pattern = bundle.containsKey(code) ? bundle.getString(code) : code;
        return new MessageFormat(pattern, Locale.ROOT).format(args.toArray());
    }
}
