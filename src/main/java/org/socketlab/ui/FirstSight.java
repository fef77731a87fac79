package org.socketlab.ui;

import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.socketlab.ui.top.TopBar;

/** What the window shows until the lab stands: its name in its bar, both where they stay. */
final class FirstSight {
    private FirstSight() {}

    static Parent of(Settings settings) {
        BorderPane root = new BorderPane();
        root.getStyleClass().add("lab-window");
        settings.textSize().dress(root);
        if (!settings.lecture().get()) {
            HBox bar = new HBox(TopBar.title());
            bar.setAlignment(Pos.CENTER_LEFT);
            bar.getStyleClass().add("top-bar");
            bar.getStylesheets().add(Sheets.of(TopBar.class, "top.css"));
            root.setTop(bar);
        }
        return root;
    }
}
