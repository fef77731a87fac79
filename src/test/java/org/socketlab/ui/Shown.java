package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.model.Pairing;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.picture.shell.ShellLine;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A window for a test, with a scripted lab behind it. */
record Shown(ScriptedLab lab, LabWindow window, LabStage stage, Settings settings, Messages words) {
    private static final ServerPlan TCP = new ServerPlan(
            "tcp", List.of(Endpoint.parse("127.0.0.1:1208"), Endpoint.parse("[::1]:1208")), Framing.LINE, 128);
    private static final ServerPlan UNIX =
            new ServerPlan("unix", List.of(new Endpoint.Unix("/run/user/1000/socketlab/lab.sock")), Framing.LINE, 128);

    static Shown open() throws Exception {
        return open((stage, filling) -> stage.show(filling.get()));
    }

    /**
     * As the installed lab opens it: with its name first.
     *
     * @param atOnce done before the first frame is drawn
     */
    static Shown appearing(Consumer<LabStage> atOnce) throws Exception {
        return open((stage, filling) -> {
            stage.appear(() -> stage.fill(filling.get()));
            atOnce.accept(stage);
        });
    }

    private static Shown open(BiConsumer<LabStage, Supplier<LabWindow>> show) throws Exception {
        Stage stage = FxToolkit.registerPrimaryStage();
        CompletableFuture<Shown> open = new CompletableFuture<>();
        WaitForAsyncUtils.asyncFx(() -> {
            Fonts.loadLatin();
            Messages words = new Messages();
            Settings settings = new Settings(words);
            words.spoken().set(Language.ENGLISH);
            LabStage shown = new LabStage(stage, settings);
            stage.setWidth(settings.width().get()); // the one stage of all tests keeps what another made of it
            stage.setHeight(settings.height().get());
            show.accept(shown, () -> {
                ScriptedLab lab = new ScriptedLab();
                LabWindow window = new LabWindow(lab, words, settings, TCP, UNIX);
                Platform.runLater(() -> {
                    window.begin();
                    open.complete(new Shown(lab, window, shown, settings, words));
                });
                return window;
            });
        });
        return open.get(10, TimeUnit.SECONDS);
    }

    /** Waits until what was asked has been drawn: two pulses, since the first may ask for another. */
    void settle() {
        for (int pulse = 0; pulse < 3; pulse++) {
            WaitForAsyncUtils.asyncFx(Platform::requestNextPulse);
            CountDownLatch drawn = new CountDownLatch(1);
            WaitForAsyncUtils.asyncFx(() -> stage.scene().addPostLayoutPulseListener(new Runnable() {
                @Override
                public void run() {
                    stage.scene().removePostLayoutPulseListener(this);
                    drawn.countDown();
                }
            }));
            WaitForAsyncUtils.asyncFx(Platform::requestNextPulse);
            try {
                assertThat(drawn.await(10, TimeUnit.SECONDS))
                        .as("a pulse comes")
                        .isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            WaitForAsyncUtils.waitForFxEvents();
        }
    }

    /** Selects the connection of that console, once it is there, and shows that side of it. */
    void openPair(String console, ShellLine.Side side) throws Exception {
        WaitForAsyncUtils.waitFor(
                10, TimeUnit.SECONDS, () -> lab.now().state().consoles().containsKey(console));
        WaitForAsyncUtils.asyncFx(() -> {
                    window.inspector().open(side);
                    window.selection().set(Optional.of(pair(console)));
                })
                .get();
        settle();
    }

    private Selection pair(String console) {
        LabState state = lab.now().state();
        SocketId client = state.consoles().get(console).id().orElseThrow();
        SocketId server = Pairing.of(state.sockets().values().stream()
                        .map(LabState.SeenSocket::socket)
                        .toList())
                .get(client);
        return new Selection.Pair(client, server);
    }

    /** Writes what the window shows to target/ui, for people to look at. */
    void picture(String name) throws Exception {
        WaitForAsyncUtils.waitForFxEvents();
        WritableImage image =
                WaitForAsyncUtils.asyncFx(() -> stage.scene().snapshot(null)).get();
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
