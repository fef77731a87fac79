package org.socketlab.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.os.FactSink;

/** Keeps what is told, and lets a test wait for it. */
final class ToldFacts implements FactSink {
    /** One of them. */
    record Told(long t, Evidence evidence, Because because, Event event) {}

    private final List<Told> told = new ArrayList<>();

    @Override
    public synchronized boolean tell(long t, Evidence evidence, Because because, Event event) {
        told.add(new Told(t, evidence, because, event));
        notifyAll();
        return true;
    }

    synchronized List<Told> all() {
        return List.copyOf(told);
    }

    <T extends Event> List<T> of(Class<T> kind) {
        return all().stream()
                .map(Told::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    List<String> log() {
        return of(Event.Log.class).stream().map(Event.Log::text).toList();
    }

    /** Waits until the facts satisfy the condition; false after 20 s. */
    synchronized boolean await(Predicate<ToldFacts> condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.test(this)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    boolean awaitLog(String line) throws InterruptedException {
        return await(facts -> facts.log().contains(line));
    }
}
