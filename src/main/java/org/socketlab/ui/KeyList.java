package org.socketlab.ui;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;

/** What can be done from the keyboard, and what the signs mean; the window's "?" brings it up. */
final class KeyList extends PopOver {
    private static final List<List<String>> KEYS = List.of(
            List.of("Ctrl+R", "keys.start-over"),
            List.of("Space  Alt+P", "keys.pause"),
            List.of("Alt+← →", "keys.step"),
            List.of("Alt+Home  End", "keys.ends"),
            List.of("Ctrl+B", "keys.bookmark"),
            List.of("Alt+PgUp  PgDn", "keys.bookmarks"),
            List.of("F11", "keys.lecture"),
            List.of("F6", "keys.consoles"),
            List.of("F7", "keys.inspector"),
            List.of("F8", "keys.time"),
            List.of("Ctrl +  −  0", "keys.text-size"),
            List.of("Ctrl+N", "keys.new-console"),
            List.of("Alt+1 … 9", "keys.console"),
            List.of("↑ ↓", "keys.history"),
            List.of("Ctrl+D", "keys.half-close"),
            List.of("Shift+F10", "keys.menu"),
            List.of("Ctrl+C", "keys.copy"),
            List.of("F1", "keys.keys"));

    KeyList(Messages words) {
        setDetachable(false);
        setArrowLocation(ArrowLocation.TOP_RIGHT);
        Label title = new Label();
        title.getStyleClass().add("title");
        title.textProperty().bind(words.say("keys.title"));
        GridPane grid = new GridPane();
        for (int row = 0; row < KEYS.size(); row++) {
            Label key = new Label(KEYS.get(row).getFirst());
            key.getStyleClass().add("key");
            Label does = new Label();
            does.textProperty().bind(words.say(KEYS.get(row).getLast()));
            grid.addRow(row, key, does);
        }
        Label marks = new Label();
        marks.textProperty().bind(words.say("keys.marks"));
        marks.getStyleClass().add("marks");
        VBox box = new VBox(title, grid, marks);
        box.getStyleClass().add("key-list");
        setContentNode(box);
    }
}
