package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.socketlab.lab.LocalLab;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.model.SocketId;
import org.socketlab.os.linux.LinuxSystem;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A TIME_WAIT counts down before one's eyes, with a real lab behind the window and nobody doing anything. */
class CountdownUITest {
    private static final Pattern SECONDS = Pattern.compile("(\\d+) s");
    private static final int PATIENCE_S = 20;

    private final FxRobot robot = new FxRobot();
    private LocalLab lab;
    private LabWindow window;
    private SocketId ended;

    @BeforeEach
    void open() throws Exception {
        lab = new LocalLab(new LinuxSystem());
        ServerPlan tcp = new ServerPlan("tcp", List.of(Endpoint.parse("127.0.0.1:0")), Framing.LINE, 128);
        Stage stage = FxToolkit.registerPrimaryStage();
        CompletableFuture<LabWindow> opened = new CompletableFuture<>();
        WaitForAsyncUtils.asyncFx(() -> {
            Fonts.loadLatin();
            Messages words = new Messages();
            Settings settings = new Settings(words);
            words.spoken().set(Language.ENGLISH);
            LabStage shown = new LabStage(stage, settings);
            LabWindow made = new LabWindow(lab, words, settings, tcp, ServerPlan.none("unix"));
            shown.show(made);
            made.begin();
            opened.complete(made);
        });
        window = opened.get(PATIENCE_S, TimeUnit.SECONDS);
        await(() -> shown().consoles().values().stream().anyMatch(one -> one.phase() == LabState.Phase.OPEN));
        ended = shown().consoles().get("A").id().orElseThrow(); // its cookie stays with it in TIME_WAIT
        lab.submit(new Command.Disconnect("A"), "test");
        await(() -> left().isPresent());
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.cleanupStages();
        lab.close();
    }

    private LabState shown() {
        return window.bridge().shown();
    }

    /** What the box says. JavaFX thread. */
    private OptionalInt left() {
        return robot.from(window.diagram()).lookup((Text text) -> true).queryAllAs(Text.class).stream()
                .map(text -> SECONDS.matcher(text.getText()))
                .filter(Matcher::matches)
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst();
    }

    private int says() throws Exception {
        return WaitForAsyncUtils.asyncFx(this::left).get().orElseThrow();
    }

    /** What the kernel said last, whatever is shown; 0 once it has forgotten the socket. */
    private long kernel() {
        return Optional.ofNullable(lab.now().state().sockets().get(ended))
                .map(seen -> (seen.socket().expires().orElse(0) + 999) / 1000)
                .orElse(0L);
    }

    private void await(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(
                PATIENCE_S,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(condition).get());
    }

    @Test
    void itTicksWhileTimeGoesOnAndStandsStillWhileItIsStopped() throws Exception {
        int first = says();
        assertThat(first).isBetween(1, 60);
        await(() -> left().orElse(first) <= first - 1);
        await(() -> left().orElse(first) <= first - 2);

        robot.interact(window.bridge()::togglePause);
        int stopped = says();
        await(() -> kernel() <= stopped - 2);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(says()).isEqualTo(stopped);

        robot.interact(window.bridge()::catchUp);
        await(() -> left().orElse(stopped) <= stopped - 2);
    }
}
