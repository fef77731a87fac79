package org.socketlab.ui;

import java.util.List;
import java.util.Optional;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/**
 * Decides which moment is shown when: Now follows the kernel at once, Slow takes one step each half second. It knows no
 * clock and no window; times are those of System.nanoTime(). One thread.
 *
 * <pre>
 * facts   1 2 3 4 5 6 7 8 9
 * shown         ▲         ▲
 *               shown     latest: Now goes there, Slow to the next that looks different
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
    private LabState shown;
    private long lastStep;
    private long lastFrame;
    private boolean holds;
    private long epoch = Long.MAX_VALUE;

    /** Begins at this state, ready for a step at {@code now}. */
    Pacer(LabState first, History history, long now) {
        this.shown = first;
        this.history = history;
        this.lastStep = now - STEP_NS;
        this.lastFrame = now - QUIET_NS;
    }

    /** The state at the moment shown. */
    LabState shown() {
        return shown;
    }

    /** What is to be shown at {@code now}, empty where that is what is shown already. */
    Optional<Frame> pulse(Pace pace, Moment latest, long now) {
        if (latest.seq() == shown.seq()) {
            return Optional.empty();
        }
        // Facts are told after they happened, so the smallest difference seen is nearest to the lab's start.
        epoch = Math.min(epoch, now - latest.state().t());
        holds = pace == Pace.NOW && now - lastFrame < QUIET_NS && quiet(latest);
        if (holds) {
            return Optional.empty();
        }
        lastFrame = now;
        if (pace == Pace.NOW || leaps(latest)) {
            return catchUp(latest);
        }
        if (now - lastStep < STEP_NS) {
            return Optional.empty();
        }
        lastStep = now;
        Steps.Step step = Steps.next(shown, history, latest.seq());
        shown = step.state();
        return Optional.of(new Frame(shown, step.facts(), true, history));
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
        return Optional.of(new Frame(shown, news, whole, history));
    }

    /** How long until the next frame is due without another fact, ns; 0 where nothing is left to show. */
    long untilNextFrame(Moment latest, long now) {
        long due = holds ? QUIET_NS - (now - lastFrame) : STEP_NS - (now - lastStep);
        return shown.seq() < latest.seq() ? Math.max(1, due) : 0;
    }

    /** How long ago the first fact not yet shown happened, ns; 0 where all are shown. */
    long behind(Moment latest, long now) {
        if (shown.seq() >= latest.seq()) {
            return 0;
        }
        List<Fact> next = history.between(shown.seq(), shown.seq() + 1);
        return next.isEmpty() ? 0 : Math.max(0, now - epoch - next.getFirst().t());
    }

    /** What the clock says at the moment shown, ns since the lab's start: it goes on while all facts are shown. */
    long time(Moment latest, long now) {
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
