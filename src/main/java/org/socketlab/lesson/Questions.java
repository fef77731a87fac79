package org.socketlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the blocks whose lines belong together: {@code predict} and {@code prove}. */
final class Questions {
    private static final Pattern EXPECT = Pattern.compile("expect (?:(\\d+) times )?(.+)");

    private Questions() {}

    /** A text in both languages: {@code English | 中文}. */
    static Both both(Line line, String text) throws LessonRefused {
        String[] parts = text.split(" \\| ", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw line.refused("lesson.one-language", text);
        }
        return new Both(parts[0].strip(), parts[1].strip());
    }

    /**
     * <pre>
     *   ? the question | 问题
     *   - a choice | 选项
     *   + the right one | 正确的选项
     *   = why | 原因
     * </pre>
     */
    static Part.Predict predict(Line fence, List<Line> lines) throws LessonRefused {
        List<Both> questions = new ArrayList<>();
        List<Both> choices = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        List<Both> reasons = new ArrayList<>();
        for (Line line : lines) {
            String text = line.text().length() > 2 && line.text().charAt(1) == ' '
                    ? line.text().substring(2)
                    : "";
            switch (text.isEmpty() ? ' ' : line.text().charAt(0)) {
                case '?' -> questions.add(both(line, text));
                case '-' -> choices.add(both(line, text));
                case '+' -> {
                    right.add(choices.size());
                    choices.add(both(line, text));
                }
                case '=' -> reasons.add(both(line, text));
                default -> throw line.refused("lesson.predict.line", line.text());
            }
        }
        if (questions.size() != 1 || choices.size() < 2 || right.size() != 1 || reasons.size() != 1) {
            throw fence.refused("lesson.predict", questions.size(), choices.size(), right.size(), reasons.size());
        }
        return new Part.Predict(questions.getFirst(), choices, right.getFirst(), reasons.getFirst());
    }

    /**
     * <pre>
     *   $ the command
     *   expect REGEX
     *   expect 2 times REGEX
     * </pre>
     */
    static Part.Prove prove(Line fence, List<Line> lines) throws LessonRefused {
        Line first = lines.getFirst();
        if (!first.text().startsWith("$ ")) {
            throw first.refused("lesson.prove.command", first.text());
        }
        List<Part.Expect> expected = new ArrayList<>();
        for (Line line : lines.subList(1, lines.size())) {
            Matcher matcher = EXPECT.matcher(line.text());
            if (!matcher.matches()) {
                throw line.refused("lesson.prove.line", line.text());
            }
            Template regex = Grammar.template(line, matcher.group(2));
            try {
                Pattern.compile(regex.with(_ -> "1"));
            } catch (PatternSyntaxException e) {
                throw line.refused("lesson.prove.regex", matcher.group(2), e.getDescription());
            }
            expected.add(new Part.Expect(Optional.ofNullable(matcher.group(1)).map(Integer::valueOf), regex));
        }
        if (expected.isEmpty()) {
            throw fence.refused("lesson.prove.expect");
        }
        return new Part.Prove(Grammar.template(first, first.text().substring(2)), expected);
    }
}
