package org.socketlab.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.util.Duration;
import org.socketlab.lab.Lab;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.trace.Moment;

/**
 * Where facts reach the screen: at most once a pulse all views are given one and the same moment.
 *
 * <p>A pulse is asked for only when the lab has published something, so an idle window costs nothing. The recorder's
 * thread only rings; all else happens on the JavaFX thread.
 */
public final class FxBridge {
    /** One fact each half second. */
    static final long STEP_NS = 500_000_000;
    /** More facts than this in a pulse are not handed on one by one: the views read what they need from the history. */
    static final int FLOOD = 4_096;

    private static final double NS_PER_MS = 1e6;

    private final Lab lab;
    private final BiConsumer<View, RuntimeException> onFault;
    private final List<View> views = new ArrayList<>();
    private final ObjectProperty<Pace> pace = new SimpleObjectProperty<>(Pace.NOW);
    private final AtomicBoolean rung = new AtomicBoolean();
    private final PauseTransition untilNextStep = new PauseTransition();

    private volatile boolean resting;
    private LabState shown;
    private boolean stands;
    private long lastStep;
    private long epoch = Long.MAX_VALUE;

    /**
     * @param onFault told of a view that threw; that view is left out from then on, the others go on
     */
    public FxBridge(Lab lab, BiConsumer<View, RuntimeException> onFault) {
        this.lab = lab;
        this.onFault = onFault;
        this.shown = LabState.empty(lab.now().state().self());
        this.lastStep = System.nanoTime() - STEP_NS;
        untilNextStep.setOnFinished(_ -> ring());
        pace.addListener(_ -> ring());
        lab.onPublished(this::ring);
    }

    /** Draws with this scene's pulses from the second on: the first is the window's own, which is not to wait for facts. */
    public void attach(Scene scene) {
        scene.addPreLayoutPulseListener(() -> {
            if (stands) {
                pulse(System.nanoTime());
            } else {
                stands = true;
                rung.set(false);
                ring();
            }
        });
        ring();
    }

    /** Adds a view, and shows it the moment that the others show. */
    public void add(View view) {
        views.add(view);
        draw(view, frame());
    }

    public void remove(View view) {
        views.remove(view);
    }

    public ObjectProperty<Pace> pace() {
        return pace;
    }

    /** The state at the moment shown. */
    public LabState shown() {
        return shown;
    }

    /** The moment shown, for a view that draws itself again. */
    public Frame frame() {
        return new Frame(shown, List.of(), false, lab.history());
    }

    /** What the clock says at the moment shown, ns since the lab's start: it goes on while all facts are shown. */
    public long time() {
        return behind() > 0 || epoch == Long.MAX_VALUE ? shown.t() : Math.max(shown.t(), System.nanoTime() - epoch);
    }

    /** Draws the moment shown once more, for a change that no fact tells, such as another language. */
    public void again() {
        drawAll(frame());
    }

    /** Catches up with the kernel; the pace stays. */
    public void catchUp() {
        show(lab.now());
    }

    /** How long ago the first fact not yet shown happened, ns; 0 where all are shown. */
    public long behind() {
        if (shown.seq() >= lab.now().seq()) {
            return 0;
        }
        List<Fact> next = lab.history().between(shown.seq(), shown.seq() + 1);
        return next.isEmpty()
                ? 0
                : Math.max(0, System.nanoTime() - epoch - next.getFirst().t());
    }

    /** Asks for no pulse any more: JavaFX's own end at a signal must not meet one. Any thread. */
    public void rest() {
        resting = true;
    }

    private void ring() {
        if (!resting && !rung.getAndSet(true)) {
            Platform.runLater(Platform::requestNextPulse);
        }
    }

    /** One pulse at the time {@code now} of System.nanoTime(). */
    void pulse(long now) {
        rung.set(false);
        Moment latest = lab.now();
        if (latest.seq() == shown.seq()) {
            return;
        }
        // Facts are told after they happened, so the smallest difference seen is nearest to the lab's start.
        epoch = Math.min(epoch, now - latest.state().t());
        if (pace.get() == Pace.NOW || leaps(latest)) {
            show(latest);
            return;
        }
        if (now - lastStep >= STEP_NS) {
            lastStep = now;
            Steps.Step step = Steps.next(shown, lab.history(), latest.seq());
            shown = step.state();
            drawAll(new Frame(shown, step.facts(), true, lab.history()));
        }
        if (shown.seq() < latest.seq()) {
            untilNextStep.setDuration(Duration.millis(Math.max(1, (STEP_NS - (now - lastStep)) / NS_PER_MS)));
            untilNextStep.playFromStart();
        }
    }

    /** Whether the facts between the moment shown and the latest are no longer all there, as after Start over. */
    private boolean leaps(Moment latest) {
        return latest.seq() < shown.seq() || lab.history().firstSeq() > shown.seq() + 1;
    }

    private void show(Moment latest) {
        long from = shown.seq();
        if (latest.seq() == from) {
            return;
        }
        boolean whole = !leaps(latest) && latest.seq() - from <= FLOOD;
        List<Fact> news = whole ? lab.history().between(from, latest.seq()) : List.of();
        shown = latest.state();
        drawAll(new Frame(shown, news, whole, lab.history()));
    }

    private void drawAll(Frame frame) {
        for (View view : List.copyOf(views)) {
            draw(view, frame);
        }
    }

    private void draw(View view, Frame frame) {
        try {
            view.show(frame);
        } catch (RuntimeException e) {
            views.remove(view);
            onFault.accept(view, e);
        }
    }
}
