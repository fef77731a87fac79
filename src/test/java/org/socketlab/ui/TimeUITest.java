package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Refusal;
import org.socketlab.picture.shell.ShellLine;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Time as a person stops it, walks in it and writes on it, in a window with a scripted lab behind it. */
class TimeUITest {
    private static final Endpoint UNIX = new Endpoint.Unix("/run/user/1000/socketlab/lab.sock");

    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    @Test
    void spaceStopsTimeWhereItHasNothingElseToDo() {
        robot.type(KeyCode.SPACE);
        assertThat(bridge().paused())
                .as("in the line that is typed it is a space")
                .isFalse();
        assertThat(robot.lookup("#input-A").queryAs(TextField.class).getText()).isEqualTo(" ");
        focus("transcript-A");
        robot.type(KeyCode.SPACE);
        assertThat(bridge().paused()).isTrue();
        robot.type(KeyCode.SPACE);
        assertThat(bridge().paused()).isFalse();
        focus("ping-A");
        robot.type(KeyCode.SPACE);
        assertThat(bridge().paused())
                .as("it presses the button that has the focus")
                .isFalse();
        assertThat(shown.lab().asked).contains(new Command.Send("A", Bytes.of("ping\n")));
        focus("input-A");
        robot.press(KeyCode.ALT).type(KeyCode.P).release(KeyCode.ALT);
        assertThat(bridge().paused())
                .as("Alt+P stops time wherever the focus is")
                .isTrue();
    }

    @Test
    void nothingOfLaterIsShownWhileTheLabGoesOn() {
        press("pause");
        List<String> before = content(shown.window().root());
        long seq = bridge().position().get();
        robot.clickOn("#input-A").write("ping").type(KeyCode.ENTER);
        robot.interact(() -> {
            shown.window().consoles().open(UNIX);
            shown.lab().tell(Refusal.of("server.port-taken", "EADDRINUSE", "127.0.0.1:1208", "1208", "40123"));
            shown.lab().publish();
        });
        shown.settle();
        assertThat(shown.lab().asked).as("what was typed reached the lab").contains(send("ping\n"));
        assertThat(shown.lab().now().seq()).isGreaterThan(seq);
        assertThat(bridge().position().get()).isEqualTo(seq);
        assertThat(content(shown.window().root())).isEqualTo(before);
        assertThat(robot.lookup("#catch-up").queryLabeled().isVisible()).isTrue();
        robot.type(KeyCode.END);
        shown.settle();
        assertThat(bridge().pace().get()).isEqualTo(Pace.NOW);
        assertThat(transcript("A")).contains("› ping\npong\n");
        assertThat(shown.window().consoles().panes()).containsOnlyKeys("A", "B");
        assertThat(robot.lookup("#free-port").tryQuery()).isPresent();
        robot.interact(() -> bridge().pauseAt(seq));
        shown.settle();
        assertThat(content(shown.window().root())).as("back again").isEqualTo(before);
        assertThat(robot.lookup("#free-port").tryQuery())
                .as("nor what was refused later")
                .isEmpty();
    }

    @Test
    void aMomentLooksTheSameHoweverItIsReached() {
        robot.interact(() -> {
            for (Command command : List.of(
                    send("ping\n"),
                    new Command.OpenConsole("B", UNIX),
                    new Command.Send("B", Bytes.of("echo 你好\n")),
                    new Command.Disconnect("A"),
                    send("lost\n"),
                    new Command.OpenConsole("A", Endpoint.parse("127.0.0.1:1208")),
                    send("hello\n"))) {
                shown.lab().submit(command, "test");
            }
        });
        shown.settle();
        robot.interact(() -> bridge().pauseAt(0));
        shown.settle();
        List<Long> moments = new ArrayList<>();
        for (long seq = shown.lab().now().seq(); seq >= 0; seq -= 3) {
            moments.add(seq);
        }
        Collections.shuffle(moments, new Random(1));
        List<ShellLine.Side> sides = List.of(ShellLine.Side.values());
        for (int i = 0; i < moments.size(); i++) {
            long seq = moments.get(i);
            ShellLine.Side side = sides.get(i % sides.size());
            robot.interact(() -> bridge().pauseAt(seq));
            shown.settle();
            robot.interact(
                    () -> { // the Tools tab keeps the width it has had until another tab is opened
                        shown.window().inspector().open(ShellLine.Side.SOCKETS);
                        shown.window().inspector().open(side);
                    });
            shown.settle();
            assertThat(bridge().position().get()).isEqualTo(seq);
            assertThat(content(shown.window().root()))
                    .as("moment %d, %s, after %s", seq, side, moments.subList(0, i))
                    .isEqualTo(fresh(seq, side));
        }
    }

