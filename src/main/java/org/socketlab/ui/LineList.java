package org.socketlab.ui;

import java.util.List;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * Lines of text that grow: it follows the end unless the reader has scrolled up, changes only the lines that differ, and
 * copies the selected ones with Ctrl+C.
 */
public final class LineList<T> extends ListView<T> {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final double END = 0.999;

    /** @param words turns a line into what is copied */
    public LineList(Function<T, String> words) {
        getStyleClass().add("lab-lines");
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        addEventHandler(KeyEvent.KEY_PRESSED, pressed -> {
            if (COPY.match(pressed) && !getSelectionModel().isEmpty()) {
                ClipboardContent content = new ClipboardContent();
                content.putString(String.join(
                        "\n",
                        getSelectionModel().getSelectedItems().stream()
                                .map(words)
                                .toList()));
                Clipboard.getSystemClipboard().setContent(content);
                pressed.consume();
            }
        });
    }

    /** Shows these lines; those that stay at the beginning and the end are not touched. */
    public void show(List<? extends T> lines, boolean follow) {
        ObservableList<T> items = getItems();
        int same = 0;
        int least = Math.min(items.size(), lines.size());
        while (same < least && items.get(same).equals(lines.get(same))) {
            same++;
        }
        if (same == items.size() && same == lines.size()) {
            return;
        }
        int tail = 0;
        while (tail < least - same && items.get(items.size() - 1 - tail).equals(lines.get(lines.size() - 1 - tail))) {
            tail++;
        }
        boolean atEnd = atEnd();
        items.remove(same, items.size() - tail);
        items.addAll(same, lines.subList(same, lines.size() - tail));
        if (follow && atEnd && !items.isEmpty()) {
            scrollTo(items.size() - 1);
            // Lines that wrap get their height with the next layout, and only then is the end known.
            Platform.runLater(() -> scrollTo(Math.max(0, getItems().size() - 1)));
        }
    }

    private boolean atEnd() {
        for (Node node : lookupAll(".scroll-bar")) {
            if (node instanceof ScrollBar bar
                    && bar.getOrientation() == javafx.geometry.Orientation.VERTICAL
                    && bar.isVisible()) {
                return bar.getValue() >= bar.getMax() * END;
            }
        }
        return true;
    }
}
