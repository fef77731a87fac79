package org.socketlab.trace;

import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.SocketId;

/**
 * What was learnt and waits for what happened before it and is learnt later, as segments are while a capture runs. The
 * recorder's thread only; times in ns.
 */
final class Waiting {
    /** How long: the kernel hands segments over up to 4 ms late, and their reader needs a moment. */
    static final long HOLD = 10_000_000L;

    /**
     * A fact to be.
     *
     * @param ticket of the record that it came with
     * @param both the return that follows on a call that could not block
     */
    record One(
            long ticket,
            long order,
            long t,
            Evidence evidence,
            Because because,
            Event event,
            @Nullable Return both) implements Comparable<One> {
        @Override
        public int compareTo(One other) {
            return t != other.t ? Long.compare(t, other.t) : Long.compare(order, other.order);
        }
    }

    /** A return, and what the timeline need not search for: who called, on which fd and socket. */
    record Return(
            long t,
            Event.Returned event,
            String actor,
            int fd,
            @Nullable SocketId id) {}

    private final Queue<One> queue = new PriorityQueue<>();
    private long order;

    void add(long ticket, long t, Evidence evidence, Because because, Event event, @Nullable Return both) {
        queue.add(new One(ticket, order++, t, evidence, because, event, both));
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Whether something of a record before that ticket waits. */
    boolean before(long ticket) {
        return queue.stream().anyMatch(one -> one.ticket < ticket);
    }

    /** Lets those go that happened up to then, by the time they happened. */
    void release(long upTo, Consumer<One> each) {
        for (One one = queue.peek(); one != null && one.t <= upTo; one = queue.peek()) {
            queue.remove();
            each.accept(one);
        }
    }

    /**
     * Whether something happened, or may have, between a call and its return, so that they cannot go together: then the
     * return waits on its own.
     */
    boolean parts(One one, Return both, long upTo) {
        One next = queue.peek();
        if (both.t <= upTo && (next == null || next.t >= both.t)) {
            return false;
        }
        queue.add(new One(one.ticket, one.order, both.t, one.evidence, one.because, both.event, null));
        return true;
    }
}
