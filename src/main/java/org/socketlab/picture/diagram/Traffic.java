package org.socketlab.picture.diagram;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
 * other end is nobody's we watch, the one call that was seen is told alone, as an inference. One thread.
 *
 * <pre>
 * write  [0 … 5)[5 … 12)          entered, returned
 * read        [0 … 8)             the write at 0 began it: took = return of the read - entry of that write
 * </pre>
 */
public final class Traffic {
    private static final int MOST_WAITING = 256;

    private final Map<Long, Fact> open = new HashMap<>();
    private final Map<SocketId, Stream> streams = new HashMap<>();
    private final Deque<Read> waiting = new ArrayDeque<>();

    /** One end's two directions. */
    private static final class Stream {
        private final Deque<Write> writes = new ArrayDeque<>();
        private long written;
        private long read;
    }

    private record Write(long from, long to, Fact called, Fact returned) {}

    private record Read(SocketId id, long from, long to, Fact called, Fact returned) {}

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
        waiting.clear();
    }

    private void moved(Fact called, Fact fact, Event.Returned returned, SocketId id, Peers peers, List<Passed> passed) {
        Stream stream = streams.computeIfAbsent(id, _ -> new Stream());
        SocketCall name = ((Event.Called) called.event()).name();
        if (name == SocketCall.write) {
            long from = stream.written;
            stream.written += returned.length();
            SocketId peer = peers.of(id);
            if (peer != null && !peers.watched(peer)) {
                passed.add(alone(id, peer, called, fact));
            } else {
                stream.writes.add(new Write(from, stream.written, called, fact));
            }
        } else if (name == SocketCall.read) {
            long from = stream.read;
            stream.read += returned.length();
            waiting.add(new Read(id, from, stream.read, called, fact));
            if (waiting.size() > MOST_WAITING) {
                waiting.removeFirst();
            }
        }
    }

    private void settle(Peers peers, List<Passed> passed) {
        for (Iterator<Read> reads = waiting.iterator(); reads.hasNext(); ) {
            Read read = reads.next();
            SocketId peer = peers.of(read.id());
            if (peer == null) {
                continue; // the next look may pair it
            }
            if (!peers.watched(peer)) {
                passed.add(alone(peer, read.id(), read.called(), read.returned()));
                reads.remove();
                continue;
            }
            Passed whole = matched(read, peer);
            if (whole != null) {
                passed.add(whole);
                reads.remove();
            }
        }
    }

    /** The read with the writes that its bytes came from; null while one of them has not returned. */
    private @Nullable Passed matched(Read read, SocketId writer) {
        Stream stream = streams.get(writer);
        if (stream == null || stream.written < read.to()) {
            return null;
        }
        while (!stream.writes.isEmpty() && stream.writes.getFirst().to() <= read.from()) {
            stream.writes.removeFirst();
        }
        List<Long> seqs = new ArrayList<>();
        long began = Long.MAX_VALUE;
        for (Write write : stream.writes) {
            if (write.from() < read.to()) {
                began = Math.min(began, write.called().t());
                seqs.add(write.called().seq());
                seqs.add(write.returned().seq());
            }
        }
        seqs.add(read.returned().seq());
        Event.Returned returned = (Event.Returned) read.returned().event();
        OptionalLong took = began == Long.MAX_VALUE
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, read.returned().t() - began));
        return new Passed(
                read.returned().seq(),
                read.returned().t(),
                writer,
                read.id(),
                returned.bytes(),
                returned.length(),
                took,
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
