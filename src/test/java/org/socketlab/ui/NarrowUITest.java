package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** Where there is little room nothing reaches beyond the window, and what cannot be had elsewhere stays. */
class NarrowUITest {
    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

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
        shown.size(1_280, 720);
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
        shown.size(1_024, 700);
        assertThat(robot.lookup("#network").query().isVisible()).isTrue();
        assertThat(end("#lecture")).isLessThanOrEqualTo(1_024);
        shown.picture("small");
    }
}
