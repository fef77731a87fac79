package org.socketlab.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.beans.value.ChangeListener;
import javafx.event.Event;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;

/**
 * Keeps what is typed between the window's first frame and its first console, and gives it to that console's line: a
 * person who types at once loses nothing, and no Enter of theirs presses a button of the bars. JavaFX thread.
 *
 * <p>It ends at the first of three: a line to type into has the focus; the mouse is pressed, so that a person has chosen
 * where to be; no console came in time, as where both servers are refused, and then what was typed is dropped.
 */
final class TypedAhead {
    private static final Duration PATIENCE = Duration.seconds(5);

    private final Scene scene;
    private final List<KeyEvent> kept = new ArrayList<>();
    private final EventHandler<KeyEvent> keep = this::keep;
    private final EventHandler<MouseEvent> pressed = _ -> end();
    private final ChangeListener<Node> focus = (_, _, owner) -> focused(owner);
    private final PauseTransition patience = new PauseTransition(PATIENCE);

    private TypedAhead(Scene scene) {
        this.scene = scene;
    }

    /** Keeps from now on. The scene's own shortcuts, where they were installed before, still work. */
    static void keep(Scene scene) {
        TypedAhead ahead = new TypedAhead(scene);
        scene.addEventFilter(KeyEvent.ANY, ahead.keep);
        scene.addEventFilter(MouseEvent.MOUSE_PRESSED, ahead.pressed);
        scene.focusOwnerProperty().addListener(ahead.focus);
        ahead.patience.setOnFinished(_ -> ahead.end());
        ahead.patience.play();
    }

    private void keep(KeyEvent key) {
        if (!key.isControlDown()
                && !key.isAltDown()
                && !key.isMetaDown()
                && !key.getCode().isFunctionKey()) {
            kept.add(key);
            key.consume();
        }
    }

    private void focused(Node owner) {
        if (owner instanceof TextInputControl) {
            end();
            owner.applyCss(); // a line that was never drawn has no skin yet, and without one it takes no key
            kept.forEach(key -> Event.fireEvent(owner, key.copyFor(owner, owner)));
        }
    }

    private void end() {
        patience.stop();
        scene.removeEventFilter(KeyEvent.ANY, keep);
        scene.removeEventFilter(MouseEvent.MOUSE_PRESSED, pressed);
        scene.focusOwnerProperty().removeListener(focus);
    }
}
