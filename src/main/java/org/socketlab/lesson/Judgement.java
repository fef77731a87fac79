package org.socketlab.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.socketlab.model.Bytes;

/** Says whether an assertion holds, and what was seen. Pure, but for what {@code since} has read. */
final class Judgement {
    private final Reading now;
    private final Since since;

    Judgement(Reading now, Since since) {
        this.now = now;
        this.since = since;
    }

    boolean holds(Assertion assertion) {
        return switch (assertion) {
            case Assertion.Compare compare -> holds(compare);
            case Assertion.Hears hears -> {
                Bytes heard = since.heard(hears.console());
                yield hears.just() ? heard.equals(hears.bytes()) : contains(heard, hears.bytes());
            }
            case Assertion.Reads reads -> since.reads(reads.server()).contains(reads.bytes());
            case Assertion.Logs logs -> since.logs(logs.server()).contains(logs.text());
        };
    }

    /** What nobody has seen yet is neither equal nor different. */
    private boolean holds(Assertion.Compare compare) {
        Optional<String> one = now.of(compare.left());
        Optional<String> other = value(compare.right());
        return one.isPresent() && other.isPresent() && one.equals(other) != compare.not();
    }

    /** What was seen in its place, in the words of a lesson; empty where nothing was. */
    String seen(Assertion assertion) {
        return switch (assertion) {
            case Assertion.Compare compare -> seen(compare.left()) + also(compare.right());
            case Assertion.Hears hears -> hears.console() + " hears " + quoted(since.heard(hears.console()));
            case Assertion.Reads reads ->
                all(since.reads(reads.server()).stream().map(Judgement::quoted).toList(), reads.server() + " reads ");
            case Assertion.Logs logs ->
                all(
                        since.logs(logs.server()).stream()
                                .map(text -> quoted(Bytes.of(text)))
                                .toList(),
                        logs.server() + " logs ");
        };
    }

    private String also(Assertion.Value right) {
        return right instanceof Assertion.Value.Of(Term term) && !seen(term).isEmpty() ? ", " + seen(term) : "";
    }

    private String seen(Term term) {
        return now.of(term).map(value -> term + " is " + value).orElse("");
    }

    private static String all(List<String> things, String before) {
        return things.isEmpty() ? "" : before + things.stream().collect(Collectors.joining(", "));
    }

    private Optional<String> value(Assertion.Value value) {
        return switch (value) {
            case Assertion.Value.Word(String text) -> Optional.of(text);
            case Assertion.Value.Of(Term term) -> now.of(term);
        };
    }

    private static boolean contains(Bytes all, Bytes part) {
        byte[] letters = all.toArray();
        byte[] wanted = part.toArray();
        for (int from = 0; from + wanted.length <= letters.length; from++) {
            if (Arrays.equals(letters, from, from + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private static String quoted(Bytes bytes) {
        StringBuilder text = new StringBuilder("\"");
        bytes.text().codePoints().forEach(letter -> {
            switch (letter) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '"', '\\' -> text.append('\\').appendCodePoint(letter);
                default -> text.appendCodePoint(letter);
            }
        });
        return text.append('"').toString();
    }
}
