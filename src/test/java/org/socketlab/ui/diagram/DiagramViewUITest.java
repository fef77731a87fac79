package org.socketlab.ui.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.paint.Color;
import javafx.scene.shape.Shape;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Command;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The diagram as a person works it: by keys, with what is shown kept where it stays the same. */
class DiagramViewUITest {
    private final ObjectProperty<Optional<Selection>> selection = new SimpleObjectProperty<>(Optional.empty());
    private final List<Command> asked = new ArrayList<>();
    private final Session session = Session.started().console("A");
    private DiagramView view;
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        fx(() -> {
            view = new DiagramView(BundleWords.ENGLISH, selection, asked::add);
            Scene scene = new Scene(view, 1000, 700);
            String light = Objects.requireNonNull(DiagramView.class.getResource("/org/socketlab/ui/light.css"))
                    .toExternalForm();
            scene.getStylesheets().add(light);
            stage.setScene(scene);
            stage.show();
            view.show(session.moment(), session);
            return null;
        });
    }

    @AfterEach
    void close() throws Exception {
        fx(() -> {
            stage.hide();
            return null;
        });
    }

    @Test
    void enterOnABoxSelectsItsSocketAndItsWholePairIsLit() throws Exception {
        press(box("A"), KeyCode.ENTER);
        assertThat(selection.get()).contains(new Selection.Socket(session.id("A")));
        relaid();
        assertThat(lit()).contains("box " + session.id("A"), "box " + session.id("for A"), "tuple");
        press(box("A"), KeyCode.ENTER);
        assertThat(selection.get()).isEmpty();
    }

    @Test
    void aSelectionMadeElsewhereIsShownHere() throws Exception {
        fx(() -> {
            selection.set(Optional.of(new Selection.Pair(session.id("A"), session.id("for A"))));
            return null;
        });
        relaid();
        assertThat(lit()).contains("box " + session.id("A"), "tuple");
    }

    @Test
    void arrowKeysGoFromBoxToBox() throws Exception {
        press(box("A"), KeyCode.RIGHT);
        press(focused(), KeyCode.RIGHT);
        assertThat(focused().getId()).isEqualTo("box " + session.id("for A"));
        press(focused(), KeyCode.UP);
        assertThat(focused().getId()).isEqualTo("box " + session.id("unix"));
    }

    @Test
    void whatALayoutDrawsAnewIsNeverShownWithoutItsColours() throws Exception {
        fx(() -> {
            selection.set(Optional.of(new Selection.Pair(session.id("A"), session.id("for A"))));
            stage.getScene().snapshot(null); // as a pulse does: styles first, then the layout, which draws
            assertThat(view.lookupAll(".draw-tuple"))
                    .singleElement()
                    .satisfies(panel -> assertThat(((Shape) panel).getFill()).isNotEqualTo(Color.BLACK));
            return null;
        });
    }

    @Test
    void aSwitchOfTheStageAsksForIt() throws Exception {
        press(node("switch HOLD server:tcp"), KeyCode.SPACE);
        assertThat(asked)
                .containsExactly(new Command.SetStage("tcp", new org.socketlab.model.Stage(true, false, false)));
    }

    @Test
    void whatStaysTheSameStaysTheSameNodeAndKeepsTheFocus() throws Exception {
        Node box = box("A");
        Set<Node> before = nodes();
        fx(() -> {
            box.requestFocus();
            view.show(session.console("B").moment(), session);
            return null;
        });
        assertThat(nodes()).containsAll(before).hasSizeGreaterThan(before.size());
        assertThat(focused()).isSameAs(box);
        assertThat(box("B").getAccessibleText()).contains("ESTABLISHED");
    }

    @Test
    void bytesThatPassedRunAlongTheWireAsAPill() throws Exception {
        fx(() -> {
            view.show(session.send("A", "ping\n").moment(), session);
            return null;
        });
        assertThat(view.lookupAll(".draw-pill-text"))
                .singleElement()
                .satisfies(text ->
                        assertThat(((javafx.scene.text.Text) text).getText()).isEqualTo("ping↵ 5\u00a0B"));
    }

    /** As where a recording is opened at the last of a million facts. */
    @Test
    void aLeapOverManyFactsReadsNoneOfThem() throws Exception {
        Moment now = session.moment();
        AtomicLong most = new AtomicLong();
        History counted = (History) Proxy.newProxyInstance(
                History.class.getClassLoader(), new Class<?>[] {History.class}, (_, method, asked) -> {
                    if (method.getName().equals("between")) {
                        most.accumulateAndGet((long) asked[1] - (long) asked[0], Math::max);
                    }
                    return method.invoke(session, asked);
                });
        fx(() -> {
            view.show(new Moment(now.state(), now.seq() + 1_000_000), counted);
            return null;
        });
        assertThat(most.get()).as("facts asked for at once").isLessThan(100_000);
    }

    @Test
    void aPillLeavesItsWireWhereTheWireGoesElsewhere() throws Exception {
        fx(() -> {
            view.show(session.send("A", "ping\n").moment(), session);
            return null;
        });
        assertThat(view.lookupAll(".draw-pill-text")).hasSize(1);
        double before = box("for A").getLayoutX();
        fx(() -> {
            stage.setWidth(1_400);
            return null;
        });
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> box("for A").getLayoutX() != before);
        assertThat(view.lookupAll(".draw-pill-text"))
                .as("it ran where the wire was")
                .isEmpty();
        fx(() -> {
            view.show(session.send("A", "ping\n").moment(), session);
            return null;
        });
        assertThat(view.lookupAll(".draw-pill-text"))
                .as("the next one runs along the new one")
                .hasSize(1);
    }

    @Test
    void fitShowsAllOfManyPairsAndTheBundleUnfoldsByKeys() throws Exception {
        fx(() -> {
            for (int i = 0; i < 45; i++) {
                session.console("C" + i);
            }
            view.show(session.moment(), session);
            return null;
        });
        fx(() -> {
            ((javafx.scene.control.Button) view.lookup("#zoom-fit")).fire();
            return null;
        });
        relaid();
        var sight = view.lookup(".lab-diagram-sight")
                .localToScene(view.lookup(".lab-diagram-sight").getLayoutBounds());
        assertThat(nodes())
                .filteredOn(node -> node.getParent() == node("bundle").getParent())
                .hasSizeGreaterThan(80)
                .allSatisfy(node -> assertThat(sight.contains(node.localToScene(node.getBoundsInLocal())))
                        .as(node.getId() + " is in sight")
                        .isTrue());
        assertThat(node("bundle").getAccessibleText()).contains("+6");
        press(node("bundle"), KeyCode.ENTER);
        relaid();
        assertThat(box("C44").getAccessibleText()).contains("ESTABLISHED");
    }

    @Test
    void unfoldingShowsTheRowsAndFoldingHidesThem() throws Exception {
        int folded = nodes().size();
        press(node("fold " + Session.SELF + " own …"), KeyCode.ENTER);
        relaid();
        assertThat(nodes()).hasSize(folded + 36);
        press(node("fold " + Session.SELF + " own …"), KeyCode.ENTER);
        relaid();
        assertThat(nodes()).hasSize(folded);
    }

    private Node box(String name) {
        return node("box " + session.id(name));
    }

    private Node node(String id) {
        return nodes().stream()
                .filter(node -> id.equals(node.getId()))
                .findFirst()
                .orElseThrow();
    }

    private Set<Node> nodes() {
        return new HashSet<>(view.lookupAll(".draw-item"));
    }

    private List<String> lit() {
        return nodes().stream()
                .filter(node -> node.getPseudoClassStates().stream()
                        .anyMatch(state -> state.getPseudoClassName().equals("lit")))
                .map(Node::getId)
                .toList();
    }

    @Test
    void inAWindowTooLowForBothLegendAndStageStandBelowThePictureAndNotOnIt() throws Exception {
        fx(() -> {
            DiagramView low = new DiagramView(BundleWords.ENGLISH, selection, asked::add);
            low.show(session.moment(), session); // drawn before it has a size, as in a window that opens
            Scene scene = new Scene(low, 1000, 200);
            scene.getStylesheets().setAll(stage.getScene().getStylesheets());
            stage.setScene(scene);
            low.applyCss();
            low.layout();
            view = low;
            return null;
        });
        List<Bounds> boards = view.lookupAll(".draw-board").stream()
                .map(board -> board.localToScene(board.getBoundsInLocal()))
                .filter(bounds -> bounds.getHeight() > 1) // the pills' is empty
                .toList();
        assertThat(boards).hasSize(2);
        assertThat(boards.getLast().getMinY())
                .isGreaterThanOrEqualTo(boards.getFirst().getMaxY());
    }

    private Node focused() {
        return stage.getScene().getFocusOwner();
    }

    private void relaid() throws Exception {
        fx(() -> {
            view.applyCss();
            view.layout();
            return null;
        });
    }

    private void press(Node node, KeyCode key) throws Exception {
        fx(() -> {
            node.requestFocus();
            Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
            return null;
        });
    }

    private static <T> void fx(java.util.concurrent.Callable<T> work) throws Exception {
        WaitForAsyncUtils.waitForAsyncFx(10_000, work);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
