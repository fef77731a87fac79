package org.socketlab.export;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.picture.transcript.Transcript;
import org.socketlab.trace.History;

/** What every console said and heard, as one text. */
public final class Transcripts {
    private static final int AT_ONCE = 4_096; // facts

    private Transcripts() {}

    /**
     * All lines up to and with the fact {@code upTo}, console by console; empty where none has said anything.
     *
     * @param language of what consoles say of themselves
     */
    public static String text(History history, long upTo, Locale language) {
        Map<String, Transcript> transcripts =
                new TreeMap<>(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
        for (long read = history.firstSeq() - 1; read < upTo; read += AT_ONCE) {
            for (Fact fact : history.between(read, Math.min(upTo, read + AT_ONCE))) {
                console(fact.event())
                        .ifPresent(name -> transcripts
                                .computeIfAbsent(name, Transcript::whole)
                                .add(fact));
            }
        }
        StringBuilder text = new StringBuilder();
        transcripts.forEach((name, transcript) -> text.append(text.isEmpty() ? "" : "\n")
                .append("--- console ")
                .append(name)
                .append(" ---\n")
                .append(transcript.text(language)));
        return text.toString();
    }

    private static Optional<String> console(Event event) {
        return switch (event) {
            case Event.ConsoleBytes bytes -> Optional.of(bytes.console());
            case Event.ConsoleNote note -> Optional.of(note.console());
            default -> Optional.empty();
        };
    }
}
