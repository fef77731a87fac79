package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.socketlab.lab.Lab;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.model.Pairing;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.picture.shell.ShellLine;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The window of a test: opened before each with a lab behind it, closed after each together with that lab. Registered as
 * an extension of JUnit's.
 */
final class Shown<L extends Lab> implements BeforeEachCallback, AfterEachCallback {
    private static final int PATIENCE_S = 60;

    private static final ServerPlan TCP = new ServerPlan(
            "tcp", List.of(Endpoint.parse("127.0.0.1:1208"), Endpoint.parse("[::1]:1208")), Framing.LINE, 128);
    private static final ServerPlan UNIX =
            new ServerPlan("unix", List.of(new Endpoint.Unix("/run/user/1000/socketlab/lab.sock")), Framing.LINE, 128);

    private final Callable<L> making;
    private final Filling<L> filling;
    private final Optional<Consumer<LabStage>> atOnce;
    private @Nullable Session<L> session;

    /** Makes what the window shows, on the JavaFX thread. */
    interface Filling<L> {
        LabWindow window(L lab, LabStage stage, Settings settings, Messages words);
    }

    private record Session<L>(L lab, LabWindow window, LabStage stage, Settings settings, Messages words) {}

    private Shown(Callable<L> making, Filling<L> filling, Optional<Consumer<LabStage>> atOnce) {
        this.making = making;
        this.filling = filling;
        this.atOnce = atOnce;
    }

    static <L extends Lab> Shown<L> of(Callable<L> making, Filling<L> filling) {
        return new Shown<>(making, filling, Optional.empty());
    }

    static Shown<ScriptedLab> scripted() {
        return of(ScriptedLab::new, Shown::scripted);
    }

    /**
     * As the installed lab opens it: with its name first.
     *
     * @param atOnce done before the first frame is drawn
     */
    static Shown<ScriptedLab> appearing(Consumer<LabStage> atOnce) {
        return new Shown<>(ScriptedLab::new, Shown::scripted, Optional.of(atOnce));
    }

    private static LabWindow scripted(ScriptedLab lab, LabStage stage, Settings settings, Messages words) {
        return new LabWindow(lab, words, settings, TCP, UNIX);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        L lab = making.call();
        Stage primary = FxToolkit.registerPrimaryStage();
        CompletableFuture<Session<L>> open = new CompletableFuture<>();
        WaitForAsyncUtils.asyncFx(() -> {
                    Fonts.loadLatin();
                    Messages words = new Messages();
                    Settings settings = new Settings(words);
                    words.spoken().set(Language.ENGLISH);
                    LabStage stage = new LabStage(primary, settings);
                    primary.setWidth(
                            settings.width().get()); // the one stage of all tests keeps what another made of it
                    primary.setHeight(settings.height().get());
                    Runnable fill = () -> {
                        LabWindow window = filling.window(lab, stage, settings, words);
                        stage.fill(window);
                        Platform.runLater(() -> {
                            window.begin();
                            open.complete(new Session<>(lab, window, stage, settings, words));
                        });
                    };
                    atOnce.ifPresentOrElse(
                            then -> {
                                stage.appear(fill);
                                then.accept(stage);
                            },
                            () -> {
                                fill.run();
                                primary.show();
                            });
                })
                .get();
        session = open.get(PATIENCE_S, TimeUnit.SECONDS);
        settle();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        FxToolkit.cleanupStages();
        lab().close();
    }

    private Session<L> session() {
        return Objects.requireNonNull(session, "no test runs");
    }

    L lab() {
        return session().lab;
    }

    LabWindow window() {
        return session().window;
    }

    LabStage stage() {
        return session().stage;
    }

    Settings settings() {
        return session().settings;
    }

    Messages words() {
        return session().words;
    }

    Scene scene() {
        return stage().scene();
    }

    /** Makes the window so large and waits until it is drawn. */
    void size(double width, double height) {
        WaitForAsyncUtils.asyncFx(() -> {
            Window window = scene().getWindow();
            window.setX(0); // the headless screen ends not far from there
            window.setY(0);
            window.setWidth(width);
            window.setHeight(height);
        });
        settle();
    }

    /** Waits until what was asked has been drawn: some pulses, since each may ask for another. */
    void settle() {
        for (int pulse = 0; pulse < 3; pulse++) {
            WaitForAsyncUtils.asyncFx(Platform::requestNextPulse);
            CountDownLatch drawn = new CountDownLatch(1);
            WaitForAsyncUtils.asyncFx(() -> scene().addPostLayoutPulseListener(new Runnable() {
                @Override
                public void run() {
                    scene().removePostLayoutPulseListener(this);
                    drawn.countDown();
                }
            }));
            WaitForAsyncUtils.asyncFx(Platform::requestNextPulse);
            try {
                assertThat(drawn.await(PATIENCE_S, TimeUnit.SECONDS))
                        .as("a pulse comes")
                        .isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Hand.awaitLater();
        }
    }

    /** Selects the connection of that console, once it is there, and shows that side of it. */
    void openPair(String console, ShellLine.Side side) throws Exception {
        WaitForAsyncUtils.waitFor(
                PATIENCE_S,
                TimeUnit.SECONDS,
                () -> lab().now().state().consoles().containsKey(console));
        WaitForAsyncUtils.asyncFx(() -> {
                    window().inspector().open(side);
                    window().selection().set(Optional.of(pair(console)));
                })
                .get();
        settle();
    }

    private Selection pair(String console) {
        LabState state = lab().now().state();
        SocketId client = state.consoles().get(console).id().orElseThrow();
        SocketId server = Pairing.of(state.sockets().values().stream()
                        .map(LabState.SeenSocket::socket)
                        .toList())
                .get(client);
        return new Selection.Pair(client, server);
    }

    /** Writes what the window shows to target/ui, for people to look at. */
    void picture(String name) throws Exception {
        settle();
        WritableImage image =
                WaitForAsyncUtils.asyncFx(() -> scene().snapshot(null)).get();
        Path file = Path.of("target", "ui", name + ".png");
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                out.write(Png.of(image));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
