package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** What the window offers where no segment was captured. */
class CaptureOfferUITest {
    private static final String LINE =
            "setpriv --reuid 1000 --regid 1000 --clear-groups --inh-caps=+net_raw --ambient-caps=+net_raw"
                    + " env HOME=/home/ann DISPLAY=:0 XDG_RUNTIME_DIR=/run/user/1000 LANG=zh_CN.UTF-8"
                    + " /opt/socketlab/bin/socketlab";

    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    @Test
    void theLineStandsUnderALadderWithoutSegmentsAndCanBeCopied() throws Exception {
        robot.interact(() -> shown.window().inspector().offerCapture(LINE));
        shown.picture("capture-offer");
        assertThat(robot.lookup("#capture-line").queryAs(Label.class).getText()).isEqualTo("$ " + LINE);
        robot.interact(() -> robot.lookup("#capture-copy").queryButton().fire());
        String[] copied = new String[1];
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertThat(copied[0]).isEqualTo(LINE);
        robot.interact(() -> shown.words().spoken().set(Language.CHINESE));
        robot.interact(() -> shown.settings().theme().set(Theme.DARK));
        shown.picture("capture-offer-zh-dark");
        robot.interact(() -> shown.window().selection().set(Optional.empty()));
        shown.settle();
        assertThat(robot.lookup("#capture-offer").query().isVisible()).isFalse();
    }
}
