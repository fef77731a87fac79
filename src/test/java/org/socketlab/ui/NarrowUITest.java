package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Where there is little room nothing reaches beyond the window, and what cannot be had elsewhere stays. */
class NarrowUITest {
    private final FxRobot robot = new FxRobot();
    private Shown shown;

    @BeforeEach
    void open() throws Exception {
        shown = Shown.open();
        shown.settle();
    }

    @AfterEach
    void close() throws Exception {
        robot.interact(() -> {
            shown.settings().lecture().set(false);
            shown.settings().textSize().percent().set(100);
        });
        sized(1_440, 900);
        FxToolkit.cleanupStages();
    }

    private void sized(double width, double height) throws Exception {
        Window stage = shown.stage().scene().getWindow();
        robot.interact(() -> {
            stage.setX(0); // the headless screen ends not far from there
            stage.setY(0);
            stage.setWidth(width);
            stage.setHeight(height);
        });
        WaitForAsyncUtils.waitFor(
                10, TimeUnit.SECONDS, () -> shown.stage().scene().getWidth() == width);
        shown.settle();
    }

    private double end(String id) {
        Node node = robot.lookup(id).query();
        return node.localToScene(node.getBoundsInLocal()).getMaxX();
    }

    @Test
    void theLectureLayoutIsWholeInChineseToo() throws Exception {
        robot.interact(() -> {
            shown.settings().textSize().percent().set(175);
            shown.settings().lecture().set(true);
        });
        sized(1_280, 720);
        robot.interact(() -> shown.words().spoken().set(Language.CHINESE));
        shown.settle();
        for (String id : List.of("#lecture-start-over", "#lecture-lessons", "#lecture-end", "#input-A")) {
            assertThat(end(id)).as(id).isLessThanOrEqualTo(1_280);
        }
        assertThat(shown.window().diagram().getWidth()).isEqualTo(1_280);
        shown.picture("lecture-zh");
    }

    @Test
    void inASmallWindowTheNetworkCanStillBeChosen() throws Exception {
        sized(1_024, 700);
        assertThat(robot.lookup("#network").query().isVisible()).isTrue();
        assertThat(end("#lecture")).isLessThanOrEqualTo(1_024);
        shown.picture("small");
    }
}
