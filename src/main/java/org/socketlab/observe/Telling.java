package org.socketlab.observe;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Refusal;
import org.socketlab.model.Scope;
import org.socketlab.os.FactSink;
import org.socketlab.os.SyscallException;

/** Tells facts, and knows when one was refused: then all is to be told anew. One thread at a time. */
final class Telling {
    private final FactSink sink;
    private final Set<Trouble> failing = EnumSet.noneOf(Trouble.class);
    private final Set<Scope> broken = new HashSet<>();
    private boolean refused;

    Telling(FactSink sink) {
        this.sink = sink;
    }

    /** Tells what was observed at {@code t}; false where it was not taken. */
    boolean tell(long t, Event event) {
        boolean taken = sink.tell(t, Evidence.OBSERVED, Because.OBSERVED, event);
        refused |= !taken;
        return taken;
    }

    /** Whether one was refused since this was last asked. */
    boolean refused() {
        boolean was = refused;
        refused = false;
        return was;
    }

    /** The kernel broke a dump off, also when asked again: what it left out is a gap, told once until a dump is whole. */
    void whole(Scope dumped, boolean whole) {
        if (whole) {
            broken.remove(dumped);
        } else if (broken.add(dumped)) {
            tell(System.nanoTime(), new Event.Gap(1, "dump-interrupted", 0, 0));
        }
    }

    /** Something cannot be looked at: told once, until it can be again. */
    void failed(Trouble trouble, SyscallException e) {
        boolean known = saidToFail(trouble);
        if (failing.add(trouble) && !known) {
            sink.observed(Refusal.of(trouble.fails, e.errnoName(), e.call(), e.errnoName()));
        }
    }

    /** It can be looked at; where it could not before, that is told too. */
    void works(Trouble trouble) {
        if (failing.remove(trouble) && !saidToFail(trouble)) {
            sink.observed(Refusal.of(trouble.again, ""));
        }
    }

    /** Two troubles may have one reason, and are then said in one sentence. */
    private boolean saidToFail(Trouble trouble) {
        return failing.stream().anyMatch(one -> one.fails.equals(trouble.fails));
    }
}
