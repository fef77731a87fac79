package org.socketlab.ui;

import atlantafx.base.controls.ToggleSwitch;
import java.util.Map;
import javafx.event.EventHandler;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.socketlab.ui.ladder.LifeScroll;

/** The window's keys. They work wherever the focus is. */
final class Shortcuts {
    private Shortcuts() {}

    /** @return takes them away */
    static Runnable install(Scene scene, LabWindow window, TextSize size) {
        Map<KeyCombination, Runnable> keys = Map.ofEntries(
                Map.entry(shortcut(KeyCode.R), window::startOver),
                Map.entry(shortcut(KeyCode.N), window::newConsole),
                Map.entry(shortcut(KeyCode.B), window::bookmark),
                Map.entry(alt(KeyCode.P), window.bridge()::togglePause),
                Map.entry(new KeyCodeCombination(KeyCode.PAUSE), window.bridge()::togglePause),
                Map.entry(alt(KeyCode.LEFT), window.bridge()::stepBack),
                Map.entry(alt(KeyCode.RIGHT), window.bridge()::stepForward),
                Map.entry(alt(KeyCode.HOME), () -> window.bridge().pauseAt(0)),
                Map.entry(alt(KeyCode.PAGE_UP), window.time()::bookmarkBefore),
                Map.entry(alt(KeyCode.PAGE_DOWN), window.time()::bookmarkAfter),
                Map.entry(shortcut(KeyCode.PLUS), size::larger),
                Map.entry(shortcut(KeyCode.EQUALS), size::larger),
                Map.entry(shortcut(KeyCode.ADD), size::larger),
                Map.entry(shortcut(KeyCode.MINUS), size::smaller),
                Map.entry(shortcut(KeyCode.SUBTRACT), size::smaller),
                Map.entry(shortcut(KeyCode.DIGIT0), size::normal),
                Map.entry(shortcut(KeyCode.NUMPAD0), size::normal),
                Map.entry(new KeyCodeCombination(KeyCode.F1), window::showKeys),
                Map.entry(new KeyCodeCombination(KeyCode.F2), window::toggleLessons),
                Map.entry(new KeyCodeCombination(KeyCode.F6), window::toggleConsoles),
                Map.entry(new KeyCodeCombination(KeyCode.F7), window::toggleInspector),
                Map.entry(new KeyCodeCombination(KeyCode.F8), window::toggleTime),
                Map.entry(new KeyCodeCombination(KeyCode.F11), window::toggleLecture));
        EventHandler<KeyEvent> filter = pressed -> {
            keys.forEach((combination, action) -> {
                if (combination.match(pressed)) {
                    pressed.consume();
                    action.run();
                }
            });
            FxBridge bridge = window.bridge();
            if (pressed.getCode() == KeyCode.END && !movesCaret(scene) && (bridge.paused() || bridge.behind() > 0)) {
                pressed.consume();
                bridge.catchUp();
            }
            if (pressed.getCode() == KeyCode.HOME && !pressed.isConsumed() && !readsOrWrites(scene)) {
                pressed.consume();
                bridge.pauseAt(0);
            }
            if (pressed.getCode() == KeyCode.SPACE && plain(pressed) && !presses(scene)) {
                pressed.consume();
                bridge.togglePause();
            }
            if (pressed.isAltDown() && pressed.getCode().isDigitKey()) {
                pressed.consume();
                window.consoles().focus(pressed.getCode().getCode() - KeyCode.DIGIT1.getCode());
            }
        };
        scene.addEventFilter(KeyEvent.KEY_PRESSED, filter);
        return () -> scene.removeEventFilter(KeyEvent.KEY_PRESSED, filter);
    }

    /** Whether End has work to do where the focus is: in the text that is being typed, or in a long life. */
    private static boolean movesCaret(Scene scene) {
        Node focused = scene.getFocusOwner();
        return focused instanceof LifeScroll life && life.scrolls()
                || focused instanceof TextInputControl field && field.getCaretPosition() < field.getLength();
    }

    /** Whether Home has work to do where the focus is: in a line of text, or among lines. */
    private static boolean readsOrWrites(Scene scene) {
        return switch (scene.getFocusOwner()) {
            case TextInputControl _, ListView<?> _ -> true;
            case LifeScroll life -> life.scrolls();
            case null, default -> false;
        };
    }

    /** Whether Space has work to do where the focus is: it is a character, or presses a button. */
    private static boolean presses(Scene scene) {
        Node focused = scene.getFocusOwner();
        return focused instanceof TextInputControl
                || focused instanceof ButtonBase
                || focused instanceof ToggleSwitch
                || focused != null && focused.getAccessibleRole() == AccessibleRole.BUTTON;
    }

    private static boolean plain(KeyEvent key) {
        return !(key.isAltDown() || key.isControlDown() || key.isMetaDown() || key.isShiftDown());
    }

    private static KeyCombination alt(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.ALT_DOWN);
    }

    private static KeyCombination shortcut(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_ANY);
    }
}
