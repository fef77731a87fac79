package org.socketlab.ui.time;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;
import org.socketlab.ui.Frame;
import org.socketlab.ui.FxBridge;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Pace;
import org.socketlab.ui.Sheets;
import org.socketlab.ui.Ticking;
import org.socketlab.ui.View;

/** The time row: Now or Slow, the track, the moment shown, and how far it lies behind the kernel. */
public final class TimeBar extends HBox implements View {
    private static final PseudoClass THIN = PseudoClass.getPseudoClass("thin");
    private static final double NS_PER_S = 1e9;
    private static final long OFTEN_MS = 100;
    private static final long AT_ONCE_NS = 50_000_000;

    private final Messages words;
    private final FxBridge bridge;
    private final TimeTrack track;
    private final Label time = new Label();
    private final Button behind = new Button();
    private final List<Button> joining = new ArrayList<>();
    private final Ticking counting = new Ticking(this::count);

    public TimeBar(Messages words, FxBridge bridge) {
        this.words = words;
        this.bridge = bridge;
        getStyleClass().add("time-bar");
        getStylesheets().add(Sheets.of(TimeBar.class, "time.css"));
        setAlignment(Pos.CENTER_LEFT);
        track = new TimeTrack(words);
        HBox.setHgrow(track, Priority.ALWAYS);
        time.getStyleClass().add("moment-time");
        time.setMinWidth(Region.USE_PREF_SIZE);
        behind.setId("catch-up");
        behind.getStyleClass().add("behind");
        behind.setMinWidth(Region.USE_PREF_SIZE);
        behind.setOnAction(_ -> bridge.catchUp());
        behind.managedProperty().bind(behind.visibleProperty());
        behind.setVisible(false);
        getChildren().addAll(paces(), track, time, behind);
    }

    /** Thin, as in the lecture layout, where this row stands alone: what is needed most of the top bar joins it. */
    public void setThin(boolean thin) {
        pseudoClassStateChanged(THIN, thin);
        joining.forEach(button -> button.setVisible(thin));
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

    @Override
    public void show(Frame frame) {
        track.show(frame);
        time.setText(words.text(
                "time.at", String.format(Locale.ROOT, "%.3f", frame.state().t() / NS_PER_S)));
        count();
    }

    /** Counts on while a fact waits, because the distance grows by itself. */
    private void count() {
        long ns = bridge.behind();
        boolean slow = bridge.pace().get() == Pace.SLOW;
        behind.setVisible(slow && ns > AT_ONCE_NS);
        behind.setText(words.text("time.behind", String.format(Locale.ROOT, "%.1f", ns / NS_PER_S)));
        if (slow && ns > 0) {
            counting.start(OFTEN_MS);
        } else {
            counting.stop();
        }
    }

    private SegmentedButton paces() {
        Map<Pace, ToggleButton> buttons = new EnumMap<>(Pace.class);
        SegmentedButton segmented = new SegmentedButton();
        for (Pace pace : Pace.values()) {
            ToggleButton button = new ToggleButton();
            button.setId("pace-" + pace.name().toLowerCase(Locale.ROOT));
            button.textProperty().bind(words.say(pace == Pace.NOW ? "time.now" : "time.slow"));
            words.explain(pace == Pace.NOW ? "time.now.hint" : "time.slow.hint", button);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(_ -> {
                bridge.pace().set(pace);
                button.setSelected(true);
            });
            buttons.put(pace, button);
            segmented.getButtons().add(button);
        }
        bridge.pace().subscribe(pace -> buttons.forEach((of, button) -> button.setSelected(of == pace)));
        return segmented;
    }
}
