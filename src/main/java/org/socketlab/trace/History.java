package org.socketlab.trace;

import java.util.List;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.SocketId;

/** Past facts, read by views. Any thread; what it returns does not change. */
public interface History {
    /** The first fact still kept. */
    long firstSeq();

    /** The last fact kept. */
    long lastSeq();

    /** The facts after {@code after} up to and with {@code upTo}, by seq. */
    List<Fact> between(long after, long upTo);

    /**
     * Those of {@link #between} that are more than traffic. Reads, writes and waits that went well may be left out: of a
     * million facts a thousand are left, and a view that marks what stands out need not read the others.
     */
    default List<Fact> standingOut(long after, long upTo) {
        return between(after, upTo);
    }

    /** The last facts of a socket up to and with {@code upTo}: its calls and returns, segments, end; by seq. */
    default List<Fact> ofSocket(SocketId id, long upTo, int most) {
        return ofSocket(id, 0, upTo, most);
    }

    /** The same of those after {@code after}: what a view that reads on has not read yet. */
    List<Fact> ofSocket(SocketId id, long after, long upTo, int most);

    /** The last facts of an actor ({@code console:A}, {@code server:tcp}) up to and with {@code upTo}, by seq. */
    List<Fact> ofActor(String actor, long upTo, int most);

    /** The state after the fact {@code seq}. */
    LabState stateAt(long seq);
}