    /** What a window shows that has just been opened at this moment. */
    private List<String> fresh(long seq, ShellLine.Side side) {
        LabWindow[] opened = new LabWindow[1];
        Stage[] stage = new Stage[1];
        robot.interact(() -> {
            opened[0] = new LabWindow(
                    shown.lab(),
                    shown.words(),
                    shown.settings(),
                    new ServerPlan(
                            "tcp", List.of(Endpoint.parse("127.0.0.1:1208")), org.socketlab.model.Framing.LINE, 128),
                    new ServerPlan("unix", List.of(UNIX), org.socketlab.model.Framing.LINE, 128));
            opened[0].selection().set(shown.window().selection().get());
            opened[0].inspector().open(side);
            Scene old = shown.scene();
            Scene scene = new Scene(opened[0].root(), old.getWidth(), old.getHeight());
            scene.getStylesheets().setAll(old.getStylesheets());
            opened[0].bridge().pauseAt(seq);
            opened[0].bridge().attach(scene);
            stage[0] = new Stage();
            stage[0].setScene(scene);
            stage[0].show();
        });
        shown.settle();
        shown.settle();
        List<String> content = content(opened[0].root());
        robot.interact(() -> stage[0].close());
        return content;
    }

    @Test
    void stepsLeadBackAndForth() {
        long end = bridge().position().get();
        press("step-back");
        long back = bridge().position().get();
        assertThat(back).isLessThan(end);
        assertThat(bridge().paused()).isTrue();
        robot.press(KeyCode.ALT).type(KeyCode.LEFT).release(KeyCode.ALT);
        long further = bridge().position().get();
        assertThat(further).isLessThan(back);
        robot.press(KeyCode.ALT).type(KeyCode.RIGHT).release(KeyCode.ALT);
        assertThat(bridge().position().get()).isEqualTo(back);
        press("step-back");
        assertThat(bridge().position().get()).isEqualTo(further);
        robot.press(KeyCode.ALT).type(KeyCode.HOME).release(KeyCode.ALT);
        shown.settle();
        assertThat(bridge().position().get()).isZero();
        assertThat(shown.window().consoles().panes()).isEmpty();
    }

    @Test
    void whatIsBeingTypedIsThereAgainWhenTheConsoleIs() {
        robot.clickOn("#input-A").write("echo ha");
        robot.interact(() -> bridge().pauseAt(0));
        shown.settle();
        assertThat(shown.window().consoles().panes()).isEmpty();
        robot.interact(() -> bridge().catchUp());
        shown.settle();
        assertThat(robot.lookup("#input-A").queryAs(TextField.class).getText()).isEqualTo("echo ha");
    }

    @Test
    void theSliderIsDraggedClickedAndTurnedByKeys() {
        Slider slider = robot.lookup("#time-slider").queryAs(Slider.class);
        assertThat(slider.getAccessibleRole()).isEqualTo(AccessibleRole.SLIDER);
        assertThat(slider.getAccessibleText()).startsWith("Fact ");
        long end = bridge().position().get();
        assertThat(slider.getValue()).isEqualTo(end);
        robot.clickOn(robot.point("#time-slider").atOffset(-slider.getWidth() / 4, 0));
        shown.settle();
        long clicked = bridge().position().get();
        assertThat(clicked).isBetween(end / 4 - 3, end / 4 + 3);
        assertThat(bridge().paused()).isTrue();
        robot.type(KeyCode.LEFT);
        assertThat(bridge().position().get()).isLessThan(clicked);
        robot.type(KeyCode.HOME);
        shown.settle();
        assertThat(bridge().position().get()).isZero();
        robot.interact(() -> bridge().catchUp());
        shown.settle();
        double width = slider.getWidth();
        robot.drag("#time-slider .thumb").moveBy(-width / 2, 0);
        shown.settle();
        assertThat(slider.getWidth()).as("the track stays under the hand").isEqualTo(width);
        assertThat(bridge().position().get()).isBetween(end / 2 - 3, end / 2 + 3);
        double max = slider.getMax();
        robot.interact(() -> shown.lab().submit(send("ping\n"), "test"));
        shown.settle();
        assertThat(slider.getMax()).as("its ends stay while it is dragged").isEqualTo(max);
        robot.drop();
        shown.settle();
        assertThat(slider.getMax()).isGreaterThan(max);
    }

