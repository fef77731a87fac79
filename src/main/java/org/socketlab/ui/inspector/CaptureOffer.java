package org.socketlab.ui.inspector;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.socketlab.ui.Messages;
import org.socketlab.ui.ladder.LadderView;

/** Below a ladder without captured segments: the line that starts the lab so that it may capture, to copy. */
final class CaptureOffer extends VBox {
    CaptureOffer(Messages words, LadderView ladder, String line) {
        getStyleClass().add("capture-offer");
        setId("capture-offer");
        Label caption = new Label();
        caption.setWrapText(true);
        caption.textProperty().bind(words.say("inspector.capture"));
        ShellBox box = new ShellBox(words, "capture");
        box.show(line);
        getChildren().addAll(caption, box);
        managedProperty().bind(visibleProperty());
        visibleProperty().bind(ladder.uncapturedProperty());
    }
}
