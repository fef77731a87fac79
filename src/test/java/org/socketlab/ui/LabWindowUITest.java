package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Refusal;
import org.socketlab.picture.Selection;
import org.socketlab.picture.shell.ShellLine;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The window as a person uses it, with a scripted lab behind it. */
class LabWindowUITest {
    private static final Endpoint UNIX = new Endpoint.Unix("/run/user/1000/socketlab/lab.sock");

    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    @Test
    void pingTypedIntoTheFirstConsoleShowsPong() throws Exception {
        assertThat(input("A").isFocused())
                .as("the caret is in console A's line at the start")
                .isTrue();
        robot.write("ping").type(KeyCode.ENTER);
        shown.settle();
        assertThat(transcript("A")).contains("› ping\npong\n");
        assertThat(input("A").getText()).isEmpty();
        shown.picture("ping");
    }

    @Test
    void whatWasTypedComesBackWithUpAndDown() {
        robot.write("ping")
                .type(KeyCode.ENTER)
                .write("echo 1")
                .type(KeyCode.ENTER)
                .write("dra");
        robot.type(KeyCode.UP);
        assertThat(input("A").getText()).isEqualTo("echo 1");
        robot.type(KeyCode.UP);
        assertThat(input("A").getText()).isEqualTo("ping");
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN);
        assertThat(input("A").getText()).isEqualTo("dra");
    }

    @Test
    void oneTapSendsPingEchoAndQuit() {
        robot.clickOn("#echo-A");
        robot.clickOn("#quit-A");
        shown.settle();
        assertThat(transcript("A")).contains("› echo Hello,socket\nHello,socket\n› quit");
        assertThat(robot.lookup("#connection-A").queryLabeled().getText()).isEqualTo("Connect");
        assertThat(robot.lookup("#ping-A").query().isDisabled()).isTrue();
    }

    @Test
    void chineseTypedReachesTheServerAndComesBack() {
        robot.interact(() -> input("A").setText("echo 你好"));
        robot.type(KeyCode.ENTER);
        shown.settle();
        assertThat(transcript("A")).contains("› echo 你好\n你好\n");
    }

    @Test
    void theLanguageChangesEverywhereAndKernelWordsStay() {
        robot.interact(() -> {
            shown.lab().submit(new Command.Send("A", Bytes.of("hello\n")), "test");
            shown.words().spoken().set(Language.CHINESE);
        });
        shown.settle();
        assertThat(robot.lookup("#start-over").queryLabeled().getText()).isEqualTo("重新开始");
        assertThat(transcript("A")).contains("服务器读取了它");
        robot.interact(() -> shown.window().inspector().open(ShellLine.Side.FDS));
        shown.settle();
        assertThat(robot.lookup(".fd-cell .what").queryAllAs(Label.class))
                .anySatisfy(label -> assertThat(label.getText()).contains("LISTEN"));
    }

    @Test
    void theThemeButtonTurnsDayIntoNight() {
        robot.clickOn("#theme");
        assertThat(shown.settings().theme().get()).isEqualTo(Theme.DARK);
        assertThat(shown.scene().getStylesheets()).anyMatch(sheet -> sheet.endsWith("dark.css"));
    }

    @Test
    void textGrowsAndShrinksByKeyAndAllOfItFollows() {
        double before = input("A").getFont().getSize();
        robot.press(KeyCode.CONTROL).type(KeyCode.EQUALS).release(KeyCode.CONTROL);
        shown.settle();
        assertThat(shown.settings().textSize().percent().get()).isEqualTo(110);
        assertThat(input("A").getFont().getSize()).isGreaterThan(before);
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT0).release(KeyCode.CONTROL);
        assertThat(shown.settings().textSize().percent().get()).isEqualTo(100);
    }

    @Test
    void aSelectionAndTheShellLineAreOneInBothDirections() {
        robot.interact(() -> {
            shown.window().inspector().open(ShellLine.Side.FDS);
            shown.window().selection().set(Optional.of(new Selection.Fd(ScriptedLab.SELF, clientFd())));
        });
        shown.settle();
        ListView<?> fds = robot.lookup("#fds").queryListView();
        assertThat(fds.getSelectionModel().getSelectedItem()).asString().contains("fd=" + clientFd());
        assertThat(robot.lookup("#shell-line").queryLabeled().getText())
                .isEqualTo("$ lsof -nP -p 4711 -a -d " + clientFd());
        robot.interact(() -> fds.getSelectionModel().clearAndSelect(0));
        assertThat(shown.window().selection().get()).contains(new Selection.Fd(ScriptedLab.SELF, 0));
    }

    @Test
    void theFirstConnectionIsSelectedByItselfAndNothingAfterIt() {
        Selection first = shown.window().selection().get().orElseThrow();
        assertThat(first).isInstanceOf(Selection.Pair.class);
        assertThat(input("A").isFocused()).as("the caret stays").isTrue();
        robot.interact(() -> shown.window().consoles().open(UNIX));
        shown.settle();
        assertThat(shown.window().selection().get()).as("no jump to the next").contains(first);
        robot.interact(() -> shown.window().selection().set(Optional.empty()));
        robot.interact(() -> shown.window().consoles().open(UNIX));
        shown.settle();
        assertThat(shown.window().selection().get())
                .as("a person wanted nothing selected")
                .isEmpty();
    }

    @Test
    void theToolsTabIsWideEnoughForItsLinesAndGivesTheWidthBack() {
        double before = shown.window().inspector().getWidth();
        robot.interact(() -> shown.window().inspector().open(ShellLine.Side.TOOLS));
        shown.settle();
        ListView<?> lines = robot.lookup("#tools").queryListView();
        assertThat(lines.getItems()).hasSizeGreaterThan(3);
        assertThat(lines.lookupAll(".scroll-bar"))
                .as("no sideways scrolling")
                .noneMatch(bar -> bar.isVisible() && ((ScrollBar) bar).getOrientation() == Orientation.HORIZONTAL);
        robot.interact(() -> shown.window().inspector().open(ShellLine.Side.CALLS));
        shown.settle();
        assertThat(shown.window().inspector().getWidth()).isEqualTo(before);
    }

    @Test
    void aNameIsLookedUpAndOneThatIsNotKnownIsToldInASentence() throws Exception {
        other("nobody.invalid:1208");
        WaitForAsyncUtils.waitFor(
                30,
                TimeUnit.SECONDS,
                () -> hint().equals("The host nobody.invalid is not known. No address is found for its name."
                        + " Check the spelling, or give the address itself."));
        robot.interact(() -> {
            robot.lookup("#target").queryAs(TextField.class).setText("localhost:1208");
            robot.lookup("#target-connect").queryButton().fire();
        });
        WaitForAsyncUtils.waitFor(
                30,
                TimeUnit.SECONDS,
                () -> shown.lab().asked.stream()
                        .anyMatch(asked -> asked instanceof Command.OpenConsole(String name, Endpoint at)
                                && name.equals("B")
                                && at.toString().endsWith(":1208")));
    }

    private String hint() {
        WaitForAsyncUtils.waitForFxEvents();
        return robot.lookup("#target-hint").queryLabeled().getText();
    }

    private void other(String typed) {
        robot.interact(() -> robot.lookup("#new-console").queryAs(MenuButton.class).getItems().stream()
                .filter(item -> "new-console-other".equals(item.getId()))
                .forEach(MenuItem::fire));
        shown.settle();
        robot.interact(() -> {
            robot.lookup("#target").queryAs(TextField.class).setText(typed);
            robot.lookup("#target-connect").queryButton().fire();
        });
    }

    @Test
    void aLineWithChineseKeepsTheMonoFaceForTheRest() {
        robot.interact(() -> input("A").setText("echo 你好"));
        robot.type(KeyCode.ENTER);
        shown.settle();
        assertThat(robot.lookup("#transcript-A").query().lookupAll(".run"))
                .extracting(node -> (Text) node)
                .extracting(text -> text.getText() + "|" + text.getFont().getFamily())
                .contains("› echo |JetBrains Mono", "你好|Noto Sans CJK SC");
    }

    @Test
    void anotherConsoleOpensBesideTheFirstAndTakesTheCaret() {
        robot.interact(() -> shown.window().consoles().open(UNIX));
        shown.settle();
        assertThat(shown.window().consoles().panes()).containsOnlyKeys("A", "B");
        assertThat(input("B").isFocused()).isTrue();
    }

    @Test
    void aTakenPortIsToldWithOneThatIsFree() {
        robot.interact(() -> {
            shown.lab().tell(Refusal.of("server.port-taken", "EADDRINUSE", "127.0.0.1:1208", "1208", "40123"));
            shown.lab().publish();
        });
        shown.settle();
        robot.clickOn("#free-port");
        assertThat(shown.lab().asked)
                .anySatisfy(command -> assertThat(command)
                        .isInstanceOfSatisfying(
                                Command.StartServer.class,
                                start -> assertThat(start.endpoints()).contains(Endpoint.parse("127.0.0.1:40123"))));
    }

    @Test
    void allInterfacesAsksFirst() {
        int before = shown.lab().asked.size();
        robot.interact(() -> robot.lookup("#where-tcp").queryAs(MenuButton.class).getItems().stream()
                .filter(item -> "all-interfaces".equals(item.getId()))
                .forEach(MenuItem::fire));
        shown.settle();
        assertThat(shown.lab().asked)
                .as("nothing happens before a person says yes")
                .hasSize(before);
        robot.clickOn("#everywhere-yes");
        shown.settle();
        assertThat(robot.lookup("#where-tcp").queryAs(MenuButton.class).getText())
                .isEqualTo("all interfaces:1208");
    }

    @Test
    void aViewThatThrowsLeavesTheOthersGoingAndIsTold() {
        robot.interact(() -> shown.window().bridge().add(_ -> {
            throw new IllegalStateException("planted");
        }));
        robot.write("ping").type(KeyCode.ENTER);
        shown.settle();
        assertThat(transcript("A")).contains("pong");
        assertThat(robot.lookup(".notice .more").queryLabeled().getText()).contains("planted");
    }

    @Test
    void lectureLayoutGivesThePictureTheRoomAndComesBack() throws Exception {
        robot.type(KeyCode.F11);
        shown.settle();
        assertThat(robot.lookup("#start-over").query().localToScene(0, 0)).isNotNull();
        assertThat(shown.settings().lecture().get()).isTrue();
        assertThat(shown.window().inspector().getScene())
                .as("the inspector is folded")
                .isNull();
        robot.type(KeyCode.F7);
        shown.settle();
        assertThat(shown.window().inspector().getScene())
                .as("and lies over the picture")
                .isNotNull();
        shown.picture("lecture");
        robot.type(KeyCode.F11);
        shown.settle();
        assertThat(shown.settings().lecture().get()).isFalse();
        assertThat(shown.window().inspector().getScene()).isNotNull();
    }

    @Test
    void slowShowsOneMomentEverywhereAndEndCatchesUp() {
        robot.clickOn("#pace-slow");
        long at = shown.window().bridge().shown().seq();
        robot.interact(() -> input("A").setText("ping"));
        robot.clickOn("#input-A").type(KeyCode.ENTER);
        shown.settle();
        assertThat(shown.lab().now().seq())
                .isGreaterThan(shown.window().bridge().shown().seq());
        assertThat(shown.window().bridge().shown().seq()).isGreaterThanOrEqualTo(at);
        assertThat(transcript("A")).as("transcripts wait too").doesNotContain("pong");
        robot.type(KeyCode.END);
        shown.settle();
        assertThat(shown.window().bridge().behind()).isZero();
        assertThat(transcript("A")).contains("pong");
    }

    @Test
    void theTranscriptFollowsItsEndUnlessTheReaderHasScrolledUp() {
        String wide = "echo " + "a line that is too wide for one row ".repeat(6);
        robot.interact(() -> {
            for (int line = 0; line < 12; line++) {
                shown.lab().submit(new Command.Send("A", Bytes.of(wide + line + "\n")), "test");
            }
        });
        shown.settle();
        shown.settle();
        assertThat(scrolled("A")).as("it follows, wrapped lines and all").isEqualTo(1);
        ListView<?> lines = robot.lookup("#transcript-A").queryListView();
        robot.interact(() -> lines.scrollTo(0));
        shown.settle();
        robot.interact(() -> lines.fireEvent(Wheel.turned(40)));
        shown.settle();
        double before = scrolled("A");
        assertThat(before).isLessThan(0.9);
        robot.interact(() -> shown.lab().submit(new Command.Send("A", Bytes.of("ping\n")), "test"));
        shown.settle();
        assertThat(scrolled("A")).as("nothing moves while it is being read").isLessThan(0.9);
    }

    private double scrolled(String console) {
        return robot.lookup("#transcript-" + console).query().lookupAll(".scroll-bar").stream()
                .map(ScrollBar.class::cast)
                .filter(bar -> bar.getOrientation() == Orientation.VERTICAL)
                .mapToDouble(ScrollBar::getValue)
                .findFirst()
                .orElseThrow();
    }

    private TextField input(String console) {
        return robot.lookup("#input-" + console).queryAs(TextField.class);
    }

    private String transcript(String console) {
        WaitForAsyncUtils.waitForFxEvents();
        return shown.window().consoles().pane(console).transcriptText();
    }

    private int clientFd() {
        return shown.lab().now().state().consoles().get("A").fd();
    }
}
