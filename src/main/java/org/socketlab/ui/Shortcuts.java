package org.socketlab.ui;

import java.util.Map;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The window's keys. They work wherever the focus is. */
final class Shortcuts {
    private Shortcuts() {}

    /** @return takes them away */
    static Runnable install(Scene scene, LabWindow window, TextSize size) {
        Map<KeyCombination, Runnable> keys = Map.ofEntries(
                Map.entry(shortcut(KeyCode.R), window::startOver),
                Map.entry(shortcut(KeyCode.N), window::newConsole),
                Map.entry(shortcut(KeyCode.PLUS), size::larger),
                Map.entry(shortcut(KeyCode.EQUALS), size::larger),
                Map.entry(shortcut(KeyCode.ADD), size::larger),
                Map.entry(shortcut(KeyCode.MINUS), size::smaller),
                Map.entry(shortcut(KeyCode.SUBTRACT), size::smaller),
                Map.entry(shortcut(KeyCode.DIGIT0), size::normal),
                Map.entry(shortcut(KeyCode.NUMPAD0), size::normal),
                Map.entry(new KeyCodeCombination(KeyCode.F1), window::showKeys),
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
            if (pressed.getCode() == KeyCode.END
                    && !movesCaret(scene)
                    && window.bridge().behind() > 0) {
                pressed.consume();
                window.bridge().catchUp();
            }
            if (pressed.isAltDown() && pressed.getCode().isDigitKey()) {
                pressed.consume();
                window.consoles().focus(pressed.getCode().getCode() - KeyCode.DIGIT1.getCode());
            }
        };
        scene.addEventFilter(KeyEvent.KEY_PRESSED, filter);
        return () -> scene.removeEventFilter(KeyEvent.KEY_PRESSED, filter);
    }

    /** Whether End has work to do in the text that is being typed. */
    private static boolean movesCaret(Scene scene) {
        return scene.getFocusOwner() instanceof TextInputControl field && field.getCaretPosition() < field.getLength();
    }

    private static KeyCombination shortcut(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_ANY);
    }
}
