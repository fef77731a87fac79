package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.lab.ReplayLab;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.Refusal;
import org.socketlab.picture.Act;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;
import org.socketlab.recording.Host;
import org.socketlab.recording.RecordingWriter;
import org.socketlab.trace.Spool;
import org.socketlab.trace.Timeline;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** A recording in the window: all of it to see, nothing to start, type or switch. */
@Timeout(180)
class ReplayUITest {
    private final FxRobot robot = new Hand();

    @TempDir
    private Path folder;

    private Path file;

    @RegisterExtension
    private final Shown<ReplayLab> shown = Shown.of(
            () -> ReplayLab.open(recorded()),
            (lab, stage, settings, words) -> Replays.window(stage, file, lab, words, settings));

    private static void tell(Timeline told, Event event) {
        told.append(new Fact(told.lastSeq() + 1, told.live().t() + 1_000, Evidence.OBSERVED, Because.OBSERVED, event));
    }

    /** Of a usual session and two consoles, its last line torn. */
    private Path recorded() throws IOException {
        file = folder.resolve("monday.socketlab");
        Timeline told = new Timeline(LabState.empty(Session.SELF), 100_000, 1 << 28, Spool.NONE);
        tell(told, Refusal.of("server.port-taken", "EADDRINUSE", "127.0.0.1:1208", 1208));
        Session session = Sessions.usual();
        for (Fact fact : session.between(0, session.lastSeq())) {
            tell(told, fact.event());
        }
        for (String console : List.of("A", "B")) {
            tell(told, new Event.Asked(new Command.OpenConsole(console, Endpoint.parse("127.0.0.1:1208")), "user"));
            tell(told, new Event.ConsoleBytes(console, true, Bytes.of("ping\n")));
            tell(told, new Event.ConsoleBytes(console, false, Bytes.of("pong\n")));
        }
        Host host = new Host("6.18.0", "lab", 1000, "b0b0", Session.SELF);
        RecordingWriter.save(file, Instant.parse("2026-01-31T12:00:00Z"), host, told);
        Files.write(file, "{\"seq\":".getBytes(), StandardOpenOption.APPEND);
        return file;
    }

    private static boolean seen(Node node) {
        return node.isVisible() && (node.getParent() == null || seen(node.getParent()));
    }

    @Test
    void allThatWasIsThereAndNothingCanBeStarted() throws Exception {
        assertThat(shown.window().bridge().shown()).isEqualTo(shown.lab().now().state());
        assertThat(((Stage) shown.scene().getWindow()).getTitle()).isEqualTo("monday.socketlab · Socket Lab");
        assertThat(robot.lookup("#recording").queryAs(Label.class).getText()).isEqualTo("Recording monday.socketlab");
        for (String absent : List.of("#server-tcp", "#server-unix", "#start-over", "#network")) {
            assertThat(seen(robot.lookup(absent).query())).as(absent).isFalse();
        }
        for (String absent : List.of("#new-console", "#ping-A", "#connection-A", "#close-A")) {
            assertThat(robot.lookup(absent).tryQuery()).as(absent).isEmpty();
        }
        assertThat(shown.window().consoles().pane("A").transcriptText()).contains("› ping\npong\n");
        assertThat(shown.window().diagram().diagram().orElseThrow().aside().items())
                .as("the switches are drawn as they stood")
                .anyMatch(item -> item.act() instanceof Act.Ask);
        shown.picture("replay");
        robot.interact(() -> {
            shown.settings().theme().set(Theme.DARK);
            shown.words().spoken().set(Language.CHINESE);
        });
        shown.picture("replay-dark-zh");
        shown.size(900, 600);
        shown.picture("replay-small");
    }

    @Test
    void whatWasNoticedStandsInABannerAndOldRefusalsDoNot() {
        List<String> said = robot.lookup(".notice .what").queryAllAs(Label.class).stream()
                .map(Label::getText)
                .toList();
        assertThat(said).containsExactly("monday.socketlab is shown, but not all of it is there.");
        assertThat(robot.lookup(".notice .more").queryAs(Label.class).getText()).contains("was cut off");
    }

