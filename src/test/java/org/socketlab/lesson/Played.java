package org.socketlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.socketlab.cli.Proof;
import org.socketlab.lab.Lab;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.model.OwnFds;

/** What came of a lesson that was played on a lab with its servers up, and of its shell lines, which were run. */
public final class Played {
    final List<String> untrue = new ArrayList<>();
    final List<String> missing = new ArrayList<>();
    int checked;
    int run;

    private Played() {}

    /** Each line that did not come true, and what was seen instead. */
    public List<String> untrue() {
        return untrue;
    }

    public static Played of(Lesson lesson, Lab lab) throws IOException {
        Played played = new Played();
        int listeners = lab.now().state().listeners().size();
        boolean apart = OwnFds.of(lab.now().state()).apart().isPresent();
        Play play = new Play(lab, new Publications(lab), () -> false);
        assertThat(play.reset()).as("reset").isTrue();
        for (Lesson.Step step : lesson.steps()) {
            play.beginStep();
            for (Part part : step.parts()) {
                played.play(play, part, step.title().en());
            }
        }
        play.leave();
        LabState after = lab.now().state();
        assertThat(after.consoles()).as("it ends clean").isEmpty();
        assertThat(OwnFds.of(after).apart().isPresent())
                .as("servers in a process of their own")
                .isEqualTo(apart);
        assertThat(after.listeners().values())
                .hasSize(listeners)
                .allSatisfy(seen -> assertThat(seen.listener().framing()).isEqualTo(Framing.LINE))
                .allSatisfy(seen -> assertThat(seen.listener().stage().free()).isTrue());
        return played;
    }

    private void play(Play play, Part part, String step) throws IOException {
        switch (part) {
            case Part.Do deeds -> note(play.perform(deeds), step);
            case Part.Check check -> {
                checked += check.assertions().size();
                note(play.check(check), step);
            }
            case Part.Prove prove -> {
                Proof proof = Proof.of(play, prove);
                proof.missing().ifPresentOrElse(missing::add, () -> run++);
                if (!proof.unmet().isEmpty()) {
                    untrue.add(step + ": " + proof);
                }
            }
            case Part.Prose _, Part.Predict _, Part.Reveal _ -> {}
        }
    }

    private void note(List<Outcome> outcomes, String step) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Failed failed) {
                untrue.add(step + ": " + failed.line() + "; seen: " + failed.seen() + " " + failed.refusal());
            }
        }
    }
}
