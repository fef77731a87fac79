package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Departed;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.SocketId;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/**
 * The last facts of one socket, kept from moment to moment and read on from where they end, so that following a
 * connection costs what is new and not what is past. One thread.
 */
final class SocketFacts {
    private static final int MOST = 400;
    /** How far back is read for the beginning of a life, when its facts are read anew. */
    private static final int MOST_READ = 5_000;
    /** So many of a life's first facts are kept however long it lasts: how it began. */
    private static final int FIRST = 24;

    private final SocketId id;
    private final List<Fact> facts = new ArrayList<>();
    private Optional<FiveTuple> tuple = Optional.empty();
    private long read = -1;
    private long dropped;
    private boolean counted = true;
    private boolean whole = true;

    SocketFacts(SocketId id) {
        this.id = id;
    }

    SocketId id() {
        return id;
    }

    /** How many segments were captured up to then, those that are not kept included. */
    long captured() {
        return dropped + facts.stream().filter(Story::captured).count();
    }

    /** Whether those are all: not where the life was longer than what was read of it, or than what is still kept. */
    boolean counted() {
        return counted;
    }

    /** Whether all facts of this life are here. */
    boolean whole() {
        return counted && whole;
    }

    private static long began(SocketId id, LabState state) {
        SeenSocket seen = state.sockets().get(id);
        Departed gone = state.departed().get(id);
        return seen != null ? seen.firstSeq() : gone != null ? gone.firstSeq() : Long.MAX_VALUE;
    }

    /** How a life began of which only the end was read: the first facts about when it was first seen. */
    private List<Fact> beginning(Moment moment, History history) {
        SeenSocket seen = moment.state().sockets().get(id);
        if (seen == null) {
            return List.of();
        }
        long until = Math.min(seen.firstSeq() + MOST_READ, facts.getFirst().seq() - 1);
        return history.ofSocket(id, seen.firstSeq() - MOST, until, MOST_READ).stream()
                .limit(FIRST)
                .toList();
    }

    /** The facts up to this moment, by seq: the first of its life and the last. */
    List<Fact> upTo(Moment moment, History history) {
        Optional<FiveTuple> now = Optional.ofNullable(moment.state().sockets().get(id))
                .map(SeenSocket::socket)
                .map(of -> of.tuple());
        // Segments carry no socket: which of the past ones are this socket's is known only once its 5-tuple is.
        boolean anew = read < 0 || moment.seq() < read || !now.equals(tuple);
        tuple = now;
        if (anew) {
            facts.clear();
            dropped = 0;
            whole = true;
            facts.addAll(history.ofSocket(id, moment.seq(), MOST_READ));
            counted = facts.size() < MOST_READ && began(id, moment.state()) >= history.firstSeq();
            if (facts.size() == MOST_READ) {
                facts.addAll(0, beginning(moment, history));
            }
        } else {
            boolean ended = facts.stream().anyMatch(fact -> fact.event() instanceof Event.Destroyed);
            List<Fact> more = history.ofSocket(id, read, moment.seq(), MOST);
            counted &= more.size() < MOST; // others may have come before these
            for (Fact fact : more) {
                if (!(ended && fact.event() instanceof Event.Segment)) { // its 5-tuple is another's by now
                    facts.add(fact);
                }
            }
            long first = history.firstSeq();
            facts.removeIf(fact -> fact.seq() < first);
        }
        int from = Math.min(FIRST, facts.size());
        List<Fact> left = facts.subList(from, Math.max(from, facts.size() - MOST));
        dropped += left.stream().filter(Story::captured).count();
        whole &= left.isEmpty();
        left.clear();
        read = moment.seq();
        return List.copyOf(facts);
    }
}
