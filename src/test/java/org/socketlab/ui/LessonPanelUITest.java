package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.lab.LocalLab;
import org.socketlab.lesson.Lesson;
import org.socketlab.lesson.Lessons;
import org.socketlab.lesson.Progress;
import org.socketlab.lesson.Progress.Phase;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.os.linux.LinuxSystem;
import org.socketlab.ui.lesson.LessonPanel;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The lessons in the window, beside a real lab. */
class LessonPanelUITest {
    private static final long PATIENCE_S = 20;
    private static final ServerPlan TCP =
            new ServerPlan("tcp", List.of(Endpoint.parse("127.0.0.1:0")), Framing.LINE, 128);

    @TempDir
    Path folder;

    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<LocalLab> shown = Shown.of(
            () -> new LocalLab(new LinuxSystem()),
            (lab, _, settings, words) -> new LabWindow(lab, words, settings, TCP, plan(folder.resolve("lab.sock"))));

    private static ServerPlan plan(Path socket) {
        return new ServerPlan("unix", List.of(new Endpoint.Unix(socket.toString())), Framing.LINE, 128);
    }

    @BeforeEach
    void open() throws Exception {
        until(() -> "input-A".equals(focused()));
    }

    @AfterEach
    void leave() throws Exception {
        fx(() -> {
            shown.window().abandonLesson();
            return true;
        });
    }

    @Test
    void aLessonIsPlayedByKeyAndItsAnswerStaysHiddenUntilOneIsGiven() throws Exception {
        robot.type(KeyCode.F2);
        assertThat(focused()).isEqualTo("lesson-accept-opens-no-port");
        shown.picture("lessons");
        begin("accept-opens-no-port");
        assertThat(labelled("#lesson-step-title")).isEqualTo("A socket that only waits");
        assertThat(texts()).contains("accept queue of tcp is 0");
        robot.type(KeyCode.ENTER); // Next has the focus
        phase(1, Phase.ASKING);
        assertThat(texts()).doesNotContain("local port of A's peer is port of tcp");
        assertThat(shown.lab().now().state().consoles()).isEmpty();
        assertThat(robot.lookup("#lesson-next").queryButton().isDisabled()).isTrue();
        shown.picture("lesson-question");
        robot.type(KeyCode.SPACE); // the first answer, which is wrong
        phase(1, Phase.DONE);
        assertThat(texts()).contains("Not so, though many think it.", "local port of A's peer is port of tcp");
        assertThat(shown.window().selection().get()).isPresent();
        shown.picture("lesson-answered");
        fx(() -> {
            shown.words().spoken().set(Language.CHINESE);
            shown.settings().theme().set(Theme.DARK);
            return true;
        });
        assertThat(labelled("#lesson-step-title")).isEqualTo("第一个客户端");
        assertThat(texts()).contains("不是这样");
        shown.picture("lesson-answered-dark-zh");
        fx(() -> {
            shown.words().spoken().set(Language.ENGLISH);
            shown.settings().theme().set(Theme.LIGHT);
            return true;
        });
        forward(2);
        shown.picture("lesson-second-client");
        robot.interact(() -> button("lesson-copy").fire());
        assertThat(fx(() -> Clipboard.getSystemClipboard().getString()))
                .startsWith("ss -tnH state established \"sport = :");
        robot.interact(() -> button("lesson-back").fire());
        phase(1, Phase.ASKING);
        robot.interact(() -> button("lesson-reset").fire());
        phase(0, Phase.DONE);
        assertThat(shown.lab().now().state().consoles()).isEmpty();
        forward(1);
        robot.press(KeyCode.CONTROL).type(KeyCode.R).release(KeyCode.CONTROL); // Start over is the lesson's Reset too
        phase(0, Phase.DONE);
        assertThat(shown.lab().now().state().consoles()).isEmpty();
    }

    @Test
    void aLessonThatIsLeftIsRememberedAndTheLabIsGivenBack() throws Exception {
        robot.type(KeyCode.F2);
        begin("a-stream-has-no-messages");
        for (int step = 1; step <= 3; step++) {
            forward(step);
        }
        until(() -> framing() == Framing.READ);
        shown.picture("lesson-stream");
        robot.interact(() -> button("lessons-all").fire());
        until(() -> framing() == Framing.LINE
                && shown.lab().now().state().consoles().containsKey("A")
                && shown.lab().now().state().consoles().get("A").phase() == LabState.Phase.OPEN);
        until(() -> panel().run().isEmpty());
        assertThat(texts()).contains("Step 4 of 7");
        begin("a-stream-has-no-messages", 3);
        assertThat(labelled("#lesson-step-title")).isEqualTo("A server that forgets");
        robot.type(KeyCode.F2);
        robot.type(KeyCode.F2);
        assertThat(labelled("#lesson-step-title")).isEqualTo("A server that forgets");
    }

