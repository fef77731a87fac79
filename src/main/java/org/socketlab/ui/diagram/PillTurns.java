package org.socketlab.ui.diagram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.socketlab.model.SocketId;
import org.socketlab.picture.diagram.Passed;

/**
 * Whose turn it is: on each wire one pill runs, since two would lie on each other; a few wait for it; what there are too
 * many of is left out and counted. One thread.
 */
final class PillTurns {
    static final int MOST_ON_A_WIRE = 6;
    static final int MOST_WIRES = 200;

    private final Map<Set<SocketId>, Deque<Passed>> onWire = new HashMap<>();
    private long leftOut;

    /** Takes what passed, and gives it back where its wire is free: it may run now. */
    Optional<Passed> take(Passed passed) {
        if (passed.from().equals(passed.to())) {
            return Optional.empty(); // its own peer: no wire to run along
        }
        Deque<Passed> turns = onWire.get(wire(passed));
        if (turns == null) {
            if (onWire.size() >= MOST_WIRES) {
                leftOut++;
                return Optional.empty();
            }
            onWire.put(wire(passed), new ArrayDeque<>(Set.of(passed)));
            return Optional.of(passed);
        }
        if (turns.size() >= MOST_ON_A_WIRE) {
            leftOut++;
        } else {
            turns.add(passed);
        }
        return Optional.empty();
    }

    /** Whether another waits for this one to end. */
    boolean awaited(Passed running) {
        return onWire.getOrDefault(wire(running), new ArrayDeque<>()).size() > 1;
    }

    /** Ends the one that ran; gives the next whose turn it is on its wire. */
    Optional<Passed> ended(Passed ran) {
        Deque<Passed> turns = onWire.get(wire(ran));
        if (turns == null || turns.peekFirst() != ran) {
            return Optional.empty(); // cleared meanwhile
        }
        turns.removeFirst();
        if (turns.isEmpty()) {
            onWire.remove(wire(ran));
        }
        return Optional.ofNullable(turns.peekFirst());
    }

    /** Counts one that could not be drawn. */
    void leaveOut() {
        leftOut++;
    }

    /** How many were left out so far. */
    long leftOut() {
        return leftOut;
    }

    /** Nothing runs any more; the count stays. */
    void clear() {
        onWire.clear();
    }

    private static Set<SocketId> wire(Passed passed) {
        return Set.of(passed.from(), passed.to());
    }
}
