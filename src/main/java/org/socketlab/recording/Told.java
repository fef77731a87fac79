package org.socketlab.recording;

import org.socketlab.model.Fact;
import org.socketlab.model.LabState;

/** What a lab in another process tells, line by line, after its header. */
public sealed interface Told {
    /** The next fact. */
    record Learnt(Fact fact) implements Told {}

    /** The timeline was emptied: what is true stays as this state, and the next fact follows on its {@code seq}. */
    record Anew(LabState base) implements Told {}

    /** All that was asked before {@link Request.Settle} of that number is done, and its facts were told before this. */
    record Settled(long number) implements Told {}
}
