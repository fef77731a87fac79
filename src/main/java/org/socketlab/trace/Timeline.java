package org.socketlab.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.OpenCall;
import org.socketlab.model.SocketId;

/**
 * All facts so far, the newest in memory, older ones in the spool, the oldest forgotten.
 *
 * <p>One thread (the recorder, or whoever loads a file) appends; any thread reads, and no reader can make the writer
 * wait: readers take the array of chunks as it is and walk it.
 */
public final class Timeline implements History, AutoCloseable {
    /** A chunk that takes more than this part of the memory is closed before its time. */
    private static final int HEAVY = 16;

    private final int mostFacts;
    private final long mostWeight;
    private final Spool spool;
    private final Tuples tuples = new Tuples();

    /** Who the facts of each chunk in the spool are about, by its first: a search reads only those it must. */
    private final ConcurrentSkipListMap<Long, Set<Object>> left = new ConcurrentSkipListMap<>();

    private volatile Chunk[] chunks;
    private volatile long lastSeq;
    private volatile LabState live;

    private @Nullable IOException trouble;
    private boolean troubled;

    private int facts; // of all chunks but the last
    private long weight;

    /**
     * @param base the state before the first fact; the first fact's seq is the one after its
     * @param mostFacts how many facts memory holds at most, a chunk's worth at least
     * @param mostWeight how many bytes they may take, roughly
     * @param spool closed with this timeline
     */
    public Timeline(LabState base, int mostFacts, long mostWeight, Spool spool) {
        this.mostFacts = mostFacts;
        this.mostWeight = mostWeight;
        this.spool = spool;
        chunks = new Chunk[] {new Chunk(base)};
        lastSeq = base.seq();
        live = base;
    }

    /** The state after the last fact. */
    public LabState live() {
        return live;
    }

    /** Appends the next fact and applies it. Where a rule throws, nothing has changed. */
    public LabState append(Fact fact) {
        LabState before = live;
        LabState after = before.apply(fact);
        String actor = Subjects.actor(before, fact.event());
        SocketId socket = Subjects.socket(before, fact.event());
        tuples.learn(fact.event());
        room(before).add(fact, actor, socket);
        if (fact.event() instanceof Event.Returned returned && returned.id().isPresent()) {
            link(before.openCalls().get(returned.call()), returned.id().get());
        }
        return publish(after, fact.seq());
    }

    /** Appends a call and its return that follows at once, which is quicker than one by one. */
    LabState appendBoth(Fact entered, Fact left, String actor, int fd, @Nullable SocketId id) {
        LabState before = live;
        LabState after = before.applyBoth(entered, left);
        SocketId socket = id != null ? id : Subjects.behind(before, fd);
        room(before).add(entered, actor, socket);
        Chunk chunk = last();
        (chunk.full() ? room(before.apply(entered)) : chunk).add(left, actor, socket);
        return publish(after, left.seq());
    }

    private LabState publish(LabState after, long seq) {
        live = after;
        lastSeq = seq;
        return after;
    }

    private void link(@Nullable OpenCall open, SocketId socket) {
        Chunk[] all = chunks;
        for (int i = all.length - 1; open != null && i >= 0; i--) {
            if (all[i].first <= open.seq()) {
                all[i].link(open.seq(), socket);
                return;
            }
        }
    }

    private Chunk last() {
        return chunks[chunks.length - 1];
    }

    /** The last chunk, or a new one where it is full. */
    private Chunk room(LabState before) {
        Chunk last = last();
        if (!last.full() && last.weight() < mostWeight / HEAVY) {
            return last;
        }
        facts += last.count();
        weight += last.weight();
        int evicted = 0;
        while (evicted < chunks.length && (facts > mostFacts - Chunk.SIZE || weight > mostWeight)) {
            Chunk oldest = chunks[evicted++];
            facts -= oldest.count();
            weight -= oldest.weight();
            evict(oldest);
        }
        Chunk[] next = Arrays.copyOfRange(chunks, evicted, chunks.length + 1);
        Chunk fresh = new Chunk(before);
        next[next.length - 1] = fresh;
        chunks = next;
        return fresh;
    }

