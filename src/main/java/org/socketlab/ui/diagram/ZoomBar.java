package org.socketlab.ui.diagram;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.socketlab.picture.Words;

/** Smaller, larger, and the whole picture. */
final class ZoomBar extends HBox {
    private final Words words;
    private final List<Runnable> spoken = new ArrayList<>();

    ZoomBar(Words words, Sight sight) {
        this.words = words;
        getStyleClass().add("lab-zoom");
        Label percent = new Label();
        percent.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Math.round(sight.zoomProperty().get() * 100) + "\u00a0%", sight.zoomProperty()));
        Button fit = button("zoom-fit", "diagram.zoom.fit.hint", sight::fit);
        spoken.add(() -> fit.setText(words.text("diagram.zoom.fit")));
        Button smaller = button("zoom-out", "diagram.zoom.out", sight::smaller);
        smaller.setText("−");
        Button larger = button("zoom-in", "diagram.zoom.in", sight::larger);
        larger.setText("+");
        getChildren().addAll(smaller, percent, larger, fit);
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setPickOnBounds(false);
        speak();
    }

    /** Says everything in the language of now. */
    void speak() {
        spoken.forEach(Runnable::run);
    }

    private Button button(String id, String key, Runnable action) {
        Button button = new Button();
        button.setId(id);
        button.setOnAction(_ -> action.run());
        Tooltip tip = new Tooltip();
        button.setTooltip(tip);
        spoken.add(() -> {
            button.setAccessibleText(words.text(key));
            tip.setText(words.text(key));
        });
        return button;
    }
}
