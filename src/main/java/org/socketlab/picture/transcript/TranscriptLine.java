package org.socketlab.picture.transcript;

import java.util.Locale;
import org.socketlab.model.Saying;

/** One line of a transcript, and the fact that began it. */
public sealed interface TranscriptLine {
    long seq();

    /** The line as a reader of this language sees it. */
    String text(Locale language);

    /** What a person typed, without its LF. */
    record Typed(String typed, long seq) implements TranscriptLine {
        @Override
        public String text(Locale language) {
            return "› " + typed;
        }
    }

    /** What came back, without its LF; {@code ended} says whether the LF has come. */
    record Received(String received, boolean ended, long seq) implements TranscriptLine {
        @Override
        public String text(Locale language) {
            return received;
        }
    }

    /** What the console says of itself. */
    record Noted(Saying saying, long seq) implements TranscriptLine {
        @Override
        public String text(Locale language) {
            return saying.text(language);
        }
    }
}
