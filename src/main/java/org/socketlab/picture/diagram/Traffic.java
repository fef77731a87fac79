package org.socketlab.picture.diagram;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Pairing;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;

/**
 * Follows writes and reads, fact by fact, and tells which bytes reached the other end and how long they took.
 *
 * <p>A stream keeps the order of its bytes, so the n-th byte read at one end is the n-th written at the other. Where the
 * other end is nobody's we watch, or the write was lost, the one call that was seen is told alone, as an inference. One
 * thread.
 *
 * <pre>
 * write  [0 … 5)[5 … 12)          entered, returned
 * read        [0 … 8)             the write at 0 began it: took = return of the read - entry of that write
 * </pre>
 */
public final class Traffic {
    private static final int MOST_WAITING = 256;
    private static final int MOST_UNREAD = 4_096;

    private final Map<Long, Fact> open = new HashMap<>();
    private final Map<SocketId, Stream> streams = new HashMap<>();
    private final Set<SocketId> unpaired = new LinkedHashSet<>(); // those that wrote to nobody knows whom yet
    private final Deque<Read> waiting = new ArrayDeque<>();

    /** What one end wrote: which of it is still to be read at the other, by the numbers of its bytes. */
    private static final class Stream {
        private final Deque<Write> writes = new ArrayDeque<>();
        private long written;
        private long read;
    }

    private record Write(long from, long to, Fact called, Fact returned) {}

    private record Read(SocketId id, Fact called, Fact returned) {
        private Event.Returned outcome() {
            return (Event.Returned) returned.event();
        }
    }

    /** What these facts, which follow those of the last call, show to have passed. {@code state} is the one after them. */
    public List<Passed> after(List<Fact> facts, LabState state) {
        return after(facts, new Peers(state, Map.of()));
    }

    /** The same for one connection whose ends may have gone; {@code ends} names each end's peer. */
    public List<Passed> after(List<Fact> facts, LabState state, Map<SocketId, SocketId> ends) {
        return after(facts, new Peers(state, ends));
    }

    private List<Passed> after(List<Fact> facts, Peers peers) {
        List<Passed> passed = new ArrayList<>();
        for (Fact fact : facts) {
            switch (fact.event()) {
                case Event.Called called when called.name().frequent() -> open.put(called.call(), fact);
                case Event.Returned returned -> {
                    Fact called = open.remove(returned.call());
                    if (called != null && returned.length() > 0 && returned.id().isPresent()) {
                        moved(called, fact, returned, returned.id().get(), peers, passed);
                    }
                }
                case Event.Destroyed destroyed
                when streams.containsKey(destroyed.id()) -> {
                    settle(peers, passed); // what it wrote before is still to be matched
                    streams.remove(destroyed.id());
                    unpaired.remove(destroyed.id());
                }
                case Event.Gap gap
                when !gap.ofSegments() -> {
                    settle(peers, passed);
                    forget();
                }
                default -> {}
            }
        }
        settle(peers, passed);
        return passed;
    }

    /** What was lost may have been a write: from here on no byte's number is known. */
    private void forget() {
        open.clear();
        streams.clear();
        unpaired.clear();
        waiting.clear();
    }

    private void moved(Fact called, Fact fact, Event.Returned returned, SocketId id, Peers peers, List<Passed> passed) {
        SocketCall name = ((Event.Called) called.event()).name();
        if (name == SocketCall.write) {
            SocketId peer = peers.of(id);
            if (peer != null && !peers.watched(peer)) {
                passed.add(alone(id, peer, called, fact));
            } else {
                wrote(streams.computeIfAbsent(id, _ -> new Stream()), called, fact, returned.length());
                if (peer == null) {
                    unpaired.add(id);
                }
            }
        } else if (name == SocketCall.read) {
            waiting.add(new Read(id, called, fact));
            if (waiting.size() > MOST_WAITING) {
                waiting.removeFirst();
            }
        }
    }

    private static void wrote(Stream stream, Fact called, Fact returned, long length) {
        stream.writes.add(new Write(stream.written, stream.written + length, called, returned));
        stream.written += length;
        if (stream.writes.size() > MOST_UNREAD) { // at a peer on another host, say, of which nothing is ever seen
            stream.writes.removeFirst();
        }
    }

