package org.socketlab.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.os.FactSink;

/** Takes facts, keeps them and the state they add up to, and waits for a state. Any thread. */
final class Facts implements FactSink {
    private final List<Fact> facts = new ArrayList<>();
    private LabState state;
    private boolean refusing;

    Facts(int self) {
        state = LabState.empty(self);
    }

    @Override
    public synchronized boolean tell(long t, Evidence evidence, Because because, Event event) {
        if (refusing) {
            return false;
        }
        Fact fact = new Fact(facts.size() + 1, t, evidence, because, event);
        facts.add(fact);
        state = state.apply(fact);
        notifyAll();
        return true;
    }

    synchronized void refusing(boolean refusing) {
        this.refusing = refusing;
    }

    synchronized LabState state() {
        return state;
    }

    synchronized List<Event> events() {
        return facts.stream().map(Fact::event).toList();
    }

    /** Waits until the state is so; how many ms it took. */
    synchronized long until(String what, Predicate<LabState> holds) {
        long began = System.nanoTime();
        long end = began + Duration.ofSeconds(30).toNanos();
        while (!holds.test(state)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("not within 30 s: " + what + "\nsockets "
                        + state.sockets().values() + "\nprocesses "
                        + state.processes().keySet());
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return (System.nanoTime() - began) / 1_000_000;
    }
}
