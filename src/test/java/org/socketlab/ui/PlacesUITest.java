package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.scene.Parent;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.lab.ChildRefused;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.Refusal;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The Network menu, with scripted labs on either side. */
class PlacesUITest {
    private static final Endpoint INSIDE = new Endpoint.Unix("/run/user/1000/socketlab/lab-4711.sock");

    private final FxRobot robot = new Hand();
    private final List<ScriptedLab> made = new ArrayList<>();
    private final CountDownLatch mayStart = new CountDownLatch(1);

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    @AfterEach
    void close() throws Exception {
        mayStart.countDown();
    }

    private void offer(PrivateNetwork network) {
        robot.interact(() -> new Places(shown.stage(), shown.words(), shown.settings(), shown.window(), network));
    }

    private Desktop.Living another() {
        try {
            mayStart.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        ScriptedLab lab = new ScriptedLab();
        made.add(lab);
        return new Desktop.Living(
                lab,
                new ServerPlan("tcp", List.of(Endpoint.parse("127.0.0.1:1208")), Framing.LINE, 128),
                new ServerPlan("unix", List.of(INSIDE), Framing.LINE, 128),
                new Desktop.Recording(_ -> {}, Instant.EPOCH),
                Optional.empty(),
                List.of());
    }

    private MenuButton menu() {
        return robot.lookup("#network").queryAs(MenuButton.class);
    }

    private MenuItem item(String id) {
        return menu().getItems().stream()
                .filter(item -> id.equals(item.getId()))
                .findFirst()
                .orElseThrow();
    }

    private void choose(String id) {
        robot.interact(() -> item(id).fire());
    }

    private void await(java.util.concurrent.Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, condition);
        shown.settle();
    }

    @Test
    void privateShowsAnotherLabAndThisHostTheOneFromBefore() throws Exception {
        offer(this::another);
        assertThat(menu().getText()).isEqualTo("This host");
        choose("network-private");
        assertThat(menu().getText()).isEqualTo("starting …");
        assertThat(menu().isDisabled()).isTrue();
        assertThat(((RadioMenuItem) item("network-host")).isSelected())
                .as("it shows what is, not what was asked")
                .isTrue();
        mayStart.countDown();
        await(() -> menu().getText().equals("Private"));
        assertThat(shown.scene().getRoot()).isNotSameAs(shown.window().root());
        assertThat(((RadioMenuItem) item("network-private")).isSelected()).isTrue();
        assertThat(made.getFirst().asked).anyMatch(Command.OpenConsole.class::isInstance);

        robot.write("ping").type(KeyCode.ENTER);
        shown.settle();
        assertThat(made.getFirst().asked).anyMatch(Command.Send.class::isInstance);
        assertThat(shown.lab().asked).noneMatch(Command.Send.class::isInstance);
        robot.press(KeyCode.CONTROL).type(KeyCode.R).release(KeyCode.CONTROL);
        assertThat(made.getFirst().asked).anyMatch(Command.StartOver.class::isInstance);
        assertThat(shown.lab().asked)
                .as("keys reach only the lab in sight")
                .noneMatch(Command.StartOver.class::isInstance);

        choose("network-host");
        await(() -> made.getFirst().closed);
        assertThat(menu().getText()).isEqualTo("This host");
        assertThat(shown.scene().getRoot()).isSameAs(shown.window().root());
        robot.write("ping").type(KeyCode.ENTER);
        shown.settle();
        assertThat(shown.lab().asked).anyMatch(Command.Send.class::isInstance);
        assertThat(shown.window().consoles().pane("A").transcriptText()).contains("pong");
    }

    @Test
    void aWindowThatWasLeftIsCollectedWhateverWasOpenInIt() throws Exception {
        mayStart.countDown();
        offer(this::another);
        choose("network-private");
        await(() -> menu().getText().equals("Private"));
        robot.write("ping").type(KeyCode.ENTER);
        shown.settle();
        robot.type(KeyCode.F1); // the keys
        shown.settle();
        robot.type(KeyCode.ESCAPE);
        robot.type(KeyCode.F2); // the lessons
        shown.settle();
        robot.clickOn("#lesson-accept-opens-no-port");
        shown.settle();
        robot.press(KeyCode.CONTROL).type(KeyCode.B).release(KeyCode.CONTROL); // a bookmark
        shown.settle();
        robot.write("here").type(KeyCode.ENTER);
        robot.clickOn("#export").type(KeyCode.ESCAPE);
        robot.press(KeyCode.ALT).type(KeyCode.P).release(KeyCode.ALT);
        shown.settle();
        WeakReference<Parent> left = new WeakReference<>(shown.scene().getRoot());
        choose("network-host");
        await(() -> made.getFirst().closed);
        robot.clickOn("#input-A").write("ping").type(KeyCode.ENTER); // mouse and keyboard are here again
        forgetEvents();
        for (int collected = 0; left.get() != null && collected < 300; collected++) {
            System.gc();
            shown.settle();
        }
        assertThat(left.get()).isNull();
    }

    /** TestFX keeps every event of a stage until it is given one. */
    private static void forgetEvents() {
        var context = FxToolkit.toolkitContext();
        context.setRegisteredStage(context.getRegisteredStage());
    }

    @Test
    void aWindowElsewhereSpeaksAndLooksAsTheOneHereBothWays() throws Exception {
        mayStart.countDown();
        offer(this::another);
        robot.interact(() -> shown.words().spoken().set(Language.CHINESE));
        choose("network-private");
        await(() -> menu().getText().equals("私有"));
        robot.interact(() -> shown.words().spoken().set(Language.ENGLISH));
        shown.settle();
        assertThat(menu().getText()).isEqualTo("Private");
    }

    @Test
    void theLineThatEntersTheNetworkIsThereToCopy() throws Exception {
        mayStart.countDown();
        offer(this::another);
        choose("network-private");
        await(() -> menu().getText().equals("Private"));
        choose("copy-entry");
        robot.interact(() -> assertThat(Clipboard.getSystemClipboard().getString())
                .isEqualTo("nsenter -t " + ScriptedLab.SELF + " -U -n --preserve-credentials nc 127.0.0.1 1208"));
        shown.picture("private");
    }

    @Test
    void whereItIsForbiddenThatIsToldAndTheHostStays() throws Exception {
        offer(() -> {
            throw new ChildRefused(
                    Refusal.of("child.namespace-switch", "", "EPERM", "user.max_user_namespaces", "0", "15000"));
        });
        choose("network-private");
        await(() -> menu().getText().equals("This host")
                && !shown.window().banner().getChildren().isEmpty());
        assertThat(shown.scene().getRoot()).isSameAs(shown.window().root());
        assertThat(menu().isDisabled()).isFalse();
        shown.picture("private-forbidden");
        robot.write("ping").type(KeyCode.ENTER);
        shown.settle();
        assertThat(shown.lab().asked).anyMatch(Command.Send.class::isInstance);
    }
}
