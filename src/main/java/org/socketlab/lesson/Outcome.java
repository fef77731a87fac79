package org.socketlab.lesson;

import java.util.Optional;
import org.socketlab.model.Refusal;

/** What came of a line of a lesson. */
public sealed interface Outcome {
    /** The line as the document has it: for an assertion, what was expected. */
    String line();

    /** It was done, or is so. */
    record Met(String line) implements Outcome {}

    /**
     * It was not so in time.
     *
     * @param seen what was seen instead; empty where nothing was
     * @param refusal what the lab refused meanwhile
     */
    record Failed(String line, String seen, Optional<Refusal> refusal) implements Outcome {}
}