    @Test
    void whatIsNotSoIsToldWithWhatWasSeen() throws Exception {
        Path file = folder.resolve("mine.md");
        Files.writeString(file, """
                # Mine | 我的

                ## Not so | 不是这样

                ```do
                console A connect tcp
                ```

                ```check
                state of A is SYN_SENT
                ```
                """);
        Lesson mine = Lessons.of(file);
        robot.type(KeyCode.F2);
        fx(() -> {
            panel().open(mine);
            return true;
        });
        phase(0, Phase.FAILED);
        assertThat(texts()).contains("state of A is SYN_SENT", "state of A is ESTABLISHED", "expected", "seen");
        shown.picture("lesson-failed");
    }

    @Test
    void itFitsASmallWindowAndALecture() throws Exception {
        shown.size(1_024, 700);
        robot.type(KeyCode.F2);
        begin("accept-does-not-handshake");
        forward(1);
        assertInside();
        assertThat(shown.window().inspector().getScene())
                .as("the inspector gives way")
                .isNull();
        shown.picture("lesson-1024");
        shown.size(1_280, 720);
        fx(() -> {
            shown.settings().textSize().percent().set(175);
            shown.settings().lecture().set(true);
            return true;
        });
        forward(2);
        assertInside();
        shown.picture("lesson-lecture");
        fx(() -> {
            shown.words().spoken().set(Language.CHINESE);
            shown.settings().theme().set(Theme.DARK);
            return true;
        });
        assertInside();
        shown.picture("lesson-lecture-dark-zh");
        fx(() -> {
            shown.settings().lecture().set(false);
            shown.settings().textSize().percent().set(100);
            shown.settings().theme().set(Theme.LIGHT);
            return true;
        });
    }

    /** All three buttons can be pressed, and none is cut off. */
    private void assertInside() throws Exception {
        shown.settle();
        for (String id : List.of("lesson-back", "lesson-reset", "lesson-next")) {
            Button button = button(id);
            var place = button.localToScene(button.getLayoutBounds());
            assertThat(place.getMinX()).as(id).isNotNegative();
            assertThat(place.getMaxX())
                    .as(id)
                    .isLessThanOrEqualTo(
                            panel().localToScene(panel().getLayoutBounds()).getMaxX());
            assertThat(place.getMaxY()).as(id).isLessThanOrEqualTo(shown.scene().getHeight());
            assertThat(button.getWidth()).as(id).isGreaterThanOrEqualTo(button.prefWidth(-1) - 1);
        }
    }

    private void begin(String name) throws Exception {
        begin(name, 0);
    }

    private void begin(String name, int step) throws Exception {
        robot.interact(() -> button("lesson-" + name).fire());
        phase(step, Phase.DONE);
    }

    /** The next step, its question answered rightly. */
    private void forward(int step) throws Exception {
        robot.interact(() -> button("lesson-next").fire());
        until(() -> progress().step() == step
                && Set.of(Phase.ASKING, Phase.DONE).contains(progress().phase()));
        shown.settle();
        if (robot.lookup("#choice-1")
                .tryQuery()
                .filter(node -> !node.isMouseTransparent())
                .isPresent()) {
            robot.interact(() -> button("choice-1").fire());
        }
        phase(step, Phase.DONE);
    }

    private LessonPanel panel() {
        return shown.window().lessons().orElseThrow();
    }

    private Progress progress() {
        return panel().run().orElseThrow().progress();
    }

    private void phase(int step, Phase phase) throws Exception {
        until(() -> panel().run().isPresent()
                && progress().step() == step
                && progress().phase() == phase);
        shown.settle();
    }

    private Framing framing() {
        return shown.lab().now().state().listeners().values().stream()
                .filter(seen -> seen.listener().actor().equals("server:tcp"))
                .map(seen -> seen.listener().framing())
                .findFirst()
                .orElse(null);
    }

    private Button button(String id) {
        return robot.lookup("#" + id).queryButton();
    }

    private String labelled(String id) throws Exception {
        shown.settle();
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    /** All letters in the panel, one text after the other. */
    private String texts() throws Exception {
        shown.settle();
        StringBuilder all = new StringBuilder();
        fx(() -> {
            gather(panel(), all);
            return true;
        });
        return all.toString();
    }

    private static void gather(Node node, StringBuilder into) {
        if (node instanceof Text text) {
            into.append(text.getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> gather(child, into));
            into.append('\n');
        }
    }

    private String focused() throws Exception {
        return fx(() -> {
            Node owner = shown.scene().getFocusOwner();
            return owner == null ? "" : String.valueOf(owner.getId());
        });
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get(PATIENCE_S, TimeUnit.SECONDS);
    }

    private void until(Callable<Boolean> holds) throws Exception {
        WaitForAsyncUtils.waitFor(PATIENCE_S, TimeUnit.SECONDS, holds);
    }
}
