package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.socketlab.model.Command;
import org.socketlab.model.Event;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketStage;
import org.testfx.api.FxRobot;

/** A socket's menu by mouse and by keys, and the half-close of a console. */
class SocketMenuUITest {
    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    private SocketId client;

    @BeforeEach
    void open() throws Exception {
        client = shown.lab().now().state().consoles().get("A").id().orElseThrow();
    }

    @AfterEach
    void close() throws Exception {
        robot.interact(() -> menus().forEach(ContextMenu::hide));
    }

    @Test
    void theSecondaryButtonOnABoxOpensItsMenuAndAClickHolds() {
        robot.moveTo(box()).clickOn(MouseButton.SECONDARY);
        shown.settle();
        texts().contains("Hold read", "Hold close", "Select").anyMatch(text -> text.startsWith("Console A, fd "));
        robot.interact(() -> item("Hold read").fire());
        assertThat(shown.lab().asked).endsWith(new Command.HoldRead(client, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONTEXT_MENU", "F10"})
    void theMenuKeyAndShiftF10OpenItAndArrowsChoose(String key) {
        robot.interact(() -> box().requestFocus());
        if (key.equals("F10")) {
            robot.press(KeyCode.SHIFT).type(KeyCode.F10).release(KeyCode.SHIFT);
        } else {
            robot.type(KeyCode.CONTEXT_MENU);
        }
        shown.settle();
        assertThat(menus()).hasSize(1);
        robot.type(KeyCode.DOWN, KeyCode.ENTER);
        shown.settle();
        assertThat(menus()).isEmpty();
        assertThat(shown.lab().asked).endsWith(new Command.HoldClose(client, true));
    }

    @Test
    void aWiresMenuHasBothEndsAndCopiesItsLine() {
        Node tag = Nodes.from(shown.window().root())
                .filter(node -> String.valueOf(node.getId()).startsWith("tag "))
                .findFirst()
                .orElseThrow();
        robot.moveTo(tag).clickOn(MouseButton.SECONDARY);
        shown.settle();
        texts().filteredOn("Hold read"::equals).hasSize(2);
        MenuItem copy = menus().getFirst().getItems().stream()
                .filter(item -> String.valueOf(item.getText()).startsWith("Copy: ss "))
                .findFirst()
                .orElseThrow();
        robot.interact(copy::fire);
        robot.interact(
                () -> assertThat("Copy: " + Clipboard.getSystemClipboard().getString())
                        .isEqualTo(copy.getText()));
    }

    @Test
    void whatIsHeldIsOfferedForReleaseInChineseToo() {
        shown.lab().tell(new Event.Holding("console:A", client, new SocketStage(true, false)));
        shown.lab().publish();
        robot.interact(() -> shown.words().spoken().set(Language.CHINESE));
        shown.settle();
        robot.moveTo(box()).clickOn(MouseButton.SECONDARY);
        shown.settle();
        robot.interact(() -> item("恢复 read").fire());
        assertThat(shown.lab().asked).endsWith(new Command.HoldRead(client, false));
    }

    @Test
    void aConsoleIsHalfClosedByItsButtonAndByControlD() {
        Button button = (Button) Nodes.from(shown.window().root())
                .filter(node -> "half-close-A".equals(node.getId()))
                .findFirst()
                .orElseThrow();
        robot.interact(button::fire);
        assertThat(shown.lab().asked).endsWith(new Command.HalfClose("A"));
        robot.interact(() -> shown.window().consoles().pane("A").focusInput());
        robot.write("x").press(KeyCode.CONTROL).type(KeyCode.D).release(KeyCode.CONTROL);
        assertThat(halfCloses()).as("something is typed").isEqualTo(1);
        robot.type(KeyCode.BACK_SPACE).press(KeyCode.CONTROL).type(KeyCode.D).release(KeyCode.CONTROL);
        assertThat(halfCloses()).isEqualTo(2);
    }

    private long halfCloses() {
        return shown.lab().asked.stream()
                .filter(Command.HalfClose.class::isInstance)
                .count();
    }

    private Node box() {
        return Nodes.from(shown.window().root())
                .filter(node -> ("box " + client).equals(node.getId()))
                .findFirst()
                .orElseThrow();
    }

    private static List<ContextMenu> menus() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof ContextMenu menu && menu.isShowing())
                .map(ContextMenu.class::cast)
                .toList();
    }

    private static ListAssert<String> texts() {
        return assertThat(menus().stream()
                .flatMap(menu -> menu.getItems().stream())
                .map(item -> item instanceof SeparatorMenuItem title && title.getContent() instanceof Label label
                        ? label.getText()
                        : String.valueOf(item.getText())));
    }

    private static MenuItem item(String text) {
        return menus().getFirst().getItems().stream()
                .filter(item -> text.equals(item.getText()))
                .findFirst()
                .orElseThrow();
    }
}
