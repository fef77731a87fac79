package org.socketlab.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;

/** One search, from the newest fact to older ones, for what is about an actor or a socket. */
final class Search {
    private final Object subject;
    private final Optional<FiveTuple> tuple;
    private final long after;
    private final long upTo;
    private final int most;
    private final List<Fact> found = new ArrayList<>();
    private boolean metItself;
    private boolean otherHadTheTuple;

    /** For an actor. */
    Search(String actor, long upTo, int most) {
        this(actor, Optional.empty(), 0, upTo, most);
    }

    /** For a socket, and for the segments of its 5-tuple where it is known. */
    Search(SocketId socket, Optional<FiveTuple> tuple, long after, long upTo, int most) {
        this((Object) socket, tuple, after, upTo, most);
    }

    private Search(Object subject, Optional<FiveTuple> tuple, long after, long upTo, int most) {
        this.subject = subject;
        this.tuple = tuple;
        this.after = after;
        this.upTo = upTo;
        this.most = most;
    }

    boolean done() {
        return found.size() >= most;
    }

    /** Whether the facts before this one are searched no more. */
    boolean doneBefore(long seq) {
        return done() || seq <= after + 1;
    }

    /** Whether facts about these are none that it is after. */
    boolean passesOver(Set<Object> subjects) {
        return Chunk.without(subjects, subject, tuple.isPresent());
    }

    /** Searches a chunk that is older than all searched before; {@code open} where facts may still be added to it. */
    void in(Chunk chunk, boolean open) {
        int count = (int) Math.min(chunk.count(), upTo - chunk.first + 1);
        if (count <= 0 || !open && chunk.without(subject, tuple.isPresent())) {
            return;
        }
        int least = (int) Math.max(0, after + 1 - chunk.first);
        for (int at = count - 1; at >= least && !done(); at--) {
            take(chunk.fact(at), subject.equals(chunk.actor(at)) || subject.equals(chunk.socket(at)));
        }
    }

    /** Takes the next older fact into account; {@code about} where it is about whom or what is searched for. */
    void take(Fact fact, boolean about) {
        if (about) {
            metItself = true;
            if (fact.event() instanceof Event.Destroyed) {
                dropSegments();
            }
            found.add(fact);
        } else if (tuple.isPresent()) {
            byTuple(tuple.get(), fact.event(), fact);
        }
    }

    /**
     * A 5-tuple may be used again: segments after our own end are not ours, nor are those beyond the end of another
     * socket that had it. Seen from the newest, our own facts lie either before that end or after it.
     */
    private void byTuple(FiveTuple ours, Event event, Fact fact) {
        switch (event) {
            case Event.Segment segment when !otherHadTheTuple && matches(ours, segment) -> found.add(fact);
            case Event.Destroyed destroyed
            when hadTheTuple(ours, destroyed) -> {
                if (metItself) {
                    otherHadTheTuple = true;
                } else {
                    dropSegments();
                }
            }
            default -> {}
        }
    }

    private void dropSegments() {
        found.removeIf(newer -> newer.event() instanceof Event.Segment);
    }

    private static boolean matches(FiveTuple ours, Event.Segment segment) {
        FiveTuple way = new FiveTuple(Protocol.TCP, segment.from(), segment.to()).normal();
        return way.equals(ours) || way.reversed().equals(ours);
    }

    private static boolean hadTheTuple(FiveTuple ours, Event.Destroyed destroyed) {
        return new FiveTuple(destroyed.id().protocol(), destroyed.local(), destroyed.remote())
                .normal()
                .equals(ours);
    }

    /** What was found, by seq. */
    List<Fact> found() {
        Collections.reverse(found);
        return List.copyOf(found);
    }
}