    private void settle(Peers peers, List<Passed> passed) {
        unpaired.removeIf(writer -> paired(writer, peers, passed));
        Set<SocketId> blocked = new HashSet<>(); // a read waits for those before it
        for (Iterator<Read> reads = waiting.iterator(); reads.hasNext(); ) {
            Read read = reads.next();
            SocketId peer = peers.of(read.id()); // null: the next look may pair it
            Passed whole = peer == null || blocked.contains(read.id())
                    ? null
                    : peers.watched(peer)
                            ? matched(read, peer)
                            : alone(peer, read.id(), read.called(), read.returned());
            if (whole == null) {
                blocked.add(read.id());
            } else {
                passed.add(whole);
                reads.remove();
            }
        }
    }

    /** Whether it is known by now who reads what this one wrote; where that is nobody we watch, it is told. */
    private boolean paired(SocketId writer, Peers peers, List<Passed> passed) {
        SocketId peer = peers.of(writer);
        if (peer != null && !peers.watched(peer)) {
            Stream stream = Objects.requireNonNull(streams.remove(writer));
            stream.writes.forEach(write -> passed.add(alone(writer, peer, write.called(), write.returned())));
        }
        return peer != null;
    }

    /** The read with the writes that its bytes came from; null while one of them has not returned. */
    private @Nullable Passed matched(Read read, SocketId writer) {
        Stream stream = streams.get(writer);
        if (stream == null) {
            return null;
        }
        while (!stream.writes.isEmpty() && stream.writes.getFirst().to() <= stream.read) {
            stream.writes.removeFirst();
        }
        Write first = stream.writes.peekFirst();
        if (first != null && first.called().t() > read.returned().t()) {
            return alone(writer, read.id(), read.called(), read.returned()); // what wrote these bytes was lost
        }
        long from = stream.read;
        long to = from + read.outcome().length();
        if (stream.written < to) {
            return null;
        }
        stream.read = to;
        if (first == null || first.from() > from) {
            return alone(writer, read.id(), read.called(), read.returned());
        }
        List<Long> seqs = new ArrayList<>();
        for (Write write : stream.writes) {
            if (write.from() < to) {
                seqs.add(write.called().seq());
                seqs.add(write.returned().seq());
            }
        }
        seqs.add(read.returned().seq());
        return new Passed(
                read.returned().seq(),
                read.returned().t(),
                writer,
                read.id(),
                read.outcome().bytes(),
                read.outcome().length(),
                OptionalLong.of(Math.max(0, read.returned().t() - first.called().t())),
                Evidence.OBSERVED,
                seqs);
    }

    private static Passed alone(SocketId from, SocketId to, Fact called, Fact returned) {
        Event.Returned back = (Event.Returned) returned.event();
        Bytes bytes = back.bytes();
        return new Passed(
                returned.seq(),
                returned.t(),
                from,
                to,
                bytes,
                back.length(),
                OptionalLong.empty(),
                Evidence.INFERRED,
                List.of(called.seq(), returned.seq()));
    }

    /** Who is whose peer, worked out only when first asked. */
    private static final class Peers {
        private final LabState state;
        private final Map<SocketId, SocketId> known;
        private @Nullable Map<SocketId, SocketId> pairs;

        Peers(LabState state, Map<SocketId, SocketId> known) {
            this.state = state;
            this.known = known;
        }

        @Nullable
        SocketId of(SocketId id) {
            SocketId end = known.get(id);
            if (end != null) {
                return end;
            }
            if (pairs == null) {
                List<KernelSocket> sockets = state.sockets().values().stream()
                        .map(SeenSocket::socket)
                        .toList();
                pairs = Pairing.of(sockets);
            }
            return pairs.get(id);
        }

        /** Whether its calls are facts. */
        boolean watched(SocketId id) {
            SeenSocket seen = state.sockets().get(id);
            LabState.Departed departed = state.departed().get(id);
            return seen != null && !seen.actor().isEmpty()
                    || departed != null && !departed.actor().isEmpty();
        }
    }
}
