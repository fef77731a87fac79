package org.socketlab.observe;

import java.util.HashSet;
import java.util.Set;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Refusal;
import org.socketlab.os.FactSink;
import org.socketlab.os.SyscallException;

/** Tells facts, and knows when one was refused: then all is to be told anew. One thread at a time. */
final class Telling {
    private final FactSink sink;
    private final Set<String> failing = new HashSet<>();
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

    /** Something cannot be looked at: told once, until it can be again. */
    void failed(String code, SyscallException e) {
        if (failing.add(code)) {
            sink.observed(Refusal.of(code, e.errnoName(), e.call(), e.errnoName()));
        }
    }

    void works(String code) {
        failing.remove(code);
    }
}
