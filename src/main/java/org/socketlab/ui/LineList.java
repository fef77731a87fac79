package org.socketlab.ui;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.collections.ObservableList;
import javafx.geometry.Orientation;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * Lines of text that grow: it follows the end unless the reader has scrolled up, changes only the lines that differ, and
 * copies the selected ones with Ctrl+C.
 */
public final class LineList<T> extends ListView<T> {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final double END = 0.999;
    private static final double FAR = 1e6;
    /** A line that wraps knows its height only once it is laid out, so what is sought is sought again after that. */
    private static final int TIMES = 3;
    /** No list in the window is lower, px. */
    private static final int LOW = 40;
    /** So many lines stand above the one that is revealed. */
    private static final int ABOVE = 2;

    private boolean atEnd = true;
    private boolean following;
    private Optional<T> revealed = Optional.empty();
    private int owed;

    /** @param words turns a line into what is copied */
    public LineList(Function<T, String> words) {
        getStyleClass().add("lab-lines");
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        addEventHandler(KeyEvent.KEY_PRESSED, pressed -> {
            if (COPY.match(pressed) && !getSelectionModel().isEmpty()) {
                Copying.copy(String.join(
                        "\n",
                        getSelectionModel().getSelectedItems().stream()
                                .map(words)
                                .toList()));
                pressed.consume();
            }
        });
        addEventFilter(ScrollEvent.SCROLL, this::reads);
        addEventFilter(MouseEvent.MOUSE_DRAGGED, this::reads);
        addEventFilter(MouseEvent.MOUSE_RELEASED, this::reads);
        addEventFilter(KeyEvent.KEY_RELEASED, this::reads);
        heightProperty().addListener(_ -> seek());
        widthProperty().addListener(_ -> seek());
    }

    /** Shows these lines; those that stay at the beginning and the end are not touched. */
    public void show(List<? extends T> lines, boolean follow) {
        following = follow;
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
        if (Math.max(items.size(), lines.size()) > LOW) {
            Told.nothing();
        }
        items.remove(same, items.size() - tail);
        items.addAll(same, lines.subList(same, lines.size() - tail));
        seek();
    }

    /** Brings a line into sight and keeps it there, whatever becomes of the list's size, until a person scrolls away. */
    public void reveal(Optional<T> line) {
        revealed = line;
        seek();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (owed > 0 && lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            owed--;
            flow.layout(); // in this very pulse, so that no frame shows another place
            int at = revealed.map(getItems()::indexOf).orElse(-1);
            if (at >= 0) {
                flow.scrollToTop(Math.max(0, at - ABOVE));
            } else if (following && atEnd) {
                flow.scrollPixels(FAR); // not scrollTo, which stops short of the end where lines wrap
            }
            Platform.runLater(this::requestLayout);
        }
    }

    /**
     * JavaFX looks for the end of wrapped lines twice, the second time with their heights known. In a list of more lines
     * than pixels it tells of the first time on the standard error, at INFO: nothing that a person could act on.
     */
    private static final class Told {
        private static final Logger LISTS = Logger.getLogger("javafx.scene.control"); // which else would be forgotten

        static void nothing() {
            LISTS.setLevel(Level.WARNING);
        }
    }

    private void seek() {
        if (revealed.isPresent() || following && atEnd) {
            owed = TIMES;
            requestLayout();
        }
    }

    /** Where a person has scrolled to decides whether the end is followed from then on. */
    private void reads(InputEvent event) {
        owed = 0;
        revealed = Optional.empty();
        Platform.runLater(() -> atEnd = endInSight());
    }

    private boolean endInSight() {
        return bar().map(bar -> bar.getValue() >= bar.getMax() * END).orElse(true);
    }

    /** The vertical scroll bar, where there is more than fits. */
    private Optional<ScrollBar> bar() {
        return lookupAll(".scroll-bar").stream()
                .filter(ScrollBar.class::isInstance)
                .map(ScrollBar.class::cast)
                .filter(bar -> bar.getOrientation() == Orientation.VERTICAL && bar.isVisible())
                .findFirst();
    }
}
