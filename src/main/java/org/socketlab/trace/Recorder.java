package org.socketlab.trace;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.Refusal;
import org.socketlab.os.Errno;
import org.socketlab.os.Uninterrupted;

/**
 * Turns what lies in the ring into facts: numbers them, appends them to the timeline, publishes the state.
 *
 * <p>Its one thread sleeps while nothing comes. The first record wakes it; it waits a little for company, reads all,
 * publishes once, and looks again after the same while until nothing comes any more. So a flood never wakes it.
 */
public final class Recorder implements AutoCloseable {
    // together with the drain itself less than 10 ms after the first record
    private static final long GATHER = TimeUnit.MILLISECONDS.toNanos(4);
    // while records are being lost anyway, seldom is cheaper
    private static final long GATHER_IN_FLOOD = TimeUnit.MILLISECONDS.toNanos(10);

    // how soon it looks again for a record whose writer is just about to publish it
    private static final long HEARTBEAT = TimeUnit.MICROSECONDS.toNanos(200);

    private final Ring ring;
    private final Timeline timeline;
    private final long origin;
    private final Thread thread;
    private final Wording wording = new Wording();
    private final Listeners listeners = new Listeners(this::failed);
    private final Listeners callListeners = new Listeners(this::failed);
    private final Chores chores;
    private final Waiting waiting = new Waiting();

    private volatile Moment moment;
    private volatile boolean ending;
    private volatile boolean sorts;

    private long seq;
    private boolean sawCalls;

    /**
     * @param timeline appended to by nobody else from now on; closed with this recorder
     * @param origin the {@link System#nanoTime()} that facts count their {@code t} from
     */
    public Recorder(Ring ring, Timeline timeline, long origin) {
        this.ring = ring;
        this.timeline = timeline;
        this.origin = origin;
        moment = new Moment(timeline.live(), timeline.lastSeq());
        seq = timeline.lastSeq();
        thread = Thread.ofPlatform().name("recorder").daemon().unstarted(this::run);
        chores = new Chores(ring, thread, waiting);
    }

    public Recorder start() {
        thread.start();
        return this;
    }

    /** The latest published state. Any thread. */
    public Moment now() {
        return moment;
    }

    public History history() {
        return timeline;
    }

    /** Called on the recorder's thread after each publication; must return at once. */
    public void onPublished(Runnable listener) {
        listeners.add(listener);
    }

    /** Called on the recorder's thread after a publication that held the return of a call; must return at once. */
    public void onCalls(Runnable listener) {
        callListeners.add(listener);
    }

    /** Returns once all that this thread has told before is published. Not for the recorder's own listeners. */
    public void flush() {
        chores.ask(() -> {});
    }

    /**
     * From now on holds each fact for {@value Waiting#HOLD} ns and orders them by the time they happened: for segments, which a
     * capture tells of late. Any thread.
     */
    public void sort() {
        sorts = true;
    }

    /** Empties the timeline: what is true stays and becomes its base; {@code seq} and {@code t} go on. */
    public void forget() {
        chores.ask(() -> {
            timeline.forget(timeline.live().forgetting());
            publish();
        });
    }

    private void run() {
        ring.attach();
        boolean quiet = true;
        boolean flooded = false;
        while (true) {
            boolean idle = quiet && chores.isEmpty();
            if (idle && ending && ring.tail() == ring.head()) { // quiet: so nothing waits either
                return;
            }
            if (idle) {
                ring.sleep(() -> chores.isEmpty() && !ending);
            }
            boolean urgent = ending || !chores.isEmpty() && waiting.isEmpty();
            ring.rest(urgent ? (quiet ? HEARTBEAT : 0) : flooded ? GATHER_IN_FLOOD : GATHER);
            boolean read = drain();
            long held = ending ? Long.MAX_VALUE : System.nanoTime() - Waiting.HOLD;
            waiting.release(held, one -> release(one, held));
            flooded = tellLosses();
            tellTrouble();
            if (seq != moment.seq()) {
                publish();
            }
            chores.perform();
            quiet = !read && !flooded && waiting.isEmpty() && seq == moment.seq();
        }
    }

    /** Reads what is there; whether there was anything. */
    private boolean drain() {
        long end = ring.tail();
        long start = ring.head();
        Slot slot = ring.peek();
        while (slot != null && ring.head() < end) {
            try {
                record(slot);
            } catch (RuntimeException | Error e) {
                refuse("recorder.rule", what(slot), e);
            }
            ring.next();
            slot = ring.peek();
        }
        ring.free();
        return ring.head() > start;
    }

