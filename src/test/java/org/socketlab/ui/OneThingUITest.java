package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.LabState.SeenConsole;
import org.socketlab.picture.Selection;
import org.socketlab.picture.calls.CallLine;
import org.socketlab.picture.shell.ShellLine;
import org.testfx.api.FxRobot;

/** A call, its fd row, its socket, its wire and its row in the ladder are one thing, wherever it is picked out. */
class OneThingUITest {
    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    @BeforeEach
    void open() throws Exception {
        robot.interact(() -> shown.lab().submit(new Command.Send("A", Bytes.of("ping\n")), "test"));
        shown.settle();
    }

    @Test
    void aCallChosenByKeysLightsItsFdItsSocketItsWireAndItsRowInTheLadder() throws Exception {
        CallLine write = chooseWrite();
        assertThat(shown.window().selection().get())
                .hasValueSatisfying(one -> assertThat(one.whole())
                        .as("the connection stays selected around it")
                        .isInstanceOf(Selection.Pair.class));
        assertThat(lit(shown.window().diagram()))
                .contains("box " + client().id().orElseThrow(), "row " + ScriptedLab.SELF + " " + client().fd())
                .anyMatch(id -> id.startsWith("wire "))
                .as("the other end's fd is not this call's")
                .filteredOn(id -> id.startsWith("row "))
                .hasSize(1);
        open(ShellLine.Side.SOCKETS);
        assertThat(lit(shown.window().inspector()))
                .contains("call " + write.call().call());
        open(ShellLine.Side.FDS);
        assertThat(selected("#fds")).hasSize(1).first().asString().contains("fd=" + client().fd());
        open(ShellLine.Side.TOOLS);
        assertThat(selected("#tools")).hasSize(1).first().asString().contains(" " + client().fd() + "u ");
        open(ShellLine.Side.BYTES);
        assertThat(selected("#bytes")).isNotEmpty();
        assertThat(shown.window().inspector().shellLine()).contains("strace", "-p " + ScriptedLab.SELF);
        shown.picture("one-thing");
    }

    @Test
    void aRowOfTheLadderIsTheSameCallInTheList() throws Exception {
        open(ShellLine.Side.SOCKETS);
        Node row = shown.window().inspector().lookupAll(".draw-item-call").stream()
                .filter(node -> node.getAccessibleText().startsWith("write()"))
                .findFirst()
                .orElseThrow();
        robot.interact(() -> {
            row.requestFocus();
            Event.fireEvent(row, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
        });
        shown.settle();
        assertThat(lit(shown.window().inspector())).contains(row.getId());
        shown.picture("one-thing-ladder");
        open(ShellLine.Side.CALLS);
        assertThat(selected("#calls"))
                .singleElement()
                .isInstanceOfSatisfying(
                        CallLine.class, line -> assertThat(line.text()).startsWith("write("));
    }

    @Test
    void aLineOfLsofIsTheFdInTheDiagram() throws Exception {
        open(ShellLine.Side.TOOLS);
        ListView<?> lines = list("#tools");
        int at = at(lines, " " + client().fd() + "u ");
        robot.interact(() -> lines.getSelectionModel().clearAndSelect(at));
        shown.settle();
        assertThat(shown.window().selection().get()).contains(new Selection.Fd(ScriptedLab.SELF, client().fd()));
        assertThat(lit(shown.window().diagram())).contains("row " + ScriptedLab.SELF + " " + client().fd());
        assertThat(selected("#tools")).hasSize(1);
    }

    @Test
    void itStaysThroughNewFactsAnotherThemeAndAnotherLanguage() throws Exception {
        CallLine write = chooseWrite();
        Optional<Selection> before = shown.window().selection().get();
        robot.interact(() -> {
            shown.lab().submit(new Command.Send("A", Bytes.of("echo 1\n")), "test");
            shown.settings().theme().set(Theme.DARK);
            shown.words().spoken().set(Language.CHINESE);
        });
        shown.settle();
        assertThat(shown.window().selection().get()).isEqualTo(before);
        assertThat(selected("#calls"))
                .singleElement()
                .isInstanceOfSatisfying(
                        CallLine.class, line -> assertThat(line.call()).isEqualTo(write.call()));
        shown.picture("one-thing-dark-chinese");
    }

    private CallLine chooseWrite() throws Exception {
        open(ShellLine.Side.CALLS);
        ListView<?> calls = list("#calls");
        int at = at(calls, "name=write");
        robot.interact(() -> {
            calls.requestFocus();
            calls.getFocusModel().focus(at - 1);
            calls.getSelectionModel().clearAndSelect(at - 1);
        });
        robot.type(KeyCode.DOWN);
        shown.settle();
        return (CallLine) selected("#calls").getFirst();
    }

    private static int at(ListView<?> list, String part) {
        for (int i = 0; i < list.getItems().size(); i++) {
            if (list.getItems().get(i).toString().contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no line with " + part + " among " + list.getItems());
    }

    private SeenConsole client() {
        return shown.lab().now().state().consoles().get("A");
    }

    private void open(ShellLine.Side side) {
        robot.interact(() -> shown.window().inspector().open(side));
        shown.settle();
    }

    private ListView<?> list(String id) {
        return (ListView<?>) shown.window().root().lookup(id);
    }

    private List<Object> selected(String id) {
        return new ArrayList<>(list(id).getSelectionModel().getSelectedItems());
    }

    private static List<String> lit(Node view) {
        return Stream.concat(Stream.of(view), view.lookupAll(".draw-item").stream())
                .filter(node -> node.getPseudoClassStates().stream()
                        .anyMatch(state -> state.getPseudoClassName().equals("lit")))
                .map(Node::getId)
                .toList();
    }
}
