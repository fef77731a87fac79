package org.socketlab.ui.console;

import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.socketlab.client.HostPort;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Refusal;
import org.socketlab.ui.Messages;

/**
 * Asks for an address to connect to: HOST:PORT, where HOST may be a name, or the path or {@code @name} of a Unix socket.
 * A name is looked up on a thread of its own, because that may take long.
 */
final class TargetPopOver extends PopOver {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final Messages words;
    private final Consumer<Endpoint> open;
    private final TextField field = new TextField("127.0.0.1:1208");
    private final Button connect = new Button();
    private final Label hint = new Label();

    TargetPopOver(Messages words, Consumer<Endpoint> open) {
        this.words = words;
        this.open = open;
        setTitle("");
        setArrowLocation(ArrowLocation.BOTTOM_RIGHT);
        setDetachable(false);
        Label label = new Label();
        label.textProperty().bind(words.say("console.target.what"));
        field.setId("target");
        field.accessibleTextProperty().bind(words.say("console.target.what"));
        label.setLabelFor(field);
        HBox.setHgrow(field, Priority.ALWAYS);
        connect.setId("target-connect");
        connect.textProperty().bind(words.say("console.connect"));
        connect.setDefaultButton(true);
        connect.setOnAction(_ -> seek(field.getText().strip()));
        hint.setId("target-hint");
        hint.setWrapText(true);
        hint.getStyleClass().add("hint");
        explain(false);
        VBox box = new VBox(label, new HBox(field, connect), hint);
        box.getStyleClass().add("target-box");
        setContentNode(box);
        setOnShown(_ -> {
            field.requestFocus();
            field.selectAll();
        });
    }

    private void seek(String typed) {
        if (typed.startsWith("/") || typed.startsWith("@")) {
            found(new Endpoint.Unix(typed));
            return;
        }
        try {
            HostPort place = HostPort.parse(typed);
            explain(false);
            connect.setDisable(true);
            Thread.ofPlatform().daemon().name("name of a host").start(() -> lookUp(place));
        } catch (IllegalArgumentException wrong) {
            explain(true);
        }
    }

    /** On a thread of its own. */
    private void lookUp(HostPort place) {
        try {
            List<Endpoint.Inet> at = place.endpoints();
            Platform.runLater(() -> found(at.getFirst()));
        } catch (HostPort.UnknownHost e) {
            Platform.runLater(() -> unknown(e.refusal()));
        }
    }

    private void found(Endpoint endpoint) {
        connect.setDisable(false);
        if (isShowing()) { // a person may have thought better of it meanwhile
            hide();
            open.accept(endpoint);
        }
    }

    private void unknown(Refusal refusal) {
        connect.setDisable(false);
        hint.textProperty().unbind();
        hint.setText(refusal.text(words.language()));
        hint.pseudoClassStateChanged(WRONG, true);
        field.requestFocus();
    }

    /** What may be typed here. */
    private void explain(boolean wrong) {
        hint.textProperty().bind(words.say("console.target.hint"));
        hint.pseudoClassStateChanged(WRONG, wrong);
    }
}
