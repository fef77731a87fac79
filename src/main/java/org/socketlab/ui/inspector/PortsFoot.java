package org.socketlab.ui.inspector;

import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.socketlab.model.LabState;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.picture.limits.PortWords;

/** Below the fds: how many ports the selected destination still has to give. FX thread only. */
final class PortsFoot extends VBox {
    private final Words words;
    private final Label title = new Label();
    private final Label count = new Label();
    private final Label meaning = new Label();

    PortsFoot(Words words) {
        this.words = words;
        getStyleClass().add("ports");
        setId("ports");
        title.getStyleClass().add("ports-title");
        meaning.getStyleClass().add("ports-meaning");
        for (Label label : new Label[] {title, count, meaning}) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
            label.managedProperty().bind(label.visibleProperty());
            label.visibleProperty().bind(label.textProperty().isNotEmpty());
            getChildren().add(label);
        }
    }

    void show(LabState state, Optional<Selection> selection) {
        PortWords said = PortWords.of(selection, state, words);
        title.setText(said.title());
        count.setText(said.count());
        meaning.setText(said.meaning());
    }
}
