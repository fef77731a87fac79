package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.FiveTuple;
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

    private final SocketId id;
    private final List<Fact> facts = new ArrayList<>();
    private Optional<FiveTuple> tuple = Optional.empty();
    private long read = -1;

    SocketFacts(SocketId id) {
        this.id = id;
    }

    SocketId id() {
        return id;
    }

    /** The facts up to this moment, by seq. */
    List<Fact> upTo(Moment moment, History history) {
        Optional<FiveTuple> now = Optional.ofNullable(moment.state().sockets().get(id))
                .map(SeenSocket::socket)
                .map(of -> of.tuple());
        // Segments carry no socket: which of the past ones are this socket's is known only once its 5-tuple is.
        boolean anew = read < 0 || moment.seq() < read || !now.equals(tuple);
        tuple = now;
        if (anew) {
            facts.clear();
            facts.addAll(history.ofSocket(id, moment.seq(), MOST));
        } else {
            boolean ended = facts.stream().anyMatch(fact -> fact.event() instanceof Event.Destroyed);
            for (Fact fact : history.ofSocket(id, read, moment.seq(), MOST)) {
                if (!(ended && fact.event() instanceof Event.Segment)) { // its 5-tuple is another's by now
                    facts.add(fact);
                }
            }
            long first = history.firstSeq();
            facts.removeIf(fact -> fact.seq() < first);
            facts.subList(0, Math.max(0, facts.size() - MOST)).clear();
        }
        read = moment.seq();
        return List.copyOf(facts);
    }
}
