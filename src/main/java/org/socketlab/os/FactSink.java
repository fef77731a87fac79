package org.socketlab.os;

import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;

/** Where everything else that was learnt is told. Any thread; never blocks, never throws. */
public interface FactSink {
    /**
     * Tells what happened at {@code t} ({@link System#nanoTime()}).
     *
     * @return false where it could not be taken: whoever tells only differences then tells the whole anew
     */
    boolean tell(long t, Evidence evidence, Because because, Event event);

    /** Tells what was just observed. */
    default boolean observed(Event event) {
        return tell(System.nanoTime(), Evidence.OBSERVED, Because.OBSERVED, event);
    }
}
