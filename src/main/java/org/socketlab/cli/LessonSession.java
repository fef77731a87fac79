package org.socketlab.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.socketlab.lab.FirstStart;
import org.socketlab.lab.LocalLab;
import org.socketlab.lesson.Block;
import org.socketlab.lesson.Lesson;
import org.socketlab.lesson.LessonRefused;
import org.socketlab.lesson.Lessons;
import org.socketlab.lesson.Outcome;
import org.socketlab.lesson.Part;
import org.socketlab.lesson.Play;
import org.socketlab.lesson.Publications;
import org.socketlab.model.Actor;
import org.socketlab.model.LabState.ListenerKey;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import org.socketlab.server.Defaults;
import org.socketlab.server.ServerRefusal;

/** Plays a lesson on a lab of its own, in plain lines. */
final class LessonSession implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private final LocalLab lab;
    private final Publications publications;
    private final Consumer<String> out;
    private int untrue;
    private int unproved;

    private LessonSession(LocalLab lab, Consumer<String> out) {
        this.lab = lab;
        this.out = out;
        publications = new Publications(lab);
    }

    /** The lesson that came with the lab under this name, else the one in the file of this name. */
    static Lesson named(String text, Locale language) {
        for (Lesson lesson : Lessons.bundled()) {
            if (lesson.name().equals(text)) {
                return lesson;
            }
        }
        try {
            return Lessons.of(Path.of(text));
        } catch (LessonRefused e) {
            throw new Failure("\"" + text + "\" cannot be played (`socketlab lesson list` names those that can): "
                    + e.text(language));
        } catch (InvalidPathException e) {
            throw new Failure("\"" + text + "\" is no name of a file. `socketlab lesson list` names the lessons.");
        }
    }

    /** A lab with both servers: on 1208, or on a port that is free. */
    static LessonSession open(OperatingSystem system, Consumer<String> out) {
        LessonSession session;
        try {
            session = new LessonSession(new LocalLab(system, OwnProgram::words), out);
        } catch (SyscallException e) {
            throw new Failure("The lab could not start. " + e.call() + "() failed with " + e.errnoName()
                    + ". Close some programs, or raise `ulimit -n`.");
        }
        Runtime.getRuntime().addShutdownHook(new Thread(session.lab::close, "end"));
        session.serve(system);
        return session;
    }

    private void serve(OperatingSystem system) {
        try {
            lab.submit(
                    FirstStart.unix(system, System.getenv(), Path.of(System.getProperty("java.io.tmpdir", "/tmp"))),
                    "lesson");
        } catch (ServerRefusal e) {
            out.accept(e.refusal().text(Locale.ENGLISH)); // no lesson needs it as long as TCP is there
        }
        for (int port : List.of(Defaults.PORT, 0)) {
            lab.submit(FirstStart.tcp(system, port), "lesson");
            lab.settle();
            if (publications.until(this::listens, port == 0 ? PATIENCE : 0)) {
                return;
            }
        }
        throw new Failure("No TCP server could be started on loopback. `socketlab serve` says why.");
    }

    private boolean listens() {
        return lab.now().state().listeners().keySet().stream()
                .map(ListenerKey::actor)
                .anyMatch(Actor.server(FirstStart.TCP)::equals);
    }

    /**
     * Plays it whole, also after something that is not so.
     *
     * @throws Failure where something did not come true
     */
    void play(Lesson lesson, boolean prove, Locale language) {
        Play play = new Play(lab, publications, () -> false);
        if (!play.reset()) {
            throw new Failure("The lab could not start over within " + Play.PATIENCE_S + " s. Try again.");
        }
        out.accept(lesson.title().in(language));
        int number = 0;
        for (Lesson.Step step : lesson.steps()) {
            out.accept("\n" + ++number + ". " + step.title().in(language));
            play.beginStep();
            for (Part part : step.parts()) {
                play(play, part, prove && lesson.bundled(), language);
            }
        }
        play.leave();
        if (prove && !lesson.bundled()) {
            out.accept("\nIts shell lines were shown, not run: only those of lessons that came with the lab are.");
        }
        if (untrue + unproved > 0) {
            throw new Failure("The lesson did not come true: " + untrue + " of its lines and " + unproved
                    + " of its shell lines, marked NO above. Each tells what was seen instead.");
        }
        out.accept("\nAll of it came true.");
    }

    private void play(Play play, Part part, boolean prove, Locale language) {
        switch (part) {
            case Part.Prose prose -> out.accept(indented(Block.text(prose.in(language))));
            case Part.Do deeds -> tell("do", play.perform(deeds), language);
            case Part.Check check -> tell("yes", play.check(check), language);
            case Part.Predict predict -> {
                out.accept("   ?    " + predict.question().in(language));
                out.accept("   =    " + predict.choices().get(predict.right()).in(language));
            }
            case Part.Reveal _ -> {} // there is no window to point at
            case Part.Prove line -> prove(play, line, prove);
        }
    }

    private void prove(Play play, Part.Prove line, boolean run) {
        out.accept("   $    " + play.command(line));
        if (!run) {
            return;
        }
        try {
            Proof proof = Proof.of(play, line);
            proof.missing().ifPresent(tool -> out.accept("   skip " + tool + " is not installed"));
            proof.printed().forEach(printed -> out.accept("        " + printed));
            proof.unmet().forEach(missing -> out.accept("   NO   it should print " + missing));
            unproved += proof.unmet().isEmpty() ? 0 : 1;
        } catch (IOException e) {
            out.accept("   NO   " + e.getMessage());
            unproved++;
        }
    }

    private void tell(String mark, List<Outcome> outcomes, Locale language) {
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Met(String line) -> out.accept("   " + mark + " ".repeat(5 - mark.length()) + line);
                case Outcome.Failed failed -> {
                    untrue++;
                    String seen = failed.seen().isEmpty() ? "nothing" : failed.seen();
                    out.accept("   NO   " + failed.line() + "; seen: " + seen
                            + failed.refusal()
                                    .map(refusal -> "; " + refusal.text(language))
                                    .orElse(""));
                }
            }
        }
    }

    private static String indented(String text) {
        return text.lines()
                .map(line -> "   " + line)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    @Override
    public void close() {
        lab.close();
    }
}
