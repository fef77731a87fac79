package org.socketlab.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/**
 * Decides which moment is shown when. It knows no clock and no window; times are those of System.nanoTime(). One thread.
 *
 * <pre>
 * facts   1 2 3 4 5 6 7 8 9
 * shown         ▲         ▲
 *               shown     latest: Now goes there, Slow and Playing to the next that looks different when it is due,
 *                         Paused nowhere; a person goes anywhere
 * </pre>
 */
final class Pacer {
    /** One fact each half second. */
    static final long STEP_NS = 500_000_000;
    /**
     * More facts than this in a pulse are not handed on one by one: the views read what they need from the history. That
     * costs far more than to look at each new fact, so it takes two seconds of the fastest flood, not one slow frame.
     */
    static final int FLOOD = 65_536;
    /**
     * Looks that found all as before are shown together, once a second: each would have every view drawn anew, five times a
     * second, in a window where nothing happens.
     */
    static final long QUIET_NS = 1_000_000_000;

    private static final int FEW = 64;

    private final History history;
    private final Runnable onForgotten;
    private final Playback playback = new Playback();
    private Pace pace = Pace.NOW;
    private LabState shown;
    private OptionalLong wanted = OptionalLong.empty();
    private long stopped;
    private Steps.@Nullable Step coming;
    private long lastStep;
    private long lastFrame;
    private boolean holds;
    private long epoch = Long.MAX_VALUE;
    private long waits = -1;
    private long waitsSince;

    /**
     * Begins at this state, ready for a step at {@code now}.
     *
     * @param onForgotten told when the moment that a person stays at is no longer kept, and the oldest one is shown instead
     */
    Pacer(LabState first, History history, long now, Runnable onForgotten) {
        this.shown = first;
        this.history = history;
        this.onForgotten = onForgotten;
        this.lastStep = now - STEP_NS;
        this.lastFrame = now - QUIET_NS;
    }

    /** The state at the moment shown. */
    LabState shown() {
        return shown;
    }

    Pace pace() {
        return pace;
    }

    /** Goes on at this pace from the moment shown. */
    void go(Pace next, Moment latest, long now) {
        long time = time(latest, now);
        if (!next.equals(Pace.PAUSED)) {
            wanted = OptionalLong.empty();
        }
        if (pace.equals(next)) {
            return;
        }
        stopped = time;
        playback.begin(time, now, shown.seq() == latest.seq());
        holds = false;
        coming = null;
        pace = next;
    }

    /** Stays at the moment after this fact, from the next pulse on; at the nearest one kept where there is none. */
    void pauseAt(long seq, Moment latest, long now) {
        go(Pace.PAUSED, latest, now);
        wanted = OptionalLong.of(seq);
    }

    /** Goes to the next moment that looks different, and stays there. */
    Optional<Frame> stepForward(Moment latest, long now) {
        go(Pace.PAUSED, latest, now);
        Optional<Frame> sought = stay(latest);
        if (shown.seq() >= latest.seq()) {
            return sought;
        }
        Steps.Step step = Steps.next(shown, history, latest.seq());
        shown = step.state();
        stopped = shown.t();
        boolean whole = sought.isEmpty();
        return Optional.of(new Frame(shown, whole ? step.facts() : List.of(), whole, !whole, history));
    }

    /** Goes back to the moment before that looks different, and stays there. */
    Optional<Frame> stepBack(Moment latest, long now) {
        go(Pace.PAUSED, latest, now);
        wanted = OptionalLong.of(Steps.before(wanted.orElse(shown.seq()), history));
        return seek(latest);
    }

    /** What is to be shown at {@code now}, empty where that is what is shown already. */
    Optional<Frame> pulse(Moment latest, long now) {
        if (latest.seq() != shown.seq()) {
            // Facts are told after they happened, so the smallest difference seen is nearest to the lab's start.
            epoch = Math.min(epoch, now - latest.state().t());
        }
        return switch (pace) {
            case Pace.Now _ -> follow(latest, now);
            case Pace.Slow _ -> slowly(latest, now);
            case Pace.Playing(int slower) -> play(slower, latest, now);
            case Pace.Paused _ -> stay(latest);
        };
    }

    private Optional<Frame> follow(Moment latest, long now) {
        if (latest.seq() == shown.seq()) {
            return Optional.empty();
        }
        holds = now - lastFrame < QUIET_NS && quiet(latest);
        if (holds) {
            return Optional.empty();
        }
        lastFrame = now;
        return catchUp(latest);
    }

    private Optional<Frame> slowly(Moment latest, long now) {
        if (leaps(latest)) {
            return catchUp(latest);
        }
        if (latest.seq() == shown.seq() || now - lastStep < STEP_NS) {
            return Optional.empty();
        }
        lastStep = now;
        Steps.Step step = Steps.next(shown, history, latest.seq());
        shown = step.state();
        return Optional.of(new Frame(shown, step.facts(), true, false, history));
    }

