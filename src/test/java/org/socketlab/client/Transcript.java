package org.socketlab.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.os.FactSink;

/** What a console told, as a person reads it: {@code > } before what was typed, {@code * } before a note's code. */
final class Transcript implements FactSink {
    private final List<Event> events = new ArrayList<>();

    @Override
    public synchronized boolean tell(long t, Evidence evidence, Because because, Event event) {
        events.add(event);
        notifyAll();
        return true;
    }

    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        StringBuilder came = new StringBuilder();
        for (Event event : events) {
            if (event instanceof Event.ConsoleBytes bytes && !bytes.fromPerson()) {
                came.append(bytes.bytes().text());
            } else {
                came.toString().lines().forEach(lines::add);
                came.setLength(0);
                lines.add(
                        switch (event) {
                            case Event.ConsoleBytes typed ->
                                "> " + typed.bytes().text().strip();
                            case Event.ConsoleNote note -> "* " + note.saying().code();
                            default -> event.toString();
                        });
            }
        }
        came.toString().lines().forEach(lines::add);
        return lines;
    }

    synchronized Stream<String> notes() {
        return events.stream()
                .filter(Event.ConsoleNote.class::isInstance)
                .map(event -> ((Event.ConsoleNote) event).saying().text());
    }

    /** Waits until such a line was told; at most 10 s. */
    synchronized void await(String line) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!lines().contains(line)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("never told: " + line + "; told: " + lines());
            }
            wait(left);
        }
    }
}
