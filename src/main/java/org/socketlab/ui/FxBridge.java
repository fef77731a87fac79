package org.socketlab.ui;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import org.socketlab.lab.Lab;
import org.socketlab.model.LabState;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/**
 * Where facts reach the screen: at most once a pulse all views are given one and the same moment. It alone knows which,
 * and is asked here to go elsewhere in time.
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
    private final ReadOnlyIntegerWrapper slower = new ReadOnlyIntegerWrapper(1);
    private final ReadOnlyLongWrapper position = new ReadOnlyLongWrapper();
    private final AtomicBoolean rung = new AtomicBoolean();
    private final Ticking untilNextFrame = new Ticking(this::ring);
    private Pace afterPause = Pace.NOW;
    private Runnable onForgotten = () -> {};

    private final Pacer pacer;

    /**
     * @param onFault told of a view that threw; that view is left out from then on, the others go on
     */
    public FxBridge(Lab lab, BiConsumer<View, RuntimeException> onFault) {
        this.lab = lab;
        this.onFault = onFault;
        this.pacer = new Pacer(
                LabState.empty(lab.now().state().self()), lab.history(), System.nanoTime(), () -> onForgotten.run());
        pace.addListener((_, before, now) -> turned(before, now));
        WeakReference<FxBridge> here = new WeakReference<>(this); // a lab may outlive a window that was left
        lab.onPublished(() -> {
            FxBridge still = here.get();
            if (still != null) {
                still.ring();
            }
        });
    }

    /**
     * Draws with this scene's pulses.
     *
     * @return ends that
     */
    public Runnable attach(Scene scene) {
        Runnable listener = () -> pulse(System.nanoTime());
        scene.addPreLayoutPulseListener(listener);
        rung.set(false);
        ring();
        return () -> {
            scene.removePreLayoutPulseListener(listener);
            rung.set(true); // so that nobody asks for pulses that would not reach it
        };
    }

    /** Adds a view, and shows it the moment that the others show. */
    public void add(View view) {
        views.add(view);
        draw(view, frame());
    }

    public void remove(View view) {
        views.remove(view);
    }

    /** How the window goes through time; to set it is to go on like that from the moment shown. */
    public ObjectProperty<Pace> pace() {
        return pace;
    }

    /** Whether a person has stopped time. */
    public boolean paused() {
        return pace.get().equals(Pace.PAUSED);
    }

    /** How many times slower than real facts are played. */
    public ReadOnlyIntegerProperty slower() {
        return slower.getReadOnlyProperty();
    }

    /** The {@code seq} of the moment shown. */
    public ReadOnlyLongProperty position() {
        return position.getReadOnlyProperty();
    }

    /** Stays at the moment after this fact, from the next pulse on; at the nearest one kept where there is none. */
    public void pauseAt(long seq) {
        pacer.pauseAt(seq, lab.now(), System.nanoTime());
        pace.set(pacer.pace());
        ring();
    }

    /** Goes on from the moment shown as the facts did, so many times slower. */
    public void play(int slower) {
        this.slower.set(slower);
        pace.set(new Pace.Playing(slower));
    }

    /** From now on facts are played so many times slower; where time is stopped, once it goes on. */
    public void chooseSpeed(int slower) {
        if (paused()) {
            this.slower.set(slower);
            afterPause = new Pace.Playing(slower);
        } else {
            play(slower);
        }
    }

    /** Stops time; where it is stopped, goes on from the moment shown: slowly, where it was slow before. */
    public void togglePause() {
        pace.set(paused() ? afterPause : Pace.PAUSED);
    }

    /** Goes to the next moment that looks different, and stays there. */
    public void stepForward() {
        pacer.stepForward(lab.now(), System.nanoTime()).ifPresent(this::drawAll);
        pace.set(pacer.pace());
    }

    /** Goes back to the moment before that looks different, and stays there. */
    public void stepBack() {
        pacer.stepBack(lab.now(), System.nanoTime()).ifPresent(this::drawAll);
        pace.set(pacer.pace());
    }

    /** Told when the moment that a person stays at is no longer kept, and the oldest one is shown instead. */
    void onForgotten(Runnable listener) {
        onForgotten = listener;
    }

    /** The state at the moment shown. */
    public LabState shown() {
        return pacer.shown();
    }

    /** All facts, those after the moment shown too: for what leads through time, and for nothing else. */
    public History history() {
        return lab.history();
    }

    /** The moment shown, for a view that draws itself again. */
    public Frame frame() {
        return Frame.of(pacer.shown(), lab.history());
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

    /** Catches up with the kernel, and follows it: one fact after the other where that is the pace, else at once. */
    public void catchUp() {
        if (!pace.get().equals(Pace.SLOW)) {
            pace.set(Pace.NOW);
        }
        pacer.catchUp(lab.now()).ifPresent(this::drawAll);
    }

    /** How long ago the first fact not yet shown happened, ns; 0 where all are shown. */
    public long behind() {
        return pacer.behind(lab.now(), System.nanoTime());
    }

    private void turned(Pace before, Pace now) {
        pacer.go(now, lab.now(), System.nanoTime());
        if (now.equals(Pace.PAUSED)) {
            afterPause = before.equals(Pace.SLOW) ? before : new Pace.Playing(slower.get());
        }
        if (now instanceof Pace.Playing(int times)) {
            slower.set(times);
        }
        ring();
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
        pacer.pulse(latest, now).ifPresent(this::drawAll);
        pace.set(pacer.pace());
        long wait = pacer.untilNextFrame(latest, now);
        if (wait > 0) {
            untilNextFrame.once(Math.ceilDiv(wait, NS_PER_MS));
        }
    }

    private void drawAll(Frame frame) {
        position.set(frame.state().seq());
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
