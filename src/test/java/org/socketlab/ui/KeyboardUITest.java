package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Stage;
import org.socketlab.picture.Selection;
import org.socketlab.picture.shell.ShellLine;
import org.testfx.api.FxRobot;

/** Everything by keys alone, and everything that keys reach has a name. */
class KeyboardUITest {
    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    @Test
    void tabReachesEveryPartOfTheWindow() {
        assertThat(around())
                .contains(
                        "network",
                        "server-tcp",
                        "where-tcp",
                        "server-unix",
                        "start-over",
                        "text-smaller",
                        "theme",
                        "language",
                        "keys",
                        "lecture",
                        "pace-now",
                        "zoom-fit",
                        "switch HOLD server:tcp",
                        "input-A",
                        "ping-A",
                        "connection-A",
                        "close-A",
                        "new-console",
                        "transcript-A");
    }

    @Test
    void whateverKeysReachHasANameInBothLanguages() {
        shown.lab()
                .submit(new Command.OpenConsole("B", new Endpoint.Unix("/run/user/1000/socketlab/lab.sock")), "test");
        for (Language language : Language.values()) {
            robot.interact(() -> shown.words().spoken().set(language));
            for (ShellLine.Side side : ShellLine.Side.values()) {
                robot.interact(() -> shown.window().inspector().open(side));
                shown.settle();
                List<String> nameless = Nodes.from(shown.window().root())
                        .filter(node -> node.isFocusTraversable() && node.isVisible())
                        .filter(node ->
                                !(node instanceof ScrollPane) && name(node).isEmpty())
                        .map(node -> node + " in " + node.getParent())
                        .toList();
                assertThat(nameless).as("in " + language + " beside " + side).isEmpty();
            }
        }
    }

    @Test
    void theTopBarIsWorkedBySpaceAndTheStageToo() {
        press("theme", KeyCode.SPACE);
        assertThat(shown.settings().theme().get()).isEqualTo(Theme.DARK);
        press("text-larger", KeyCode.SPACE);
        assertThat(shown.settings().textSize().percent().get()).isEqualTo(110);
        press("switch HOLD server:tcp", KeyCode.SPACE);
        assertThat(shown.lab().asked).contains(new Command.SetStage("tcp", new Stage(true, false, false)));
        press("pace-slow", KeyCode.SPACE);
        assertThat(shown.window().bridge().pace().get()).isEqualTo(Pace.SLOW);
        press("start-over", KeyCode.SPACE);
        assertThat(shown.lab().asked).contains(new Command.StartOver());
    }

    @Test
    void theLanguageIsChosenFromItsMenuByArrows() {
        focus("language");
        robot.type(KeyCode.DOWN);
        shown.settle();
        robot.type(KeyCode.UP, KeyCode.ENTER); // the last one, whichever was lit
        shown.settle();
        assertThat(shown.words().spoken().get()).isEqualTo(Language.CHINESE);
    }

    @Test
    void aConsoleIsWorkedFromItsLineAndItsTaps() {
        robot.write("ping").type(KeyCode.ENTER);
        robot.type(KeyCode.TAB);
        assertThat(focused().getId()).isEqualTo("ping-A");
        robot.type(KeyCode.TAB, KeyCode.SPACE);
        shown.settle();
        assertThat(shown.window().consoles().pane("A").transcriptText()).contains("pong\n› echo Hello,socket\n");
        robot.press(KeyCode.ALT).type(KeyCode.DIGIT1).release(KeyCode.ALT);
        assertThat(focused().getId()).isEqualTo("input-A");
        press("connection-A", KeyCode.SPACE);
        assertThat(shown.lab().asked).contains(new Command.Disconnect("A"));
    }

    @Test
    void arrowsGoFromPairToPairAndEnterSelects() {
        shown.lab().submit(new Command.OpenConsole("B", Endpoint.parse("127.0.0.1:1208")), "test");
        shown.settle();
        Node first = Nodes.from(shown.window().root())
                .filter(node -> Stream.ofNullable(node.getAccessibleText()).anyMatch(text -> text.startsWith("ESTAB")))
                .findFirst()
                .orElseThrow();
        robot.interact(first::requestFocus);
        robot.type(KeyCode.DOWN);
        assertThat(focused()).isNotSameAs(first);
        assertThat(name(focused())).startsWith("ESTABLISHED");
        robot.type(KeyCode.ENTER);
        assertThat(shown.window().selection().get()).isPresent().get().isInstanceOf(Selection.Socket.class);
    }

    @Test
    void theInspectorsTabsAreTurnedByArrowsAndPanesFoldByTheirKeys() {
        TabPane tabs = (TabPane) shown.window().inspector().getCenter();
        robot.interact(tabs::requestFocus);
        robot.type(KeyCode.RIGHT);
        assertThat(tabs.getSelectionModel().getSelectedIndex()).isEqualTo(1);
        robot.type(KeyCode.F7);
        shown.settle();
        assertThat(shown.window().inspector().getScene()).isNull();
        robot.type(KeyCode.F6);
        shown.settle();
        assertThat(shown.window().consoles().getScene()).isNull();
        robot.type(KeyCode.F6, KeyCode.F7, KeyCode.F11);
        shown.settle();
        assertThat(shown.settings().lecture().get()).isTrue();
        assertThat(shown.window().consoles().getScene()).isNotNull();
    }

    @Test
    void theFocusIsSeenByDayAndByNight() {
        for (Theme theme : Theme.values()) {
            robot.interact(() -> shown.settings().theme().set(theme));
            for (String id : List.of("start-over", "theme", "pace-now", "ping-A", "connection-A", "zoom-fit")) {
                Node node = node(id);
                robot.interact(() -> focused().getParent().requestFocus());
                int before = looks(node);
                robot.interact(node::requestFocus);
                assertThat(looks(node)).as(id + " in " + theme).isNotEqualTo(before);
            }
        }
    }

    /** A fingerprint of the node's picture. */
    private int looks(Node node) {
        shown.settle();
        int[] print = new int[1];
        robot.interact(() -> {
            var image = node.snapshot(null, null);
            int hash = 1;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    hash = 31 * hash + image.getPixelReader().getArgb(x, y);
                }
            }
            print[0] = hash;
        });
        return print[0];
    }

    /** The ids of all that Tab comes by until it is back where it began. */
    private Set<String> around() {
        Set<Node> visited = new LinkedHashSet<>();
        while (visited.add(focused()) && visited.size() < 300) {
            robot.interact(() -> focused().requestFocusTraversal(TraversalDirection.NEXT));
        }
        Set<String> ids = new LinkedHashSet<>();
        for (Node node : visited) {
            ids.add(Optional.ofNullable(node.getId()).orElse(node.toString()));
        }
        return ids;
    }

    private void press(String id, KeyCode key) {
        focus(id);
        robot.type(key);
        shown.settle();
    }

    private void focus(String id) {
        robot.interact(() -> node(id).requestFocus());
        assertThat(focused().getId()).isEqualTo(id);
    }

    private Node node(String id) {
        return Nodes.from(shown.window().root())
                .filter(node -> id.equals(node.getId()))
                .findFirst()
                .orElseThrow();
    }

    private Node focused() {
        return shown.scene().getFocusOwner();
    }

    /** What a screen reader says: the accessible text, else the text. */
    private static String name(Node node) {
        if (node instanceof TextField || node instanceof ListView<?> || node.getAccessibleText() != null) {
            return Optional.ofNullable(node.getAccessibleText()).orElse("");
        }
        return node.queryAccessibleAttribute(AccessibleAttribute.TEXT) instanceof String text ? text : "";
    }
}
