package org.socketlab.ui.inspector;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.socketlab.ui.Copying;
import org.socketlab.ui.Messages;

/** A shell line to copy. */
final class ShellBox extends HBox {
    private final Label line = new Label();

    ShellBox(Messages words) {
        this(words, "shell");
    }

    /** @param id what the ids of its line and its button begin with */
    ShellBox(Messages words, String id) {
        getStyleClass().add("shell");
        setAlignment(Pos.CENTER_LEFT);
        line.setId(id + "-line");
        line.setWrapText(true);
        line.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(line, Priority.ALWAYS);
        Button copy = new Button();
        copy.setId(id + "-copy");
        copy.getStyleClass().add("link");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.textProperty().bind(words.say("inspector.copy"));
        copy.accessibleTextProperty().bind(words.say("inspector.copy.name"));
        copy.setOnAction(_ -> Copying.copy(command()));
        setTooltip(words);
        getChildren().addAll(line, copy);
    }

    void show(String command) {
        line.setText("$ " + command);
    }

    String command() {
        return line.getText().substring(2);
    }

    private void setTooltip(Messages words) {
        words.explain("inspector.shell.hint", line);
    }
}
