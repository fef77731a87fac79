package org.socketlab.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.LabState;

/** Whom about a thousand facts in a row are about, by numbers that the {@link Archive} gives; and the state before them. */
final class Page {
    static final int SIZE = 1_024;

    final LabState base;
    final long first;
    private int[] actors = new int[SIZE];
    private int[] sockets = new int[SIZE];
    private boolean[] traffic = new boolean[SIZE];
    private int @Nullable [] tuples;
    private int count;

    /** A page whose first fact will be the one after the state's. */
    Page(LabState base) {
        this.base = base;
        first = base.seq() + 1;
    }

    /** Notes one more fact; 0 where there is no actor, socket, 5-tuple. */
    void add(int actor, int socket, int tuple, boolean traffic) {
        actors[count] = actor;
        sockets[count] = socket;
        this.traffic[count] = traffic;
        if (tuple != 0) {
            int[] known = tuples == null ? new int[SIZE] : tuples;
            known[count] = tuple;
            tuples = known;
        }
        count++;
    }

    boolean full() {
        return count == SIZE;
    }

    /** Gives back the room of facts that will not come. */
    void close() {
        actors = Arrays.copyOf(actors, count);
        sockets = Arrays.copyOf(sockets, count);
        traffic = Arrays.copyOf(traffic, count);
    }

    /** The last fact in it, the one before its first where it is empty. */
    long last() {
        return first + count - 1;
    }

    void link(long seq, int socket) {
        sockets[at(seq)] = socket;
    }

    /** The fact did not go well, so that it stands out. */
    void standOut(long seq) {
        traffic[at(seq)] = false;
    }

    boolean standsOut(long seq) {
        return !traffic[at(seq)];
    }

    /** Whether the fact is about what has this number, an actor or a socket. */
    boolean about(long seq, int subject) {
        int at = at(seq);
        return actors[at] == subject || sockets[at] == subject;
    }

    boolean hasTuple(long seq, int tuple) {
        return tuples != null && tuples[at(seq)] == tuple;
    }

    private int at(long seq) {
        return (int) (seq - first);
    }
}