    @Test
    void whatIsAskedForIsRefusedInASentenceAndChangesNothing() {
        LabState before = shown.window().bridge().shown();
        robot.press(KeyCode.CONTROL).type(KeyCode.R).release(KeyCode.CONTROL);
        shown.settle();
        assertThat(robot.lookup(".notice .what").queryAllAs(Label.class))
                .anySatisfy(label -> assertThat(label.getText()).isEqualTo("This is a recording."));
        List<Node> switches = List.copyOf(robot.lookup(".draw-item-switch").queryAll());
        assertThat(switches).isNotEmpty();
        robot.clickOn(switches.getFirst());
        shown.settle();
        assertThat(shown.window().bridge().shown()).isEqualTo(before);
        assertThat(switches)
                .noneMatch(node -> node.getPseudoClassStates().stream()
                        .anyMatch(state -> state.getPseudoClassName().equals("acts")));
    }

    @Test
    void timeStandsStill() {
        long t = shown.window().bridge().shown().t();
        assertThat(shown.window().bridge().time()).isEqualTo(t);
    }

    @Test
    void theBadgeSaysHowFarTheRecordingsEndIsNotTheKernel() throws Exception {
        for (Language language : Language.values()) {
            robot.interact(() -> {
                shown.words().spoken().set(language);
                shown.window().bridge().pauseAt(0);
            });
            shown.settle();
            String badge = robot.lookup("#catch-up").queryLabeled().getText();
            assertThat(badge)
                    .matches(language == Language.ENGLISH ? "[0-9.]+ s before the end · End" : "距记录末尾 [0-9.]+ 秒 · End");
        }
    }

    @Test
    void theMenuOffersRecordingsAndEveryExport() {
        MenuButton menu = robot.lookup("#export").queryAs(MenuButton.class);
        assertThat(menu.getItems().stream().map(MenuItem::getId).filter(id -> id != null))
                .containsExactly(
                        "open-recording",
                        "export-png",
                        "export-svg",
                        "export-transcript",
                        "export-pcapng",
                        "export-recording");
    }

    @Test
    void anotherRecordingOpensInAWindowOfItsOwnAndABadOneIsTold() throws Exception {
        Stage second = second();
        assertThat(second.getTitle()).isEqualTo("monday.socketlab · Socket Lab");
        assertThat(fds(file)).isEqualTo(2);
        robot.interact(second::hide);
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> fds(file) == 1); // its file is closed with its window
        CompletableFuture<Refusal> told = new CompletableFuture<>();
        Path bad = Files.writeString(folder.resolve("bad.socketlab"), "{}\n");
        WaitForAsyncUtils.asyncFx(() -> new Replays(shown.settings()).open(bad, told::complete))
                .get();
        assertThat(told.get(20, TimeUnit.SECONDS).code()).isEqualTo("recording.foreign");
    }

    @Test
    void aRecordingsWindowThatWasClosedIsCollected() throws Exception {
        WeakReference<Parent> closed = closed();
        for (int collected = 0; closed.get() != null && collected < 300; collected++) {
            System.gc();
            shown.settle();
        }
        assertThat(closed.get()).isNull();
    }

    private WeakReference<Parent> closed() throws Exception {
        Stage second = second();
        robot.interact(second::hide);
        return new WeakReference<>(second.getScene().getRoot());
    }

    /** Opens the recording once more, in a window beside the first. */
    private Stage second() throws Exception {
        CompletableFuture<Stage> opened = new CompletableFuture<>();
        List<Refusal> refused = new ArrayList<>();
        ListChangeListener<Window> watching = change -> {
            while (change.next()) {
                change.getAddedSubList().stream()
                        .filter(Stage.class::isInstance)
                        .map(Stage.class::cast)
                        .forEach(opened::complete);
            }
        };
        robot.interact(() -> {
            Window.getWindows().addListener(watching);
            new Replays(shown.settings()).open(file, refused::add);
        });
        Stage second = opened.get(20, TimeUnit.SECONDS);
        robot.interact(() -> Window.getWindows().removeListener(watching));
        assertThat(refused).isEmpty();
        return second;
    }

    private static long fds(Path file) throws IOException {
        try (var links = Files.list(Path.of("/proc/self/fd"))) {
            return links.filter(link -> {
                        try {
                            return Files.readSymbolicLink(link).equals(file);
                        } catch (IOException gone) {
                            return false;
                        }
                    })
                    .count();
        }
    }
}
