package org.socketlab.lesson;

import java.util.List;
import java.util.OptionalInt;

/**
 * How far a lesson is, for whoever shows it.
 *
 * @param step the index of the step
 * @param shown its parts so far, in order
 */
public record Progress(int step, List<Shown> shown, Phase phase) {
    public Progress {
        shown = List.copyOf(shown);
    }

    /** What it is doing. */
    public enum Phase {
        /** Getting the lab to where the step begins. */
        PREPARING,
        /** A part is being played. */
        PLAYING,
        /** A question waits for an answer. */
        ASKING,
        /** The step is through, and all of it came true. */
        DONE,
        /** Something did not come true; what follows was not played. */
        FAILED
    }

    /**
     * A part in sight.
     *
     * @param outcomes what came of its lines, as far as they were played
     * @param chosen the answer, for a question
     * @param command the shell line as it can be run, for {@code prove}
     */
    public record Shown(Part part, List<Outcome> outcomes, OptionalInt chosen, String command) {
        public Shown {
            outcomes = List.copyOf(outcomes);
        }

        static Shown of(Part part) {
            return new Shown(part, List.of(), OptionalInt.empty(), "");
        }

        Shown with(List<Outcome> outcomes) {
            return new Shown(part, outcomes, chosen, command);
        }

        Shown with(int choice) {
            return new Shown(part, outcomes, OptionalInt.of(choice), command);
        }

        Shown with(String command) {
            return new Shown(part, outcomes, chosen, command);
        }

        boolean failed() {
            return outcomes.stream().anyMatch(Outcome.Failed.class::isInstance);
        }
    }
}