    private void record(Slot slot) {
        switch (slot.kind) {
            case ENTERED -> learn(slot.entered, Evidence.OBSERVED, Because.OBSERVED, called(slot));
            case RETURNED -> {
                sawCalls = true;
                learn(slot.t, Evidence.OBSERVED, Because.OBSERVED, returned(slot));
            }
            case MADE -> {
                sawCalls = true;
                Event.Called called = called(slot);
                Waiting.Return left = new Waiting.Return(slot.t, returned(slot), slot.actor, slot.fd, slot.id);
                if (sorts) {
                    waiting.add(ring.head(), slot.entered, Evidence.OBSERVED, Because.OBSERVED, called, left);
                } else {
                    appendBoth(slot.entered, called, left);
                }
            }
            case TOLD -> {
                Event event = slot.event;
                if (event != null) {
                    learn(slot.t, slot.evidence, slot.because, event);
                }
            }
        }
    }

    private static String what(Slot slot) {
        Event event = slot.event;
        return event == null ? slot.call.name() : event.getClass().getSimpleName();
    }

    private Event.Called called(Slot slot) {
        List<String> args = slot.call.frequent() ? wording.args(slot.fd, slot.count) : slot.args;
        return new Event.Called(slot.number, slot.call, args, slot.fd, slot.thread, slot.actor);
    }

    private Event.Returned returned(Slot slot) {
        String errno = slot.result < 0 ? Errno.name(slot.errno) : "";
        Bytes bytes = ring.bytes(slot);
        return new Event.Returned(
                slot.number, slot.result, errno, slot.out, Optional.ofNullable(slot.id), bytes, slot.length);
    }

    private void learn(long nanos, Evidence evidence, Because because, Event event) {
        if (sorts) {
            waiting.add(ring.head(), nanos, evidence, because, event, null);
        } else {
            append(nanos, evidence, because, event);
        }
    }

    private void release(Waiting.One one, long upTo) {
        try {
            Waiting.Return left = one.both();
            if (left != null && !waiting.parts(one, left, upTo)) {
                appendBoth(one.t(), (Event.Called) one.event(), left);
            } else {
                append(one.t(), one.evidence(), one.because(), one.event());
            }
        } catch (RuntimeException | Error e) {
            refuse("recorder.rule", one.event().getClass().getSimpleName(), e);
        }
    }

    private void append(long nanos, Evidence evidence, Because because, Event event) {
        timeline.append(new Fact(seq + 1, nanos - origin, evidence, because, event));
        seq++;
    }

    private void appendBoth(long entered, Event.Called called, Waiting.Return left) {
        timeline.appendBoth(
                new Fact(seq + 1, entered - origin, Evidence.OBSERVED, Because.OBSERVED, called),
                new Fact(seq + 2, left.t() - origin, Evidence.OBSERVED, Because.OBSERVED, left.event()),
                left.actor(),
                left.fd(),
                left.id());
        seq += 2;
    }

    /** A refusal changes no state, so no rule can fail on it. */
    private void refuse(String code, Object... args) {
        Event refusal = Refusal.of(code, "", args);
        timeline.append(new Fact(seq + 1, System.nanoTime() - origin, Evidence.OBSERVED, Because.OBSERVED, refusal));
        seq++;
    }

    /** Whether anything was lost. */
    private boolean tellLosses() {
        boolean any = false;
        for (Losses.Reason reason : Losses.Reason.values()) {
            long lost = ring.lost(reason);
            if (lost > 0) {
                any = true;
                Event gap = new Event.Gap(lost, reason.code, 0, 0);
                append(System.nanoTime(), Evidence.OBSERVED, Because.OBSERVED, gap);
            }
        }
        return any;
    }

    private void tellTrouble() {
        timeline.trouble().ifPresent(e -> refuse("recorder.spool", e));
    }

    private void publish() {
        moment = new Moment(timeline.live(), seq);
        listeners.call();
        if (sawCalls) {
            sawCalls = false;
            callListeners.call();
        }
    }

    private void failed(Runnable listener, Throwable e) {
        refuse("recorder.listener", listener.getClass().getSimpleName(), e);
    }

    /** Records what is still in the ring, ends the thread, closes the timeline. Idempotent; any thread. */
    @Override
    public void close() {
        ending = true;
        ring.wake();
        Uninterrupted.join(thread);
        timeline.close();
    }
}
