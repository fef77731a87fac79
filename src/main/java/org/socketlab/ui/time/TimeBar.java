package org.socketlab.ui.time;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.feather.Feather;
import org.socketlab.picture.time.Bookmark;
import org.socketlab.ui.Frame;
import org.socketlab.ui.FxBridge;
import org.socketlab.ui.Icons;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Pace;
import org.socketlab.ui.Sheets;
import org.socketlab.ui.Ticking;
import org.socketlab.ui.View;

/**
 * The time row: Now or Slow, pause and steps, how fast facts are played, the track, the moment shown, and how far it lies
 * behind the kernel, or before the end of a recording.
 */
public final class TimeBar extends HBox implements View {
    private static final PseudoClass THIN = PseudoClass.getPseudoClass("thin");
    private static final double NS_PER_S = 1e9;
    private static final long OFTEN_MS = 100;
    private static final long AT_ONCE_NS = 50_000_000;
    private static final double LEAST_TRACK = 8;
    private static final String WIDEST = "000.0";

    private final Messages words;
    private final FxBridge bridge;
    private final TimeTrack track;
    private final Button pause = new Button();
    private final Speeds speeds;
    private final Label note = new Label();
    private final Label time = new Label();
    private final Button behind = new Button();
    private final List<Button> joining = new ArrayList<>();
    private String behindKey;
    private Room room = Room.NONE;
    private final Ticking counting = new Ticking(this::count);

    /** What decides on how much of the row fits: the language, the size of text and window, how much there is to show. */
    private record Room(Locale language, double size, double width, int many, String note) {
        static final Room NONE = new Room(Locale.ROOT, 0, 0, 0, "");
    }

    public TimeBar(Messages words, FxBridge bridge) {
        this.words = words;
        this.bridge = bridge;
        behindKey = behind();
        getStyleClass().add("time-bar");
        getStylesheets().add(Sheets.of(TimeBar.class, "time.css"));
        setAlignment(Pos.CENTER_LEFT);
        track = new TimeTrack(words, bridge);
        speeds = new Speeds(words, bridge);
        HBox.setHgrow(track, Priority.ALWAYS);
        note.getStyleClass().add("note");
        time.getStyleClass().add("moment-time");
        behind.setId("catch-up");
        behind.getStyleClass().add("behind");
        behind.setOnAction(_ -> bridge.catchUp());
        behind.setVisible(false);
        behind.setMinWidth(USE_PREF_SIZE);
        behind.visibleProperty().subscribe(this::measured);
        note.setVisible(false);
        for (Region sparing : List.of(note, time, speeds)) {
            sparing.managedProperty().bind(sparing.visibleProperty());
            sparing.setMinWidth(USE_PREF_SIZE);
        }
        getChildren().addAll(paces(), moves(), speeds, track, note, time, behind);
        widthProperty().addListener(_ -> fit());
        for (Labeled dressed : List.of(pause, note, time, speeds, behind)) {
            dressed.fontProperty().addListener(_ -> Platform.runLater(this::fitAgain));
        }
        bridge.pace().subscribe(this::turned);
        words.spoken().addListener(_ -> turned(bridge.pace().get()));
    }

    /** Thin, as in the lecture layout, where this row stands alone: what is needed most of the top bar joins it. */
    public void setThin(boolean thin) {
        pseudoClassStateChanged(THIN, thin);
        joining.forEach(button -> button.setVisible(thin));
        fit();
    }

    /** Adds a button that is there while the row is thin. */
    public void join(String id, String key, Runnable action) {
        Button button = new Button();
        button.setId(id);
        button.getStyleClass().add("joining");
        button.textProperty().bind(words.say(key));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        button.managedProperty().bind(button.visibleProperty());
        button.setVisible(false);
        joining.add(button);
        getChildren().add(button);
    }

    /** Goes to the bookmark before the moment shown, where there is one. */
    public void bookmarkBefore() {
        go(track.marks().before(bridge.position().get()));
    }

    /** Goes to the bookmark after the moment shown, where there is one. */
    public void bookmarkAfter() {
        go(track.marks().after(bridge.position().get()));
    }

    /** Where what asks for a word on a moment stands best. */
    public Node track() {
        return track;
    }

    private void go(Optional<Bookmark> bookmark) {
        bookmark.ifPresent(mark -> bridge.pauseAt(mark.seq()));
    }

    @Override
    public void show(Frame frame) {
        count();
    }

    /** Counts on while a fact waits, because the distance grows by itself, and so does what the track leads through. */
    private void count() {
        boolean all = track.show();
        long ns = bridge.behind();
        boolean now = bridge.pace().get().equals(Pace.NOW);
        boolean playing = bridge.pace().get() instanceof Pace.Playing;
        time.setText(words.text("time.at", seconds(now ? bridge.shown().t() : bridge.time(), "%.3f")));
        note.setText(track.marks().at(bridge.position().get()).stream()
                .map(Bookmark::text)
                .collect(Collectors.joining(" · ")));
        fit();
        if (!all || !now && ns > 0 || playing) {
            counting.start(OFTEN_MS);
        } else {
            counting.stop();
        }
    }

