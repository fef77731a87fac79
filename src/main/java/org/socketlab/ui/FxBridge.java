package org.socketlab.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import org.socketlab.lab.Lab;
import org.socketlab.model.LabState;
import org.socketlab.trace.Moment;

/**
 * Where facts reach the screen: at most once a pulse all views are given one and the same moment.
 *
 * <p>A pulse is asked for only when the lab has published something, so an idle window costs nothing. The recorder's
 * thread only rings; all else happens on the JavaFX thread.
 */
public final class FxBridge {
    private static final long NS_PER_MS = 1_000_000;

    private final Lab lab;
    private final BiConsumer<View, RuntimeException> onFault;
    private final List<View> views = new ArrayList<>();
    private final ObjectProperty<Pace> pace = new SimpleObjectProperty<>(Pace.NOW);
    private final AtomicBoolean rung = new AtomicBoolean();
    private final Ticking untilNextFrame = new Ticking(this::ring);

    private final Pacer pacer;

    /**
     * @param onFault told of a view that threw; that view is left out from then on, the others go on
     */
    public FxBridge(Lab lab, BiConsumer<View, RuntimeException> onFault) {
        this.lab = lab;
        this.onFault = onFault;
        this.pacer = new Pacer(LabState.empty(lab.now().state().self()), lab.history(), System.nanoTime());
        pace.addListener(_ -> ring());
        lab.onPublished(this::ring);
    }

    /** Draws with this scene's pulses. */
    public void attach(Scene scene) {
        scene.addPreLayoutPulseListener(() -> pulse(System.nanoTime()));
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
        return pacer.shown();
    }

    /** The moment shown, for a view that draws itself again. */
    public Frame frame() {
        return new Frame(pacer.shown(), List.of(), false, lab.history());
    }

    /**
     * What the clock says at the moment shown, ns since the lab's start: it goes on while all facts are shown, and stands
     * still in a recording.
     */
    public long time() {
        return lab.past() ? pacer.shown().t() : pacer.time(lab.now(), System.nanoTime());
    }

    /** Whether what is shown is a recording. */
    public boolean past() {
        return lab.past();
    }

    /** Draws the moment shown once more, for a change that no fact tells, such as another language. */
    public void again() {
        drawAll(frame());
    }

    /** Catches up with the kernel; the pace stays. */
    public void catchUp() {
        pacer.catchUp(lab.now()).ifPresent(this::drawAll);
    }

    /** How long ago the first fact not yet shown happened, ns; 0 where all are shown. */
    public long behind() {
        return pacer.behind(lab.now(), System.nanoTime());
    }

    private void ring() {
        if (!rung.getAndSet(true)) {
            Platform.runLater(Platform::requestNextPulse);
        }
    }

    /** One pulse at the time {@code now} of System.nanoTime(). */
    void pulse(long now) {
        rung.set(false);
        Moment latest = lab.now();
        pacer.pulse(pace.get(), latest, now).ifPresent(this::drawAll);
        long wait = pacer.untilNextFrame(latest, now);
        if (wait > 0) {
            untilNextFrame.once(Math.ceilDiv(wait, NS_PER_MS));
        }
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
