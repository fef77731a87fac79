package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.text.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.lab.LocalLab;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.model.SocketId;
import org.socketlab.os.linux.LinuxSystem;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** A TIME_WAIT counts down before one's eyes, with a real lab behind the window and nobody doing anything. */
class CountdownUITest {
    private static final Pattern SECONDS = Pattern.compile("(\\d+) s");
    private static final int PATIENCE_S = 20;
    private static final ServerPlan TCP =
            new ServerPlan("tcp", List.of(Endpoint.parse("127.0.0.1:0")), Framing.LINE, 128);

    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<LocalLab> shown = Shown.of(
            () -> new LocalLab(new LinuxSystem()),
            (lab, _, settings, words) -> new LabWindow(lab, words, settings, TCP, ServerPlan.none("unix")));

    private SocketId ended;

    @BeforeEach
    void open() throws Exception {
        await(() -> state().consoles().values().stream().anyMatch(one -> one.phase() == LabState.Phase.OPEN));
        ended = state().consoles().get("A").id().orElseThrow(); // its cookie stays with it in TIME_WAIT
        shown.lab().submit(new Command.Disconnect("A"), "test");
        await(() -> left().isPresent());
    }

    private LabState state() {
        return shown.window().bridge().shown();
    }

    /** What the box says. JavaFX thread. */
    private OptionalInt left() {
        return robot.from(shown.window().diagram()).lookup((Text text) -> true).queryAllAs(Text.class).stream()
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
        return Optional.ofNullable(shown.lab().now().state().sockets().get(ended))
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

        robot.interact(shown.window().bridge()::togglePause);
        int stopped = says();
        await(() -> kernel() <= stopped - 2);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(says()).isEqualTo(stopped);

        robot.interact(shown.window().bridge()::catchUp);
        await(() -> left().orElse(stopped) <= stopped - 2);
    }
}
