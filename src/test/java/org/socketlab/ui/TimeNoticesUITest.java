package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** What the window says of the moment it shows: that it is behind, and that it is no longer kept. */
class TimeNoticesUITest {
    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    @BeforeEach
    void open() throws Exception {
        WaitForAsyncUtils.waitFor(
                30, TimeUnit.SECONDS, () -> shown.lab().now().state().consoles().containsKey("A"));
        shown.settle();
    }

    @Test
    void thatTheMomentIsNoLongerKeptIsTold() throws Exception {
        robot.interact(() -> shown.window().bridge().pauseAt(5));
        shown.settle();
        assertThat(robot.lookup(".notice .what").queryAll()).isEmpty();
        robot.interact(() -> {
            shown.lab().firstKept = 20;
            shown.lab().publish();
        });
        shown.settle();
        assertThat(robot.lookup(".notice .what").queryAllAs(Label.class))
                .extracting(Label::getText)
                .containsExactly("The moment you looked at is no longer kept.");
        assertThat(shown.window().bridge().position().get()).isEqualTo(19);
        shown.picture("forgotten");
    }

    @Test
    void howFarItIsBehindIsReadWholeInSlow() throws Exception {
        robot.interact(() -> {
            shown.window().bridge().pace().set(Pace.SLOW);
            for (int i = 0; i < 50; i++) {
                shown.lab().submit(new Command.Send("A", Bytes.of("ping\n")), "test");
            }
        });
        WaitForAsyncUtils.waitFor(
                30,
                TimeUnit.SECONDS,
                () -> behind().isVisible() && behind().getText().contains("behind the kernel"));
        shown.settle();
        for (Language language : Language.values()) {
            robot.interact(() -> shown.words().spoken().set(language));
            shown.settle();
            robot.interact(() -> {
                String drawn = ((Text) behind().lookup(".text")).getText();
                assertThat(drawn).isEqualTo(behind().getText()).endsWith("End");
                assertThat(behind().localToScene(behind().getBoundsInLocal()).getMaxX())
                        .isLessThanOrEqualTo(shown.scene().getWidth());
            });
        }
        shown.picture("behind-slow");
    }

    private Labeled behind() {
        return robot.lookup("#catch-up").queryLabeled();
    }
}
