package org.socketlab.ui.console;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.socketlab.model.Endpoint;
import org.socketlab.ui.Messages;

/** Asks for an address to connect to. */
final class TargetPopOver extends PopOver {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    TargetPopOver(Messages words, Consumer<Endpoint> open) {
        setTitle("");
        setArrowLocation(ArrowLocation.BOTTOM_RIGHT);
        setDetachable(false);
        Label label = new Label();
        label.textProperty().bind(words.say("console.target.what"));
        TextField field = new TextField("127.0.0.1:1208");
        field.setId("target");
        field.accessibleTextProperty().bind(words.say("console.target.what"));
        label.setLabelFor(field);
        HBox.setHgrow(field, Priority.ALWAYS);
        Button connect = new Button();
        connect.setId("target-connect");
        connect.textProperty().bind(words.say("console.connect"));
        connect.setDefaultButton(true);
        Label hint = new Label();
        hint.setWrapText(true);
        hint.textProperty().bind(words.say("console.target.hint"));
        hint.getStyleClass().add("hint");
        connect.setOnAction(_ -> {
            Optional<Endpoint> target = NewConsole.parse(field.getText());
            hint.pseudoClassStateChanged(WRONG, target.isEmpty());
            target.ifPresent(endpoint -> {
                hide();
                open.accept(endpoint);
            });
        });
        VBox box = new VBox(label, new HBox(field, connect), hint);
        box.getStyleClass().add("target-box");
        setContentNode(box);
        setOnShown(_ -> {
            field.requestFocus();
            field.selectAll();
        });
    }
}
