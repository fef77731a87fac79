package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
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
    void nothingInTheTopBarLiesOverAnother() throws Exception {
        for (double width : List.of(800.0, 880.0, 1_280.0)) {
            shown.size(width, 520);
            for (int percent : List.of(100, 150, 200)) {
                robot.interact(() -> shown.settings().textSize().percent().set(percent));
                for (Language language : Language.values()) {
                    robot.interact(() -> shown.words().spoken().set(language));
                    shown.settle();
                    apart(robot.lookup(".top-bar").queryAs(Parent.class), width + " px " + percent + " % " + language);
                }
            }
        }
        shown.picture("top-bar-large");
    }

    private static void apart(Parent bar, String when) {
        List<Bounds> there = bar.getChildrenUnmodifiable().stream()
                .filter(node -> node.isVisible() && node.isManaged())
                .map(Node::getBoundsInParent)
                .sorted(Comparator.comparingDouble(Bounds::getMinX))
                .toList();
        assertThat(there).as(when).hasSizeGreaterThanOrEqualTo(2);
        double end = 0;
        for (Bounds one : there) {
            assertThat(one.getMinX()).as("%s at %s", when, there).isGreaterThan(end);
            end = one.getMaxX();
        }
        assertThat(end)
                .as("%s at %s", when, there)
                .isLessThan(bar.getLayoutBounds().getWidth());
    }

    @Test
    void inASmallWindowTheNetworkCanStillBeChosen() throws Exception {
        shown.size(1_024, 700);
        assertThat(robot.lookup("#network").query().isVisible()).isTrue();
        assertThat(end("#lecture")).isLessThanOrEqualTo(1_024);
        shown.picture("small");
    }
}
