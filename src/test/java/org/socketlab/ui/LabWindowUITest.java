package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The window as a person uses it, with a scripted lab behind it. */
class LabWindowUITest {
    private final FxRobot robot = new FxRobot();
    private Shown shown;

    @BeforeEach
    void open() throws Exception {
        shown = Shown.open();
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void pingTypedIntoTheFirstConsoleShowsPong() throws Exception {
        TextField input = robot.lookup("#input-A").queryAs(TextField.class);
        assertThat(input.isFocused())
                .as("the caret is in console A's line at the start")
                .isTrue();
        robot.write("ping").type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        shown.picture("ping");
        assertThat(shown.window().consoles().panes().get("A").transcriptText()).contains("› ping\npong\n");
        assertThat(input.getText()).isEmpty();
    }
}
