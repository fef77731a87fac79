package org.socketlab.trace;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.SocketId;

/**
 * About a thousand facts in a row, and the state before them. The recorder adds; any thread reads what was added,
 * without a lock: {@code count} is written last.
 */
final class Chunk {
    static final int SIZE = 1_024;

    final LabState base;
    final long first;
    private final Fact[] facts;
    private final String[] actors;
    private final @Nullable SocketId[] sockets;
    private volatile int count;
    private long weight;
    private volatile @Nullable Set<Object> subjects;

    /** A chunk whose first fact will be the one after the state's. */
    Chunk(LabState base) {
        this(base, SIZE);
    }

    private Chunk(LabState base, int size) {
        this.base = base;
        first = base.seq() + 1;
        facts = new Fact[size];
        actors = new String[size];
        sockets = new SocketId[size];
    }

    /** A chunk of facts that were read back. */
    static Chunk of(LabState base, List<Fact> facts) {
        Chunk chunk = new Chunk(base, facts.size());
        LabState before = base;
        for (Fact fact : facts) {
            LabState after = before.apply(fact);
            chunk.add(fact, Subjects.actor(before, fact.event()), Subjects.socket(before, fact.event()));
            if (fact.event() instanceof Event.Returned returned && returned.id().isPresent()) {
                LabState.OpenCall open = before.openCalls().get(returned.call());
                if (open != null && open.seq() >= chunk.first) {
                    chunk.link(open.seq(), returned.id().get());
                }
            }
            before = after;
        }
        return chunk;
    }

    void add(Fact fact, String actor, @Nullable SocketId socket) {
        int at = count;
        facts[at] = fact;
        actors[at] = actor;
        sockets[at] = socket;
        weight += Weight.of(fact.event());
        count = at + 1;
    }

    /** A call's return told which socket it made: the call is that socket's too. */
    void link(long seq, SocketId socket) {
        sockets[(int) (seq - first)] = socket;
        subjects = null;
    }

    int count() {
        return count;
    }

    boolean full() {
        return count == facts.length;
    }

    /** Roughly how many bytes of memory its facts take. The recorder's alone. */
    long weight() {
        return weight;
    }

    /** The last fact in it, the one before its first where it is empty. */
    long last() {
        return first + count - 1;
    }

    Fact fact(int at) {
        return facts[at];
    }

    List<Fact> facts(int from, int to) {
        return Arrays.asList(facts).subList(from, to);
    }

    String actor(int at) {
        return actors[at];
    }

    @Nullable
    SocketId socket(int at) {
        return sockets[at];
    }

    /** Whether a search for this actor or socket may pass the chunk over. Only for one that takes no more facts. */
    boolean without(Object subject, boolean segmentsToo) {
        return without(subjects(), subject, segmentsToo);
    }

    /** Whether what these facts are about leaves out this actor or socket. */
    static boolean without(Set<Object> subjects, Object subject, boolean segmentsToo) {
        return !subjects.contains(subject) && !(segmentsToo && subjects.contains(Event.Segment.class));
    }

    /** The actors and sockets that its facts are about. Only for one that takes no more facts. */
    Set<Object> subjects() {
        Set<Object> known = subjects;
        if (known == null) {
            known = collect();
            subjects = known;
        }
        return known;
    }

    private Set<Object> collect() {
        Set<Object> all = new HashSet<>();
        for (int at = 0; at < count; at++) {
            all.add(actors[at]);
            SocketId socket = sockets[at];
            if (socket != null) {
                all.add(socket);
            }
            if (facts[at].event() instanceof Event.Segment) {
                all.add(Event.Segment.class);
            }
        }
        return all;
    }
}
