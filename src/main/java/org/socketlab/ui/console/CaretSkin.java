package org.socketlab.ui.console;

import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.shape.Path;
import org.jspecify.annotations.Nullable;
import org.socketlab.ui.Ticking;

/**
 * The usual line of text, whose caret blinks twice a second without an animation: JavaFX's own lets the whole window
 * pulse 60 times a second, which is most of what an idle window costs.
 */
final class CaretSkin extends TextFieldSkin {
    private static final long HALF_PERIOD_MS = 500; // as JavaFX has it

    private final Ticking blinking = new Ticking(this::blink);
    private final @Nullable Path caret;
    private boolean lit;
    private boolean alive = true;

    CaretSkin(TextField field) {
        super(field);
        caret = caret(getChildren());
        if (caret != null) {
            caret.opacityProperty().unbind();
            super.setCaretAnimating(false);
        }
        registerChangeListener(field.caretPositionProperty(), _ -> place());
        registerChangeListener(field.anchorProperty(), _ -> place());
        registerChangeListener(field.disabledProperty(), _ -> place());
        registerChangeListener(field.editableProperty(), _ -> place());
        setCaretAnimating(field.isFocused());
    }

    @Override
    public void setCaretAnimating(boolean on) {
        if (caret == null || blinking == null) { // called by the constructor above, or no caret to be found
            super.setCaretAnimating(on);
            return;
        }
        blinking.stop();
        lit = on;
        place();
        if (on && alive) {
            blinking.start(HALF_PERIOD_MS);
        }
    }

    @Override
    public void dispose() {
        alive = false;
        blinking.stop();
        super.dispose();
    }

    private void blink() {
        lit = !lit;
        place();
    }

    /** Shown as JavaFX shows it: in the focused line, where nothing is selected. */
    private void place() {
        TextField field = getSkinnable();
        if (caret != null && field != null) {
            boolean there = field.isFocused()
                    && field.isEditable()
                    && !field.isDisabled()
                    && field.getCaretPosition() == field.getAnchor();
            caret.setOpacity(there && lit ? 1 : 0);
        }
    }

    /** The one path whose opacity blinks. */
    private static @Nullable Path caret(ObservableList<Node> among) {
        for (Node node : among) {
            if (node instanceof Path path && path.opacityProperty().isBound()) {
                return path;
            }
            if (node instanceof Parent parent) {
                Path found = caret(parent.getChildrenUnmodifiable());
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
