package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.picture.shell.ShellLine;
import org.testfx.api.FxRobot;

/** Lists of lines: whatever becomes of the lines and of the list's height, JavaFX has nothing to complain of. */
class LineListUITest {
    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final Logger logger = Logger.getLogger("javafx.scene.control");
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord record) {
            complaints.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(listening);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(listening);
    }

    private void say(int from, int to) {
        robot.interact(() -> {
            for (int i = from; i < to; i++) {
                String word = i % 7 == 3 ? "a long line, which wraps ".repeat(9) : "line";
                shown.lab().submit(new Command.Send("A", Bytes.of("echo " + word + " " + i + "\n")), "test");
            }
        });
        shown.settle();
    }

    private void height(double height) {
        robot.interact(() -> {
            BorderPane console = robot.lookup("#console-A").queryAs(BorderPane.class);
            ((Region) console.getCenter()).setMinHeight(height);
            ((Region) console.getCenter()).setMaxHeight(height);
        });
        shown.settle();
    }

    private List<IndexedCell<?>> cells(String list) {
        Set<Node> nodes = robot.lookup(list).query().lookupAll(".list-cell");
        List<IndexedCell<?>> cells = new ArrayList<>();
        nodes.forEach(node -> {
            if (node instanceof IndexedCell<?> cell && cell.isVisible() && !cell.isEmpty()) {
                cells.add(cell);
            }
        });
        cells.sort(Comparator.comparingInt(IndexedCell::getIndex));
        return cells;
    }

    /** The last line that is whole in the transcript. */
    private String last() {
        double bottom = robot.lookup("#transcript-A").queryAs(Region.class).getHeight();
        return cells("#transcript-A").stream()
                .filter(cell -> cell.getBoundsInParent().getMaxY() <= bottom + 1)
                .map(IndexedCell::getText)
                .reduce("", (_, next) -> next);
    }

    private void asHighAsTheirText(String list) {
        List<IndexedCell<?>> cells = cells(list);
        assertThat(cells).as(list).isNotEmpty();
        double end = cells.getFirst().getLayoutY();
        for (IndexedCell<?> cell : cells) {
            assertThat(cell.getHeight())
                    .as("%s %d: %s", list, cell.getIndex(), cell.getItem())
                    .isCloseTo(cell.prefHeight(cell.getWidth()), within(1.0));
            assertThat(cell.getLayoutY()).as("%s %d", list, cell.getIndex()).isCloseTo(end, within(1.0));
            for (Node label : cell.lookupAll(".label")) {
                if (!label.isManaged()) {
                    continue;
                }
                double height = label.getLayoutBounds().getHeight();
                assertThat(height)
                        .as("%s %d: %s", list, cell.getIndex(), label)
                        .isGreaterThanOrEqualTo(
                                label.prefHeight(label.getLayoutBounds().getWidth()) - 1);
            }
            end = cell.getLayoutY() + cell.getHeight();
        }
    }

    private void allAreAsHighAsTheirText() throws Exception {
        for (ShellLine.Side side :
                List.of(ShellLine.Side.CALLS, ShellLine.Side.FDS, ShellLine.Side.TOOLS, ShellLine.Side.BYTES)) {
            robot.interact(() -> shown.window().inspector().open(side));
            shown.settle();
            asHighAsTheirText("#" + side.name().toLowerCase(Locale.ROOT));
            asHighAsTheirText("#transcript-A");
        }
    }

    @Test
    void noCellIsCutWhateverBecomesOfItsText() throws Exception {
        shown.openPair("A", ShellLine.Side.CALLS);
        say(0, 9);
        allAreAsHighAsTheirText();
        robot.interact(() -> shown.window().inspector().open(ShellLine.Side.CALLS));
        for (int i = 9; i < 20; i++) { // each call pushes the others one line on
            say(i, i + 1);
            asHighAsTheirText("#calls");
            asHighAsTheirText("#transcript-A");
        }
        for (int percent : List.of(150, 100)) {
            robot.interact(() -> shown.settings().textSize().percent().set(percent));
            shown.settle();
            allAreAsHighAsTheirText();
        }
        for (Language language : List.of(Language.CHINESE, Language.ENGLISH)) {
            robot.interact(() -> shown.words().spoken().set(language));
            shown.settle();
            allAreAsHighAsTheirText();
        }
        for (double width : List.of(1_000.0, 1_440.0)) {
            shown.size(width, 900);
            allAreAsHighAsTheirText();
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatIsSelectedIsInSight() throws Exception {
        shown.size(1_440, 560);
        shown.openPair("A", ShellLine.Side.FDS);
        for (Language language : List.of(Language.ENGLISH, Language.CHINESE, Language.ENGLISH)) {
            robot.interact(() -> shown.words().spoken().set(language));
            shown.settle();
            double bottom = robot.lookup("#fds").query().getBoundsInLocal().getMaxY();
            assertThat(cells("#fds"))
                    .as(language.name())
                    .anyMatch(cell -> cell.isSelected()
                            && cell.getBoundsInParent().getMinY() >= -1
                            && cell.getBoundsInParent().getMaxY() <= bottom + 1);
        }
    }

    @Test
    void aLowTranscriptMayShrinkAndGrow() {
        height(60);
        say(0, 200);
        assertThat(last()).endsWith(" 199");
        assertThat(complaints).as("many lines").isEmpty();
        height(150);
        assertThat(last()).endsWith(" 199");
        assertThat(complaints).as("it grows").isEmpty();
        height(60);
        assertThat(complaints).as("it gets low").isEmpty();
        long middle = shown.lab().now().seq() * 3 / 4;
        robot.interact(() -> shown.window().bridge().pauseAt(middle));
        shown.settle();
        assertThat(complaints).as("a quarter back").isEmpty();
        for (int part : IntStream.rangeClosed(1, 20).toArray()) {
            robot.interact(() -> shown.window().bridge().pauseAt(middle * (20 - part) / 20 + 20));
            shown.settle();
            assertThat(complaints).as("back by " + part).isEmpty();
        }
        robot.interact(() -> shown.window().bridge().catchUp());
        shown.settle();
        List<Integer> firsts = new ArrayList<>();
        Runnable watching = () -> firsts.add(cells("#transcript-A").getFirst().getIndex());
        robot.interact(() -> shown.scene().addPostLayoutPulseListener(watching));
        robot.interact(() -> shown.window().bridge().pauseAt(middle));
        shown.settle();
        robot.interact(() -> shown.scene().removePostLayoutPulseListener(watching));
        assertThat(firsts).as("no frame shows another place").allMatch(first -> first > 100);
        robot.interact(() -> shown.window().bridge().catchUp());
        shown.settle();
        assertThat(last()).endsWith(" 199");
        robot.interact(() -> shown.window().startOver());
        shown.settle();
        assertThat(complaints).as("begun again").isEmpty();
    }
}
