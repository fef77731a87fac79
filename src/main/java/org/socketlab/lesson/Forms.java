package org.socketlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms that the lines of one kind of block can have. Every line either has one of them or is refused by its number
 * with what was meant, so that nothing of a lesson is ever passed over.
 *
 * @param <T> what a line becomes
 */
final class Forms<T> {
    private final List<Form<T>> forms = new ArrayList<>();

    /** Makes something of a line that has the form. */
    @FunctionalInterface
    interface Maker<T> {
        T make(Line line, Matcher matched) throws LessonRefused;
    }

    private record Form<T>(String word, String usage, Pattern pattern, Maker<T> maker) {}

    /**
     * Adds a form.
     *
     * @param word the word by which a person who writes it knows it
     * @param usage how it reads, for whoever got it wrong
     */
    Forms<T> with(String word, String usage, String regex, Maker<T> maker) {
        forms.add(new Form<>(word, usage, Pattern.compile(regex), maker));
        return this;
    }

    List<String> usages() {
        return forms.stream().map(Form::usage).toList();
    }

    T read(Line line) throws LessonRefused {
        for (Form<T> form : forms) {
            Matcher matcher = form.pattern.matcher(line.text());
            if (matcher.matches()) {
                return form.maker.make(line, matcher);
            }
        }
        throw misread(line);
    }

    private LessonRefused misread(Line line) {
        List<String> said = List.of(line.text().split("\\s+"));
        List<String> words = forms.stream().map(Form::word).distinct().toList();
        for (String word : said.subList(0, Math.min(2, said.size()))) {
            List<String> usages = forms.stream()
                    .filter(form -> form.word.equals(word))
                    .map(Form::usage)
                    .toList();
            if (!usages.isEmpty()) {
                return line.refused("lesson.shape", line.text(), String.join("`, `", usages));
            }
        }
        for (String word : said.subList(0, Math.min(2, said.size()))) {
            Optional<String> meant = Nearest.to(word, words);
            if (meant.isPresent()) {
                return line.refused("lesson.no-step.meant", word, meant.get());
            }
        }
        return line.refused("lesson.no-step", said.getFirst(), String.join("`, `", words));
    }
}
