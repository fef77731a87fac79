package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.event.Event;
import javafx.event.EventTarget;
import javafx.event.EventType;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;

/** Who types while the window still opens is heard by its first console, and presses no button unseen. */
class TypedAheadUITest {
    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.appearing(stage -> {
        for (char letter : "ping ".toCharArray()) {
            press(stage, KeyCode.getKeyCode(String.valueOf(Character.toUpperCase(letter))), String.valueOf(letter));
        }
        press(stage, KeyCode.ENTER, "\r");
    });

    @Test
    void aLineTypedBeforeTheFirstConsoleStandsIsSentByIt() throws Exception {
        assertThat(shown.lab().asked).contains(new Command.Send("A", Bytes.of("ping \n")));
        assertThat(shown.lab().asked)
                .noneMatch(command -> command instanceof Command.StopServer || command instanceof Command.StartOver);
        assertThat(shown.settings().theme().get()).isEqualTo(Theme.LIGHT);
    }

    private static void press(LabStage stage, KeyCode code, String text) {
        KeyCode known = code == null ? KeyCode.SPACE : code;
        fire(stage, KeyEvent.KEY_PRESSED, known, "");
        fire(stage, KeyEvent.KEY_TYPED, KeyCode.UNDEFINED, text);
        fire(stage, KeyEvent.KEY_RELEASED, known, "");
    }

    /** As the window's peer does: to what has the focus, or to the scene. */
    private static void fire(LabStage stage, EventType<KeyEvent> type, KeyCode code, String text) {
        EventTarget owner = stage.scene().getFocusOwner();
        Event.fireEvent(
                owner == null ? stage.scene() : owner,
                new KeyEvent(
                        type, text.isEmpty() ? KeyEvent.CHAR_UNDEFINED : text, "", code, false, false, false, false));
    }
}
