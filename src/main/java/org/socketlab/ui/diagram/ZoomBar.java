package org.socketlab.ui.diagram;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.socketlab.picture.Words;

/** Smaller, larger, and the whole picture. */
final class ZoomBar extends HBox {
    ZoomBar(Words words, Sight sight) {
        getStyleClass().add("lab-zoom");
        Label percent = new Label();
        percent.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Math.round(sight.zoomProperty().get() * 100) + "\u00a0%", sight.zoomProperty()));
        getChildren()
                .addAll(
                        button(words, "diagram.zoom.out", "−", sight::smaller),
                        percent,
                        button(words, "diagram.zoom.in", "+", sight::larger),
                        button(words, "diagram.zoom.fit", words.text("diagram.zoom.fit"), sight::fit));
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setPickOnBounds(false);
    }

    private static Button button(Words words, String key, String text, Runnable action) {
        Button button = new Button(text);
        button.setOnAction(_ -> action.run());
        button.setAccessibleText(words.text(key));
        button.setTooltip(new Tooltip(words.text(key.endsWith("fit") ? "diagram.zoom.fit.hint" : key)));
        return button;
    }
}