    private Optional<Frame> play(int slower, Moment latest, long now) {
        if (leaps(latest)) {
            return oldest(latest, now);
        }
        List<Fact> news = new ArrayList<>();
        while (shown.seq() < latest.seq()) {
            Steps.Step step = coming(latest);
            holds = !step.seen() && now - lastFrame < QUIET_NS;
            if (holds || step.seen() && playback.due(step.state().t(), slower, now) > now) {
                break;
            }
            if (step.seen()) {
                playback.passed(step.state().t(), slower, now);
            }
            lastFrame = now;
            shown = step.state();
            news.addAll(step.facts());
            coming = null;
        }
        if (shown.seq() == latest.seq()) {
            playback.arrived();
            pace = slower == 1 ? Pace.NOW : pace; // real time that has nothing left to show is Now
        }
        return news.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        news.size() <= FLOOD
                                ? new Frame(shown, news, true, false, history)
                                : new Frame(shown, List.of(), false, false, history));
    }

    /** The next moment that looks different, found once however many pulses wait for it. */
    private Steps.Step coming(Moment latest) {
        Steps.Step step = coming;
        if (step == null || !step.seen()) {
            step = Steps.next(shown, history, latest.seq());
        }
        coming = step;
        return step;
    }

    private Optional<Frame> stay(Moment latest) {
        return leaps(latest) && wanted.isEmpty() ? oldest(latest, 0) : seek(latest);
    }

    /** The moment shown is no longer kept. */
    private Optional<Frame> oldest(Moment latest, long now) {
        onForgotten.run();
        wanted = OptionalLong.of(Steps.oldest(history));
        Optional<Frame> frame = seek(latest);
        playback.begin(shown.t(), now, false);
        return frame;
    }

    /** Goes to the moment that is wanted. */
    private Optional<Frame> seek(Moment latest) {
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        long to = Math.min(Math.max(wanted.getAsLong(), Steps.oldest(history)), latest.seq());
        wanted = OptionalLong.empty();
        if (to == shown.seq()) {
            return Optional.empty();
        }
        shown = to == latest.seq() ? latest.state() : history.stateAt(to);
        stopped = shown.t();
        coming = null;
        return Optional.of(new Frame(shown, List.of(), false, true, history));
    }

    /** All at once, whatever the pace. */
    Optional<Frame> catchUp(Moment latest) {
        long from = shown.seq();
        if (latest.seq() == from) {
            return Optional.empty();
        }
        holds = false;
        boolean whole = !leaps(latest) && latest.seq() - from <= FLOOD;
        List<Fact> news = whole ? history.between(from, latest.seq()) : List.of();
        shown = latest.state();
        return Optional.of(new Frame(shown, news, whole, false, history));
    }

    /** How long until the next frame is due without another fact, ns; 0 where nothing is left to show. */
    long untilNextFrame(Moment latest, long now) {
        if (shown.seq() >= latest.seq() || pace.equals(Pace.PAUSED)) {
            return 0;
        }
        long due = holds ? QUIET_NS - (now - lastFrame) : STEP_NS - (now - lastStep);
        if (!holds && pace instanceof Pace.Playing(int slower)) {
            due = playback.due(coming(latest).state().t(), slower, now) - now;
        }
        return Math.max(1, due);
    }

    /** How long ago the first fact not yet shown happened, ns; 0 where all are shown. */
    long behind(Moment latest, long now) {
        if (shown.seq() >= latest.seq()) {
            return 0;
        }
        if (waits != shown.seq()) { // it may lie in a file, and this is asked for often
            List<Fact> next = history.between(shown.seq(), shown.seq() + 1);
            if (next.isEmpty()) {
                return 0;
            }
            waits = shown.seq();
            waitsSince = next.getFirst().t();
        }
        return Math.max(0, now - epoch - waitsSince);
    }

    /** What the clock says at the moment shown, ns since the lab's start: it goes on while all facts are shown. */
    long time(Moment latest, long now) {
        if (pace.equals(Pace.PAUSED)) {
            return stopped;
        }
        Steps.Step next = coming;
        if (pace instanceof Pace.Playing(int slower) && next != null && next.seen()) {
            return Math.max(shown.t(), playback.time(next.state().t(), slower, now));
        }
        boolean all = epoch != Long.MAX_VALUE && (holds || behind(latest, now) == 0);
        return all ? Math.max(shown.t(), now - epoch) : shown.t();
    }

    /** Whether nothing can be seen of what is not yet shown. */
    private boolean quiet(Moment latest) {
        return !leaps(latest)
                && latest.seq() - shown.seq() <= FEW
                && history.between(shown.seq(), latest.seq()).stream()
                        .noneMatch(fact -> Steps.shows(shown, fact, latest.state()));
    }

    /** Whether the facts between the moment shown and the latest are no longer all there, as after Start over. */
    private boolean leaps(Moment latest) {
        return latest.seq() < shown.seq() || history.firstSeq() > shown.seq() + 1;
    }
}
