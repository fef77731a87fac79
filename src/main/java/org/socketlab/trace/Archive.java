package org.socketlab.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.OpenCall;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;

/**
 * Past facts that stay where they are, in a file say. Memory has of each only whom it is about, ten bytes, and a state now
 * and then: a million facts take no more room than a few thousand, and any moment is a page of them away.
 *
 * <p>One thread adds all; then any thread reads.
 */
public final class Archive implements History {
    /** A page is closed before its time when its facts reach this weight: so much is read again to go to a moment. */
    private static final long HEAVY = 1 << 20;

    private static final String AGAIN = "EAGAIN";

    private final Source source;
    private final List<Page> pages = new ArrayList<>();
    private final Map<Object, Integer> numbers = new HashMap<>(); // of actors, sockets, 5-tuples; from 1
    private final Tuples tuples = new Tuples();
    private LabState last;
    private Page page;
    private long weight;

    /** Where the facts are. Any thread. */
    public interface Source {
        /** The facts from {@code from} up to and with {@code upTo}, all of which were added. */
        List<Fact> read(long from, long upTo);
    }

    /** @param base the state before the first fact */
    public Archive(LabState base, Source source) {
        this.source = source;
        last = base;
        page = new Page(base);
        pages.add(page);
    }

    /**
     * Takes the next fact in, and the state after it.
     *
     * @param weight bytes to read to have the fact again
     */
    public LabState add(Fact fact, long weight) {
        LabState before = last;
        Event event = fact.event();
        LabState after = before.apply(fact);
        if (page.full() || this.weight >= HEAVY) {
            page.close();
            page = new Page(before);
            pages.add(page);
            this.weight = 0;
        }
        this.weight += weight;
        tuples.learn(event);
        page.add(
                number(Subjects.actor(before, event)),
                number(Subjects.socket(before, event)),
                number(tuple(event)),
                traffic(before, event));
        if (event instanceof Event.Returned returned && returned.id().isPresent()) {
            link(before.openCalls().get(returned.call()), number(returned.id().get()));
        }
        last = after;
        return after;
    }

    /** The state after the last fact. */
    public LabState last() {
        return last;
    }

    private int number(@Nullable Object subject) {
        if (subject == null || subject.equals("")) {
            return 0;
        }
        Integer known = numbers.get(subject);
        if (known == null) {
            known = numbers.size() + 1;
            numbers.put(subject, known);
        }
        return known;
    }

    /** The 5-tuple of a segment or of a socket's end, the same in both directions. */
    private @Nullable FiveTuple tuple(Event event) {
        return switch (event) {
            case Event.Segment segment -> undirected(new FiveTuple(Protocol.TCP, segment.from(), segment.to()));
            case Event.Destroyed destroyed ->
                undirected(new FiveTuple(destroyed.id().protocol(), destroyed.local(), destroyed.remote()));
            default -> null;
        };
    }

    private FiveTuple undirected(FiveTuple tuple) {
        FiveTuple normal = tuple.normal();
        FiveTuple reversed = normal.reversed();
        return numbers.containsKey(reversed) ? reversed : normal;
    }

    /** A read, write or wait that goes well, as far as is known yet. */
    private boolean traffic(LabState before, Event event) {
        return switch (event) {
            case Event.Called called -> called.name().frequent();
            case Event.Returned returned -> {
                OpenCall open = before.openCalls().get(returned.call());
                boolean well = returned.errno().isEmpty() || returned.errno().equals(AGAIN);
                if (open != null && !well) {
                    pageOf(open.seq()).ifPresent(of -> of.standOut(open.seq()));
                }
                yield well && open != null && open.call().name().frequent();
            }
            default -> false;
        };
    }

    /** A call's return told which socket it made: the call is that socket's too. */
    private void link(@Nullable OpenCall open, int socket) {
        if (open != null) {
            pageOf(open.seq()).ifPresent(of -> of.link(open.seq(), socket));
        }
    }

    /** The page that has this fact. */
    private Optional<Page> pageOf(long seq) {
        Page found = pages.get(Beginnings.last(pages.size(), at -> pages.get(at).first, seq));
        return seq >= found.first && seq <= found.last() ? Optional.of(found) : Optional.empty();
    }

    @Override
    public long firstSeq() {
        return pages.getFirst().first;
    }

    @Override
    public long lastSeq() {
        return last.seq();
    }

    @Override
    public List<Fact> between(long after, long upTo) {
        long from = Math.max(after + 1, firstSeq());
        long to = Math.min(upTo, lastSeq());
        return from > to ? List.of() : source.read(from, to);
    }

    @Override
    public List<Fact> standingOut(long after, long upTo) {
        List<Fact> facts = new ArrayList<>();
        for (Page each : pages) {
            long from = Math.max(after + 1, each.first);
            long to = Math.min(upTo, each.last());
            for (long seq = from; seq <= to; seq++) {
                if (each.standsOut(seq)) {
                    facts.addAll(source.read(seq, seq));
                }
            }
        }
        return facts;
    }

    @Override
    public List<Fact> ofSocket(SocketId id, long after, long upTo, int most) {
        Optional<FiveTuple> tuple = tuples.of(id);
        int subject = numbers.getOrDefault(id, 0);
        int shared = tuple.map(this::undirected).map(numbers::get).orElse(0);
        return search(new Search(id, tuple, after, upTo, most), subject, shared, upTo);
    }

    @Override
    public List<Fact> ofActor(String actor, long upTo, int most) {
        return search(new Search(actor, upTo, most), numbers.getOrDefault(actor, 0), 0, upTo);
    }

    private List<Fact> search(Search search, int subject, int tuple, long upTo) {
        for (Page each : pages.reversed()) {
            for (long seq = Math.min(upTo, each.last()); seq >= each.first && !search.doneBefore(seq + 1); seq--) {
                boolean about = subject != 0 && each.about(seq, subject);
                if (about || tuple != 0 && each.hasTuple(seq, tuple)) {
                    search.take(source.read(seq, seq).getFirst(), about);
                }
            }
            if (search.doneBefore(each.first)) {
                break;
            }
        }
        return search.found();
    }

    @Override
    public LabState stateAt(long seq) {
        if (seq >= last.seq()) {
            return last;
        }
        Optional<Page> on = pageOf(seq);
        LabState state = on.map(found -> found.base).orElse(pages.getFirst().base);
        List<Fact> facts = on.isEmpty() ? List.of() : source.read(state.seq() + 1, seq);
        for (Fact fact : facts) {
            state = state.apply(fact);
        }
        return Objects.requireNonNull(state);
    }
}
