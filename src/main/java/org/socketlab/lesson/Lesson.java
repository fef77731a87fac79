package org.socketlab.lesson;

import java.util.List;

/**
 * A lesson as its document has it: data, which can drive a lab and nothing else.
 *
 * @param name its file's name without the number in front and the {@code .md} at the end
 * @param bundled whether it came with the lab and so was played in its tests; only such a lesson's shell lines are ever run
 */
public record Lesson(String name, boolean bundled, Both title, Both summary, List<Step> steps) {
    public Lesson {
        steps = List.copyOf(steps);
    }

    /** One page: its parts come into sight one by one, and what follows a question waits for the answer. */
    public record Step(Both title, List<Part> parts) {
        public Step {
            parts = List.copyOf(parts);
        }
    }
}