    private void evict(Chunk chunk) {
        try {
            spool.add(chunk.base, chunk.facts(0, chunk.count()));
            left.put(chunk.first, chunk.subjects());
            left.headMap(spool.firstSeq()).clear();
            troubled = false;
        } catch (IOException e) {
            left.clear();
            spool.clear(); // what it had would no longer join on what memory has
            trouble = troubled ? trouble : e; // a full disk is one trouble, however often it is met
            troubled = true;
        }
    }

    /** What went wrong with the spool since this was last asked. The writer's alone. */
    public Optional<IOException> trouble() {
        Optional<IOException> since = Optional.ofNullable(trouble);
        trouble = null;
        return since;
    }

    /** Forgets all facts; the base becomes the state after the last of them. */
    public void forget(LabState base) {
        spool.clear();
        left.clear();
        tuples.clear();
        facts = 0;
        weight = 0;
        chunks = new Chunk[] {new Chunk(base)};
        live = base;
        lastSeq = base.seq();
    }

    @Override
    public long firstSeq() {
        long inMemory = chunks[0].first;
        return Math.min(inMemory, spool.firstSeq());
    }

    @Override
    public long lastSeq() {
        return lastSeq;
    }

    @Override
    public List<Fact> between(long after, long upTo) {
        Chunk[] all = chunks; // what leaves memory from now on, this array still holds
        long to = Math.min(upTo, lastSeq);
        List<Fact> facts = new ArrayList<>();
        if (after + 1 < all[0].first) {
            facts.addAll(spool.read(after + 1, Math.min(to, all[0].first - 1)));
        }
        for (int i = chunkOf(all, after + 1); i < all.length && all[i].first <= to; i++) {
            int from = (int) Math.max(0, after + 1 - all[i].first);
            int until = (int) Math.min(all[i].count(), to - all[i].first + 1);
            if (from < until) {
                facts.addAll(all[i].facts(from, until));
            }
        }
        return Collections.unmodifiableList(facts);
    }

    /** The chunk with the fact, the first chunk where that fact is older. */
    private static int chunkOf(Chunk[] all, long seq) {
        return Beginnings.last(all.length, at -> all[at].first, seq);
    }

    @Override
    public List<Fact> ofSocket(SocketId id, long after, long upTo, int most) {
        return search(new Search(id, tuples.of(id), after, upTo, most), upTo);
    }

    @Override
    public List<Fact> ofActor(String actor, long upTo, int most) {
        return search(new Search(actor, upTo, most), upTo);
    }

    private List<Fact> search(Search search, long upTo) {
        Chunk[] all = chunks;
        long before = Long.MAX_VALUE;
        for (int i = all.length - 1; i >= 0 && !search.doneBefore(before); i--) {
            search.in(all[i], i == all.length - 1);
            before = all[i].first;
        }
        before = Math.min(before, upTo + 1);
        while (!search.doneBefore(before) && before > spool.firstSeq()) {
            Long first = left.lowerKey(before);
            if (first != null && search.passesOver(left.getOrDefault(first, Set.of()))) {
                before = first;
                continue;
            }
            Optional<Chunk> older = spooled(before - 1);
            if (older.isEmpty()) {
                break;
            }
            search.in(older.get(), true);
            before = older.get().first;
        }
        return search.found();
    }

    /** The facts that the spool has up to and with this one, back to the state it has before them. */
    private Optional<Chunk> spooled(long last) {
        Optional<LabState> base = spool.base(last - 1);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        List<Fact> facts = spool.read(base.get().seq() + 1, last);
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Chunk.of(base.get(), facts));
    }

    @Override
    public LabState stateAt(long seq) {
        LabState now = live;
        Chunk[] all = chunks;
        if (seq >= now.seq()) {
            return now;
        }
        if (seq < all[0].base.seq()) {
            Optional<LabState> spooled = spool.base(seq);
            if (spooled.isPresent()) {
                LabState base = spooled.get();
                List<Fact> facts = spool.read(base.seq() + 1, seq);
                if (facts.size() == seq - base.seq()) { // else what it takes has just been dropped
                    return replay(base, facts);
                }
            }
        }
        Chunk chunk = all[chunkOf(all, seq)];
        int count = Math.clamp(seq - chunk.first + 1, 0, chunk.count());
        return replay(chunk.base, chunk.facts(0, count));
    }

    private static LabState replay(LabState base, List<Fact> facts) {
        LabState state = base;
        for (Fact fact : facts) {
            state = state.apply(fact);
        }
        return state;
    }

    @Override
    public void close() {
        spool.close();
    }
}