    private static String seconds(long ns, String format) {
        return String.format(Locale.ROOT, format, ns / NS_PER_S);
    }

    /**
     * Where not all of it fits, as with large text, what can be spared is left out, or said in fewer words. What comes and
     * goes keeps its room, or the knob would leave the hand that drags it.
     */
    private void fit() {
        List<Node> there = new ArrayList<>(getChildren());
        there.removeIf(node -> joining.contains(node) && !node.isVisible());
        boolean noted = !note.getText().isEmpty() && !track.dragged();
        if (!noted) {
            there.remove(note);
        }
        Room now = new Room(words.language(), pause.getFont().getSize(), getWidth(), there.size(), note.getText());
        if (!now.equals(room)) {
            room = now;
            reserve(behind());
            for (Node sparing : List.of(note, time, speeds)) {
                if (crowded(there)) {
                    there.remove(sparing);
                }
            }
            for (Node sparing : List.of(note, time, speeds)) {
                sparing.setVisible(there.contains(sparing));
            }
            if (crowded(there)) {
                reserve("time.behind.short");
            }
        }
        long ns = bridge.behind();
        boolean waits = !bridge.pace().get().equals(Pace.NOW) && ns > AT_ONCE_NS;
        behind.setVisible(waits || bridge.paused());
        behind.setText(ns > AT_ONCE_NS ? words.text(behindKey, seconds(ns, "%.1f")) : words.text("time.paused"));
    }

    /** Something has got its style only now: it was measured by another. */
    private void fitAgain() {
        room = Room.NONE;
        fit();
    }

    /** How far the moment shown is from the latest there is: what the kernel says now, or the end of a recording. */
    private String behind() {
        return bridge.past() ? "time.before-end" : "time.behind";
    }

    private void reserve(String key) {
        behindKey = key;
        behind.setText(words.text(key, WIDEST));
        behind.setPrefWidth(USE_COMPUTED_SIZE);
        behind.setPrefWidth(Math.ceil(behind.prefWidth(-1)));
    }

    private boolean crowded(List<Node> there) {
        double room = getWidth() - snappedLeftInset() - snappedRightInset() - getSpacing() * (there.size() - 1);
        return getWidth() > 0
                && there.stream()
                                .mapToDouble(node -> node == track
                                        ? LEAST_TRACK * pause.getFont().getSize()
                                        : node.prefWidth(-1))
                                .sum()
                        > room;
    }

    private void turned(Pace pace) {
        boolean paused = pace.equals(Pace.PAUSED);
        Icons.on(pause, paused ? Feather.PLAY : Feather.PAUSE);
        pause.setAccessibleText(words.text(paused ? "time.play" : "time.pause"));
        count();
    }

    private Button step(String id, Feather sign, String key, String hint, Runnable action) {
        Button step = new Button();
        step.setId(id);
        Icons.on(step, sign);
        step.setOnAction(_ -> action.run());
        step.accessibleTextProperty().bind(words.say(key));
        words.explain(hint, step);
        return step;
    }

    private HBox moves() {
        pause.setId("pause");
        pause.setOnAction(_ -> bridge.togglePause());
        words.explain("time.pause.hint", pause);
        Button back = step("step-back", Feather.SKIP_BACK, "time.back", "time.back.hint", bridge::stepBack);
        Button forward =
                step("step-forward", Feather.SKIP_FORWARD, "time.forward", "time.forward.hint", bridge::stepForward);
        HBox moves = new HBox(pause, back, forward);
        moves.getStyleClass().add("moves");
        moves.setMinWidth(USE_PREF_SIZE);
        return moves;
    }

    private SegmentedButton paces() {
        Map<Pace, ToggleButton> buttons = new LinkedHashMap<>();
        buttons.put(Pace.NOW, pace("now", "time.now", "time.now.hint"));
        buttons.put(Pace.SLOW, pace("slow", "time.slow", "time.slow.hint"));
        buttons.forEach((pace, button) -> button.setOnAction(_ -> {
            bridge.pace().set(pace);
            button.setSelected(true);
        }));
        bridge.pace().subscribe(pace -> buttons.forEach((of, button) -> button.setSelected(of.equals(pace))));
        SegmentedButton segmented = new SegmentedButton();
        segmented.getButtons().addAll(buttons.values());
        return segmented;
    }

    private ToggleButton pace(String id, String key, String hint) {
        ToggleButton button = new ToggleButton();
        button.setId("pace-" + id);
        button.textProperty().bind(words.say(key));
        words.explain(hint, button);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /** What is not in sight has no style yet, so how wide it is is known only once it is. */
    private void measured(boolean inSight) {
        if (inSight) {
            behind.applyCss();
            reserve(behindKey);
        }
    }
}
