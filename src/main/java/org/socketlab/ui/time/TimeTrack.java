package org.socketlab.ui.time;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import org.socketlab.picture.time.Bookmark;
import org.socketlab.picture.time.TimeMark;
import org.socketlab.picture.time.TimeMarks;
import org.socketlab.trace.History;
import org.socketlab.ui.FxBridge;
import org.socketlab.ui.Messages;

/**
 * All facts kept, from the first to the latest, as one slider: its knob is the moment shown, above it stands what stands
 * out. It is a map of time, so it shows what comes after the moment too.
 */
final class TimeTrack extends Region {
    private static final int READ_AT_ONCE = 16_384;
    /** How far above the line marks stand, in knobs; how far above that a flag reaches, in half marks. */
    private static final double ABOVE = 0.8;

    private static final double FLAG = 1.7;

    private final Messages words;
    private final FxBridge bridge;
    private final Slider slider = new Slider();
    private final Region line = new Region();
    private final Region passed = new Region();
    private final Map<TimeMark.Kind, Path> shapes = new EnumMap<>(TimeMark.Kind.class);
    private final List<Flag> flags = new ArrayList<>();
    private final TimeMarks marks = new TimeMarks();
    private Extent extent = Extent.NONE;
    private boolean following;

    /** The moments before the first fact kept, after the last one, and the one shown. */
    private record Extent(long first, long last, long at) {
        static final Extent NONE = new Extent(-1, -1, -1);
    }

    TimeTrack(Messages words, FxBridge bridge) {
        this.words = words;
        this.bridge = bridge;
        getStyleClass().add("time-track");
        slider.setId("time-slider");
        slider.setBlockIncrement(1);
        words.spoken().addListener(_ -> extent = Extent.NONE);
        slider.valueProperty().addListener((_, _, value) -> chosen(value.doubleValue()));
        slider.valueChangingProperty().addListener(_ -> show());
        slider.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        line.getStyleClass().add("line");
        passed.getStyleClass().add("passed");
        getChildren().addAll(line, passed, slider);
        for (TimeMark.Kind kind : TimeMark.Kind.values()) {
            Path path = new Path();
            path.getStyleClass().addAll("mark", kind.name().toLowerCase(Locale.ROOT));
            path.setManaged(false);
            path.setMouseTransparent(kind != TimeMark.Kind.GAP); // the slider below takes the rest
            shapes.put(kind, path);
            if (kind == TimeMark.Kind.GAP) {
                Tooltip note = new Tooltip();
                note.textProperty().bind(words.say("time.gap"));
                Tooltip.install(path, note);
            }
            getChildren().add(path);
        }
    }

    TimeMarks marks() {
        return marks;
    }

    /**
     * Shows where the moment shown stands among all facts there are by now; the ends stay where they are while a person
     * drags the knob.
     *
     * @return whether all there is has been read
     */
    boolean show() {
        History history = bridge.history();
        boolean all = marks.readOn(history, READ_AT_ONCE);
        Extent now = new Extent(
                Math.max(0, history.firstSeq() - 1),
                history.lastSeq(),
                bridge.position().get());
        if (slider.isValueChanging() || now.equals(extent)) {
            return all;
        }
        extent = now;
        following = true;
        slider.setMin(now.first());
        slider.setMax(Math.max(now.last(), now.at()));
        slider.setValue(now.at());
        following = false;
        slider.setAccessibleText(words.text("time.track.name", now.at() - now.first(), now.last() - now.first()));
        plant();
        requestLayout();
        return all;
    }

    /** Whether a person has the knob in hand. */
    boolean dragged() {
        return slider.isValueChanging() || slider.isPressed();
    }

    private void chosen(double value) {
        if (!following) {
            bridge.pauseAt(Math.round(value));
        }
    }

    private void pressed(KeyEvent key) {
        boolean plain = !(key.isAltDown() || key.isShortcutDown() || key.isShiftDown());
        KeyCode code = key.getCode();
        if (plain && (code == KeyCode.LEFT || code == KeyCode.DOWN)) {
            bridge.stepBack();
            key.consume();
        } else if (plain && (code == KeyCode.RIGHT || code == KeyCode.UP)) {
            bridge.stepForward();
            key.consume();
        }
    }

    /** A flag for each bookmark; those that stay keep their nodes. */
    private void plant() {
        List<Bookmark> now = marks.bookmarks();
        if (flags.stream().map(Flag::bookmark).toList().equals(now)) {
            return;
        }
        getChildren().removeAll(flags);
        flags.clear();
        now.forEach(mark -> flags.add(new Flag(mark, () -> bridge.pauseAt(mark.seq()))));
        getChildren().addAll(flags);
    }

    @Override
    protected void layoutChildren() {
        Node thumb = slider.lookup(".thumb");
        double knob = thumb == null ? 0 : thumb.prefWidth(-1);
        double left = knob / 2;
        double width = Math.max(0, getWidth() - knob);
        double size = Math.max(3.5, knob * 0.24);
        double middle = Math.round(Math.max(getHeight() / 2, knob * ABOVE + size * FLAG - getLayoutY()));
        slider.resizeRelocate(0, middle - knob / 2, getWidth(), knob);
        double thick = line.prefHeight(-1);
        line.resizeRelocate(left, middle - thick / 2, width, thick);
        passed.resizeRelocate(left, middle - thick / 2, width * part(slider.getValue()), thick);
        shapes.values().forEach(path -> path.getElements().clear());
        double marksAt = middle - knob * ABOVE;
        Map<TimeMark.Kind, Double> lastX = new EnumMap<>(TimeMark.Kind.class);
        for (TimeMark mark : marks.marks()) {
            double x = left + width * part(mark.seq());
            // Marks closer than a pixel are one mark to the eye: under flood this bounds the drawing.
            if (x - lastX.getOrDefault(mark.kind(), -1.0) >= 1) {
                lastX.put(mark.kind(), x);
                MarkShape.draw(Objects.requireNonNull(shapes.get(mark.kind())), mark.kind(), x, marksAt, size);
            }
        }
        for (Flag flag : flags) {
            flag.plant(left + width * part(flag.bookmark().seq()), marksAt + size, size);
        }
    }

    private double part(double seq) {
        double length = slider.getMax() - slider.getMin();
        return length <= 0 ? 1 : Math.clamp((seq - slider.getMin()) / length, 0, 1);
    }
}
