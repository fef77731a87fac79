package org.socketlab.ui.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.socketlab.lab.Lab;
import org.socketlab.model.LabState;
import org.socketlab.picture.Selection;
import org.socketlab.picture.shell.ShellLine;
import org.socketlab.ui.Fonts;
import org.socketlab.ui.LabStage;
import org.socketlab.ui.LabWindow;
import org.socketlab.ui.Language;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Network;
import org.socketlab.ui.Pace;
import org.socketlab.ui.Png;
import org.socketlab.ui.ServerPlan;
import org.socketlab.ui.Settings;
import org.socketlab.ui.Theme;
import org.socketlab.ui.View;

/** The lab's own window on JavaFX's headless platform. Any thread but JavaFX's; every method waits for its effect. */
public final class HeadlessWindow implements AutoCloseable {
    private static final long PATIENCE_S = 30;
    private static final int RELAID_MS = 120;

    private final LabWindow window;
    private final Settings settings;
    private final Messages words;
    private final Stage stage;
    private final LabStage labStage;

    private HeadlessWindow(LabWindow window, Settings settings, Messages words, Stage stage, LabStage labStage) {
        this.window = window;
        this.settings = settings;
        this.words = words;
        this.stage = stage;
        this.labStage = labStage;
    }

    /** Starts JavaFX without a display, and opens the window in English by day. Once a process. */
    public static HeadlessWindow open(
            Lab lab, ServerPlan tcp, ServerPlan unix, Network network, int width, int height) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CountDownLatch started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        Platform.setImplicitExit(false);
        await(started);
        return on(() -> {
            Fonts.loadLatin();
            Messages words = new Messages();
            Settings settings = new Settings(words);
            words.spoken().set(Language.ENGLISH);
            settings.width().set(width);
            settings.height().set(height);
            Stage stage = new Stage();
            LabStage labStage = new LabStage(stage, settings);
            LabWindow window = new LabWindow(lab, words, settings, tcp, unix);
            window.offerNetworks(network, _ -> {});
            labStage.show(window);
            window.begin();
            return new HeadlessWindow(window, settings, words, stage, labStage);
        });
    }

    /** Types a line into a console and presses Enter. */
    public void type(String console, String line) {
        on(() -> {
            window.consoles().pane(console).type(line);
            return true;
        });
    }

    /** Presses the notice's button that takes a free port, as a person does where another program has the usual one. */
    public void takeFreePort() {
        on(() -> {
            if (window.root().lookup("#free-port") instanceof Button button) {
                button.fire();
            }
            return true;
        });
    }

    public void select(Optional<Selection> selection) {
        on(() -> {
            window.selection().set(selection);
            return true;
        });
    }

    /** Brings a tab of the inspector to the front. */
    public void inspect(ShellLine.Side side) {
        on(() -> {
            window.inspector().open(side);
            return true;
        });
    }

    /** The shell line that the inspector offers now. */
    public String shellLine() {
        return on(() -> window.inspector().shellLine());
    }

    public void pace(Pace pace) {
        on(() -> {
            window.bridge().pace().set(pace);
            return true;
        });
    }

    public void startOver() {
        on(() -> {
            window.startOver();
            return true;
        });
    }

    public void look(Theme theme, Language language) {
        on(() -> {
            settings.theme().set(theme);
            words.spoken().set(language);
            return true;
        });
        rest(RELAID_MS); // texts of another length move what stands beside them, and that takes more than one pulse
    }

    /** The lecture layout in a window of this size, or back. */
    public void lecture(boolean on, int textPercent, int width, int height) {
        on(() -> {
            settings.textSize().set(textPercent);
            settings.lecture().set(on);
            stage.setWidth(width);
            stage.setHeight(height);
            return true;
        });
        rest(300);
    }

    /** What a console shows. */
    public String transcript(String console) {
        return on(() -> window.consoles().pane(console).transcriptText());
    }

    /**
     * Waits until the window shows a moment that fulfils this.
     *
     * @param what told where it does not come within half a minute
     * @throws IllegalStateException then
     */
    public LabState await(String what, Predicate<LabState> wanted) {
        CompletableFuture<LabState> seen = new CompletableFuture<>();
        View watching = frame -> {
            if (wanted.test(frame.state())) {
                seen.complete(frame.state());
            }
        };
        on(() -> {
            window.bridge().add(watching);
            return true;
        });
        try {
            return seen.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "The demonstration waited " + PATIENCE_S + " s for this and it did not come: " + what
                            + ". The machine may be very busy; play it once more.",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            on(() -> {
                window.bridge().remove(watching);
                return true;
            });
        }
    }

    /** Lets the window live on for so long: what runs along wires needs its time. */
    public void rest(int milliseconds) {
        CountDownLatch over = new CountDownLatch(1);
        on(() -> {
            PauseTransition pause = new PauseTransition(Duration.millis(milliseconds));
            pause.setOnFinished(_ -> over.countDown());
            pause.play();
            return true;
        });
        await(over);
    }

    /** Photographs the window. */
    public void picture(Path file) throws IOException {
        byte[] png = on(() -> Png.of(labStage.scene().snapshot(null)));
        Files.write(file, png);
    }

    @Override
    public void close() {
        on(() -> {
            stage.close();
            return true;
        });
        Platform.exit();
    }

    private static <T> T on(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        if (Platform.isFxApplicationThread()) {
            task.run();
        } else {
            Platform.runLater(task);
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
