package org.socketlab.lesson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.socketlab.model.Bytes;
import org.socketlab.model.Framing;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;

/** All that lines of {@code do}, {@code check} and {@code reveal} can say. CONTRIBUTING.md tables it. */
final class Grammar {
    private static final String CONSOLE = "([A-Z])";
    private static final String SERVER = "(tcp|unix)";
    private static final String END = "([A-Z](?:'s peer)?)";
    private static final String TERM = "((?:" + Term.Property.anyOf() + ") of (?:[A-Z]'s peer|[A-Z]|tcp|unix)|pid)";
    private static final Pattern PARTS = Pattern.compile("(.+) of (.+)");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*[a-zA-Z][^{}]*)}");
    private static final List<String> STATES = Stream.of(TcpState.values(), UnixState.values())
            .flatMap(Arrays::stream)
            .map(Object::toString)
            .distinct()
            .toList();

    static final Forms<Assertion> ASSERTIONS = assertions();
    static final Forms<Action> ACTIONS = actions();
    static final Forms<Part.Sight> SIGHTS = new Forms<Part.Sight>()
            .with(
                    "select",
                    "select A|tcp|unix",
                    "select (?:" + CONSOLE + "|" + SERVER + ")",
                    (_, matched) -> new Part.Sight.Select(
                            matched.group(1) == null
                                    ? new Subject.Server(matched.group(2))
                                    : new Subject.Console(matched.group(1))))
            .with(
                    "open",
                    "open handshake|calls|fds|tools|bytes",
                    "open (handshake|calls|fds|tools|bytes)",
                    (_, matched) -> new Part.Sight.Open(
                            Part.Tab.valueOf(matched.group(1).toUpperCase(Locale.ROOT))));

    private Grammar() {}

    private static Forms<Assertion> assertions() {
        Forms<Assertion> forms = new Forms<Assertion>()
                .with(
                        "hears",
                        "A hears [just] \"TEXT\"",
                        CONSOLE + " hears (just )?" + Spelling.QUOTED,
                        (line, matched) -> new Assertion.Hears(
                                line.text(),
                                matched.group(1),
                                Spelling.bytes(line, matched.group(3)),
                                matched.group(2) != null))
                .with(
                        "reads",
                        "tcp|unix reads \"TEXT\"",
                        SERVER + " reads " + Spelling.QUOTED,
                        (line, matched) -> new Assertion.Reads(
                                line.text(),
                                new Subject.Server(matched.group(1)),
                                Spelling.bytes(line, matched.group(2))))
                .with(
                        "logs",
                        "tcp|unix logs \"TEXT\"",
                        SERVER + " logs " + Spelling.QUOTED,
                        (line, matched) -> new Assertion.Logs(
                                line.text(),
                                new Subject.Server(matched.group(1)),
                                Spelling.bytes(line, matched.group(2)).text()));
        for (Term.Property property : Term.Property.values()) {
            String word = property.word().split(" ")[0];
            forms.with(
                    word,
                    property.word() + " of " + whom(property) + " is [not] VALUE|none|PROPERTY of WHOM",
                    "(" + property.word() + " of (?:[A-Z]'s peer|[A-Z]|tcp|unix)) is (not )?(?:" + TERM
                            + "|([\\w.-]+))",
                    Grammar::compare);
        }
        return forms;
    }

    private static String whom(Term.Property property) {
        return property.fits(new Subject.Server("tcp"))
                ? "tcp|unix"
                : property.fits(new Subject.Peer("A")) ? "A|A's peer" : "A";
    }

    private static Assertion compare(Line line, Matcher matched) throws LessonRefused {
        Term left = term(line, matched.group(1));
        Assertion.Value right = matched.group(3) != null
                ? new Assertion.Value.Of(term(line, matched.group(3)))
                : new Assertion.Value.Word(value(line, left.property(), matched.group(4)));
        return new Assertion.Compare(line.text(), left, matched.group(2) != null, right);
    }

    private static String value(Line line, Term.Property property, String word) throws LessonRefused {
        List<String> known = property.values(STATES);
        boolean fits = word.equals("none")
                || (property.counts() ? word.matches("\\d{1,9}") : known.isEmpty() || known.contains(word));
        if (fits) {
            return word;
        }
        Optional<String> meant = Nearest.to(word, known);
        throw meant.isPresent()
                ? line.refused("lesson.no-value.meant", word, property.word(), meant.get())
                : line.refused("lesson.no-value", word, property.word());
    }

    private static Term term(Line line, String text) throws LessonRefused {
        if (text.equals("pid")) {
            return new Term(Term.Property.PID, new Subject.Lab());
        }
        Matcher parts = PARTS.matcher(text);
        Optional<Term.Property> property = parts.matches() ? Term.Property.of(parts.group(1)) : Optional.empty();
        Optional<Subject> subject = parts.matches() ? subject(parts.group(2)) : Optional.empty();
        if (property.isEmpty() || subject.isEmpty() || !property.get().fits(subject.get())) {
            throw line.refused("lesson.no-term", text);
        }
        return new Term(property.get(), subject.get());
    }

    private static Optional<Subject> subject(String text) {
        if (text.matches("[A-Z]'s peer")) {
            return Optional.of(new Subject.Peer(text.substring(0, 1)));
        }
        return text.matches("[A-Z]")
                ? Optional.of(new Subject.Console(text))
                : text.matches("tcp|unix") ? Optional.of(new Subject.Server(text)) : Optional.empty();
    }

    private static Forms<Action> actions() {
        return new Forms<Action>()
                .with(
                        "console",
                        "console A connect tcp|unix",
                        "console " + CONSOLE + " connect " + SERVER,
                        (line, matched) ->
                                new Action.Connect(line.text(), matched.group(1), new Subject.Server(matched.group(2))))
                .with(
                        "type",
                        "type A WORDS",
                        "type " + CONSOLE + " (.+)",
                        (line, matched) ->
                                new Action.Send(line.text(), matched.group(1), Bytes.of(matched.group(2) + "\n")))
                .with(
                        "send",
                        "send A \"TEXT\"",
                        "send " + CONSOLE + " " + Spelling.QUOTED,
                        (line, matched) ->
                                new Action.Send(line.text(), matched.group(1), Spelling.bytes(line, matched.group(2))))
                .with(
                        "half-close",
                        "half-close A",
                        "half-close " + CONSOLE,
                        (line, matched) -> new Action.HalfClose(line.text(), matched.group(1)))
                .with(
                        "disconnect",
                        "disconnect A",
                        "disconnect " + CONSOLE,
                        (line, matched) -> new Action.Disconnect(line.text(), matched.group(1)))
                .with(
                        "stage",
                        "stage tcp|unix hold-accept|full-queue|wait-for-data on|off",
                        "stage " + SERVER + " (hold-accept|full-queue|wait-for-data) (on|off)",
                        (line, matched) -> new Action.SetStage(
                                line.text(),
                                new Subject.Server(matched.group(1)),
                                Action.Switch.valueOf(
                                        matched.group(2).replace('-', '_').toUpperCase(Locale.ROOT)),
                                matched.group(3).equals("on")))
                .with(
                        "let",
                        "let one in tcp|unix",
                        "let one in " + SERVER,
                        (line, matched) -> new Action.LetOneIn(line.text(), new Subject.Server(matched.group(1))))
                .with(
                        "hold-read",
                        "hold-read A|A's peer on|off",
                        "hold-read " + END + " (on|off)",
                        (line, matched) -> hold(line, Action.Held.READ, matched))
                .with(
                        "hold-close",
                        "hold-close A|A's peer on|off",
                        "hold-close " + END + " (on|off)",
                        (line, matched) -> hold(line, Action.Held.CLOSE, matched))
                .with(
                        "reset",
                        "reset A|A's peer",
                        "reset " + END,
                        (line, matched) -> new Action.Reset(
                                line.text(), subject(matched.group(1)).orElseThrow()))
                .with(
                        "isolate",
                        "isolate on|off",
                        "isolate (on|off)",
                        (line, matched) ->
                                new Action.Isolate(line.text(), matched.group(1).equals("on")))
                .with(
                        "limit-fds",
                        "limit-fds NUMBER [free]",
                        "limit-fds (\\d{1,6})( free)?",
                        (line, matched) -> new Action.LimitFds(
                                line.text(), Integer.parseInt(matched.group(1)), matched.group(2) != null))
                .with("kill-server", "kill-server", "kill-server", (line, _) -> new Action.KillServer(line.text()))
                .with(
                        "serve",
                        "serve tcp|unix line|read",
                        "serve " + SERVER + " (line|read)",
                        (line, matched) -> new Action.Serve(
                                line.text(), new Subject.Server(matched.group(1)), Framing.of(matched.group(2))))
                .with(
                        "wait",
                        "wait ASSERTION",
                        "wait (.+)",
                        (line, matched) -> new Action.Wait(
                                line.text(), ASSERTIONS.read(new Line(line.number(), matched.group(1)))));
    }

    private static Action hold(Line line, Action.Held call, Matcher matched) {
        Subject end = subject(matched.group(1)).orElseThrow();
        return new Action.Hold(line.text(), call, end, matched.group(2).equals("on"));
    }

    /** A text with places in braces; braces without a letter in them, as in a regular expression, are none. */
    static Template template(Line line, String text) throws LessonRefused {
        List<Template.Piece> pieces = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            pieces.add(new Template.Piece.Letters(text.substring(from, place.start())));
            pieces.add(new Template.Piece.Place(term(line, place.group(1))));
            from = place.end();
        }
        pieces.add(new Template.Piece.Letters(text.substring(from)));
        return new Template(pieces);
    }
}
