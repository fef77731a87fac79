package org.socketlab.picture.transcript;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;

/**
 * The conversation of one console, as telnet would show it: grown fact by fact, the oldest lines dropped beyond
 * {@link #MOST}. One thread at a time.
 *
 * <p>The stream knows no lines: what comes in pieces is joined until its LF, and what is no character is shown as
 * {@code \xNN}.
 */
public final class Transcript {
    /** How many lines are kept; all are in the timeline. */
    public static final int MOST = 2_000;

    private static final int LONGEST = 2_000;

    private final String console;
    private final int most;
    private final List<TranscriptLine> lines = new ArrayList<>();
    private final ByteArrayOutputStream unended = new ByteArrayOutputStream();

    public Transcript(String console) {
        this(console, MOST);
    }

    private Transcript(String console, int most) {
        this.console = console;
        this.most = most;
    }

    /** One that drops nothing, for a file. */
    public static Transcript whole(String console) {
        return new Transcript(console, Integer.MAX_VALUE);
    }

    /** The lines so far; a view, not a copy. */
    public List<TranscriptLine> lines() {
        return lines;
    }

    /** Forgets all. */
    public void clear() {
        lines.clear();
        unended.reset();
    }

    /** Takes a fact in; returns whether it said something here. */
    public boolean add(Fact fact) {
        boolean ours =
                switch (fact.event()) {
                    case Event.ConsoleBytes(String name, boolean typed, Bytes bytes)
                    when name.equals(console) -> {
                        if (typed) {
                            typed(bytes, fact.seq());
                        } else {
                            received(bytes, fact.seq());
                        }
                        yield true;
                    }
                    case Event.ConsoleNote note
                    when note.console().equals(console) -> {
                        unended.reset();
                        lines.add(new TranscriptLine.Noted(note.saying(), fact.seq()));
                        yield true;
                    }
                    default -> false;
                };
        if (lines.size() > most) {
            lines.subList(0, lines.size() - most).clear();
        }
        return ours;
    }

    private void typed(Bytes bytes, long seq) {
        unended.reset();
        String text = Visible.text(bytes.toArray());
        String shown = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (String line : shown.split("\n", -1)) {
            lines.add(new TranscriptLine.Typed(cut(line), seq));
        }
    }

    private void received(Bytes bytes, long seq) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.at(i) == '\n') {
                show(true, seq);
                unended.reset();
            } else {
                unended.write(bytes.at(i));
            }
        }
        if (unended.size() > 0) {
            show(false, seq);
        }
    }

    /** Shows the line that is coming in, in the place of its beginning where that is on show already. */
    private void show(boolean ended, long seq) {
        String text = cut(Visible.text(unended.toByteArray()));
        boolean goesOn =
                !lines.isEmpty() && lines.getLast() instanceof TranscriptLine.Received before && !before.ended();
        long began = goesOn ? lines.removeLast().seq() : seq;
        lines.add(new TranscriptLine.Received(text, ended, began));
    }

    private static String cut(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " … (" + line.length() + ")";
    }

    /** All lines as a text file has them. */
    public String text(Locale language) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text(language)).append('\n'));
        return text.toString();
    }
}
