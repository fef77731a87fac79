package org.socketlab.lesson;

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
            case Assertion.Compare(_, Term left, boolean not, Assertion.Value right) -> {
                Optional<String> one = now.of(left);
                Optional<String> other = value(right);
                yield one.isPresent() && other.isPresent() && one.equals(other) != not;
            }
            case Assertion.Hears(_, String console, Bytes bytes, boolean just) -> {
                Bytes heard = since.heard(console);
                yield just ? heard.equals(bytes) : contains(heard, bytes);
            }
            case Assertion.Reads(_, Subject.Server server, Bytes bytes) -> since.reads(server).contains(bytes);
            case Assertion.Logs(_, Subject.Server server, String text) -> since.logs(server).contains(text);
        };
    }

    /** What was seen in its place, in the words of a lesson; empty where nothing was. */
    String seen(Assertion assertion) {
        return switch (assertion) {
            case Assertion.Compare(_, Term left, _, Assertion.Value right) -> seen(left) + also(right);
            case Assertion.Hears(_, String console, _, _) -> console + " hears " + quoted(since.heard(console));
            case Assertion.Reads(_, Subject.Server server, _) ->
                all(since.reads(server).stream().map(Judgement::quoted).toList(), server + " reads ");
            case Assertion.Logs(_, Subject.Server server, _) ->
                all(
                        since.logs(server).stream()
                                .map(text -> quoted(Bytes.of(text)))
                                .toList(),
                        server + " logs ");
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
        for (int from = 0; from + part.length() <= all.length(); from++) {
            if (part.sameBetween(0, part.length(), Bytes.of(
                    java.util.Arrays.copyOfRange(all.toArray(), from, from + part.length())))) {
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