    @Test
    void aBookmarkStandsAtTheMomentShownAndLeadsBackToIt() throws Exception {
        robot.interact(() -> bridge().pauseAt(9));
        shown.settle();
        robot.press(KeyCode.CONTROL).type(KeyCode.B).release(KeyCode.CONTROL);
        shown.settle();
        robot.write("here it begins").type(KeyCode.ENTER);
        shown.settle();
        assertThat(shown.lab().asked).contains(new Command.AddNote("here it begins", "user", OptionalLong.of(9)));
        WaitForAsyncUtils.waitFor(
                30,
                java.util.concurrent.TimeUnit.SECONDS,
                () -> robot.lookup(".flag")
                        .tryQuery()
                        .filter(flag -> "here it begins".equals(flag.getAccessibleText()))
                        .isPresent());
        shown.picture("bookmark");
        robot.interact(() -> bridge().catchUp());
        shown.settle();
        robot.press(KeyCode.ALT).type(KeyCode.PAGE_UP).release(KeyCode.ALT);
        shown.settle();
        assertThat(bridge().position().get()).isEqualTo(9);
        assertThat(robot.lookup(".time-bar > .note").queryLabeled().getText()).isEqualTo("here it begins");
        robot.interact(() -> bridge().pauseAt(3));
        shown.settle();
        robot.press(KeyCode.ALT).type(KeyCode.PAGE_DOWN).release(KeyCode.ALT);
        shown.settle();
        assertThat(bridge().position().get()).isEqualTo(9);
    }

    @Test
    void aSpeedIsChosenAndFactsArePlayedAtIt() throws Exception {
        robot.interact(() -> bridge().pauseAt(5));
        shown.settle();
        robot.interact(() -> robot.lookup("#speed").queryAs(MenuButton.class).getItems().stream()
                .filter(item -> "speed-10".equals(item.getId()))
                .forEach(javafx.scene.control.MenuItem::fire));
        assertThat(bridge().paused()).as("a choice of speed does not start it").isTrue();
        press("pause");
        assertThat(bridge().pace().get()).isEqualTo(new Pace.Playing(10));
        WaitForAsyncUtils.waitFor(
                60,
                java.util.concurrent.TimeUnit.SECONDS,
                () -> bridge().position().get() == shown.lab().now().seq());
        assertThat(transcript("A")).contains("Connected");
    }

    @Test
    void pictures() throws Exception {
        robot.interact(() -> {
            shown.lab().submit(send("ping\n"), "test");
            shown.lab().submit(new Command.OpenConsole("B", UNIX), "test");
            shown.lab().submit(new Command.AddNote("看这里", "user", OptionalLong.of(20)), "test");
            shown.lab().submit(send("quit\n"), "test");
        });
        shown.settle();
        robot.interact(() -> bridge().pauseAt(shown.lab().now().seq() - 14));
        shown.settle();
        for (Theme theme : Theme.values()) {
            for (Language language : Language.values()) {
                robot.interact(() -> {
                    shown.settings().theme().set(theme);
                    shown.words().spoken().set(language);
                });
                shown.picture("time-" + theme.name().toLowerCase() + "-" + language.locale());
            }
        }
        robot.interact(() -> {
            shown.settings().lecture().set(true);
            shown.settings().textSize().percent().set(175);
        });
        shown.size(1_280, 720);
        shown.picture("time-lecture");
        assertThat(robot.lookup("#pause")
                        .query()
                        .localToScene(robot.lookup("#pause").query().getBoundsInLocal())
                        .getMaxX())
                .as("pause is in reach")
                .isLessThan(shown.scene().getWidth());
        robot.interact(() -> {
            shown.settings().lecture().set(false);
            shown.settings().textSize().percent().set(100);
            shown.words().spoken().set(Language.ENGLISH);
        });
        shown.size(1_024, 700);
        shown.picture("time-small");
    }

    private FxBridge bridge() {
        return shown.window().bridge();
    }

    private static Command send(String line) {
        return new Command.Send("A", Bytes.of(line));
    }

    private void press(String id) {
        robot.clickOn("#" + id);
        shown.settle();
    }

    private void focus(String id) {
        robot.interact(() -> robot.lookup("#" + id).query().requestFocus());
    }

    private String transcript(String console) {
        WaitForAsyncUtils.waitForFxEvents();
        return shown.window().consoles().pane(console).transcriptText();
    }

    /** All that is written below the bars, and where; what is typed is not among it. */
    private List<String> content(Parent root) {
        List<String> all = new ArrayList<>();
        robot.interact(() -> {
            root.applyCss();
            root.layout();
            gather(((javafx.scene.layout.BorderPane) root).getCenter(), all);
            gather(root.lookup(".top-bar"), all);
        });
        return all.stream().sorted().collect(Collectors.toList());
    }

    private static void gather(Node node, List<String> all) {
        boolean typed = node instanceof TextField;
        if (!node.isVisible() || typed || node.getStyleClass().contains("scroll-bar")) {
            return;
        }
        Bounds at = node.localToScene(node.getBoundsInLocal());
        String where = " @ " + Math.round(at.getMinX()) + "," + Math.round(at.getMinY());
        Optional<String> text = node instanceof Text one
                ? Optional.ofNullable(one.getText())
                : node instanceof Labeled label && label.getGraphic() == null
                        ? Optional.ofNullable(label.getText())
                        : Optional.empty();
        text.filter(words -> !words.isBlank()).ifPresent(words -> all.add(words + where));
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> gather(child, all));
        }
    }
}
