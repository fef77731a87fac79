package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.picture.shell.ShellLine;
import org.testfx.api.FxRobot;

/** The States tab in the window. */
class StatesUITest {
    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    @BeforeEach
    void open() throws Exception {
        shown.openPair("A", ShellLine.Side.STATES);
    }

    private Node state(String name) {
        return robot.lookup(node -> ("state " + name).equals(node.getId())).query();
    }

    @Test
    void bothEndsStandInTheirStateAndAreReachedByKeys() {
        assertThat(state("ESTABLISHED").getAccessibleText()).startsWith("ESTABLISHED ● ■");
        robot.interact(() -> state("ESTABLISHED").requestFocus());
        robot.type(KeyCode.UP);
        assertThat(state("CLOSED").isFocused()
                        || state("SYN_RECV").isFocused()
                        || state("SYN_SENT").isFocused())
                .isTrue();
        assertThat(robot.lookup("#shell-line").queryLabeled().getText()).startsWith("$ ss -tan");
    }

    @Test
    void withoutASelectionItCountsAndOffersALineForAll() {
        robot.interact(() -> shown.window().selection().set(Optional.empty()));
        shown.settle();
        assertThat(state("LISTEN").getAccessibleText()).matches("(?s)LISTEN \\d.*");
        assertThat(robot.lookup("#shell-line").queryLabeled().getText())
                .isEqualTo("$ ss -tan \"sport = :1208 or dport = :1208\"");
    }

    @Test
    void itIsLookedAt() throws Exception {
        for (Language language : Language.values()) {
            for (Theme theme : Theme.values()) {
                robot.interact(() -> {
                    shown.words().spoken().set(language);
                    shown.settings().theme().set(theme);
                });
                shown.picture("states-" + language + "-" + theme);
            }
        }
        robot.interact(() -> {
            shown.settings().lecture().set(true);
            shown.settings().textSize().percent().set(175);
        });
        shown.settle();
        robot.interact(() -> robot.type(KeyCode.F7));
        shown.picture("states-lecture");
        robot.interact(() -> {
            shown.settings().lecture().set(false);
            shown.settings().textSize().percent().set(100);
        });
    }
}
