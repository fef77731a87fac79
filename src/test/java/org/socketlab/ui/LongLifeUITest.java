package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.SocketCall;
import org.socketlab.picture.shell.ShellLine;
import org.socketlab.ui.ladder.LifeScroll;
import org.testfx.api.FxRobot;

/** The ladder of a life that is longer than a page: it follows, it stays while it is read, all of it is reached. */
class LongLifeUITest {
    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    private int said;

    @BeforeEach
    void open() throws Exception {
        shown.openPair("A", ShellLine.Side.SOCKETS);
    }

    private void say(int times) {
        robot.interact(() -> {
            for (int i = 0; i < times; i++) {
                shown.lab().submit(new Command.Send("A", Bytes.of("echo " + said++ + "\n")), "test");
            }
        });
        shown.settle();
    }

    private LifeScroll scroll() {
        return robot.lookup(node -> node instanceof LifeScroll).query();
    }

    private void roll(double by) {
        LifeScroll scroll = scroll();
        robot.interact(() -> scroll.getContent().fireEvent(Wheel.turned(by)));
        shown.settle();
    }

    /** What stands where in the ladder. */
    private List<String> rows() {
        return scroll().getContent().lookupAll(".draw-item").stream()
                .map(node ->
                        node.getId() + " " + Math.round(node.localToScene(0, 0).getY()))
                .sorted()
                .toList();
    }

    /** Whether the row of what was said then, counted from 0, is there. */
    private boolean shows(int number) {
        List<Long> writes = shown.lab().history().between(0, shown.lab().now().seq()).stream()
                .map(Fact::event)
                .filter(event -> event instanceof Event.Called called && called.name() == SocketCall.write)
                .map(event -> ((Event.Called) event).call())
                .toList();
        String row = "call " + writes.get(number);
        return scroll().getContent().lookupAll(".draw-item").stream().anyMatch(node -> row.equals(node.getId()));
    }

    private Labeled button(String turn) {
        return robot.lookup("#pages-" + turn).queryAs(Labeled.class);
    }

    private Node bar() {
        return robot.lookup("#pages").query();
    }

    @Test
    void aShortLifeHasNoPages() {
        say(3);
        assertThat(bar().isVisible()).isFalse();
        assertThat(shows(2)).isTrue();
    }

    @Test
    void itFollowsTheNewestAndStaysWhileItIsRead() {
        say(60);
        assertThat(bar().isVisible()).isTrue();
        assertThat(button("newest").isDisabled()).as("it is the newest").isTrue();
        assertThat(shows(59)).isTrue();
        say(1);
        assertThat(shows(60)).as("it follows").isTrue();
        robot.interact(() -> scroll().setVvalue(0.5));
        shown.settle();
        List<String> before = rows();
        say(10);
        assertThat(rows()).as("nothing moves").isEqualTo(before);
        assertThat(shows(70)).isFalse();
        assertThat(button("newest").isDisabled()).isFalse();
        robot.interact(() -> ((Button) button("newest")).fire());
        shown.settle();
        assertThat(shows(70)).isTrue();
        say(1);
        assertThat(shows(71)).as("it follows again").isTrue();
    }

    @Test
    void wheelAndKeysReachTheBeginningAndComeBack() {
        say(60);
        assertThat(shows(5)).isFalse();
        int turns = 0;
        while (!shows(0)) {
            robot.interact(() -> scroll().setVvalue(0));
            roll(40);
            assertThat(++turns).isLessThan(20);
        }
        assertThat(button("earlier").isDisabled()).as("this is the beginning").isTrue();
        assertThat(shows(59)).isFalse();
        while (!shows(59)) {
            robot.interact(() -> scroll().setVvalue(1));
            roll(-40);
            assertThat(++turns).isLessThan(60);
        }
        assertThat(button("newest").isDisabled()).isTrue();

        robot.interact(() -> scroll().requestFocus());
        press(KeyCode.HOME);
        assertThat(shows(0)).isTrue();
        assertThat(shown.window().bridge().paused()).as("Home is the ladder's").isFalse();
        press(KeyCode.END);
        assertThat(shows(59)).isTrue();
        for (turns = 0; !shows(0); turns++) {
            press(KeyCode.PAGE_UP);
            assertThat(turns).isLessThan(60);
        }
        for (turns = 0; !shows(59); turns++) {
            press(KeyCode.PAGE_DOWN);
            assertThat(turns).isLessThan(100);
        }
    }

    private void press(KeyCode key) {
        robot.interact(() -> robot.type(key));
        shown.settle();
    }

    @Test
    void itIsLookedAt() throws Exception {
        say(60);
        robot.interact(() -> scroll().setVvalue(0));
        roll(40);
        for (Language language : Language.values()) {
            for (Theme theme : Theme.values()) {
                robot.interact(() -> {
                    shown.words().spoken().set(language);
                    shown.settings().theme().set(theme);
                });
                shown.picture("long-life-" + language + "-" + theme);
            }
        }
        robot.interact(() -> shown.settings().textSize().percent().set(175));
        shown.picture("long-life-175");
        robot.interact(() -> shown.settings().textSize().percent().set(100));
    }
}
