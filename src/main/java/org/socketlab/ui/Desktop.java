package org.socketlab.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.socketlab.lab.Lab;
import org.socketlab.lab.ReplayLab;
import org.socketlab.model.Refusal;

/** Shows the window on a desktop, and comes back when it is closed. */
public final class Desktop {
    private final SettingsFile file;
    private final PrivateNetwork network;
    private volatile boolean running;
    private volatile boolean closing;

    /** @param network where a lab in a private network comes from, when a person wants one */
    public Desktop(SettingsFile file, PrivateNetwork network) {
        this.file = file;
        this.network = network;
    }

    /** Writes all facts so far to a file. */
    @FunctionalInterface
    public interface Saving {
        void to(Path path) throws IOException;
    }

    /** What of the lab can be kept, and since when. */
    public record Recording(Saving saving, Instant started) {}

    /** What the window opens with, and what could not be had before there was a window to say it in. */
    public sealed interface Opening {
        Lab lab();

        List<Refusal> refusals();
    }

    /**
     * A lab, and how its servers are started.
     *
     * @param captureLine what starts the lab so that it may capture segments; empty where it may already
     */
    public record Living(
            Lab lab,
            ServerPlan tcp,
            ServerPlan unix,
            Recording recording,
            Optional<String> captureLine,
            List<Refusal> refusals)
            implements Opening {
        public Living {
            refusals = List.copyOf(refusals);
        }
    }

    /** A recording. */
    public record Past(ReplayLab lab, Path file, List<Refusal> refusals) implements Opening {
        public Past {
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * Opens the window and waits until it is closed. Once in a process, and not on the JavaFX thread.
     *
     * @param opening may still be in the making; if that fails, the window closes, and this throws what join() throws
     * @return a sentence where the settings could not be kept, empty where all went well
     */
    public Optional<String> show(CompletableFuture<Opening> opening) {
        Messages words = new Messages();
        Settings settings = new Settings(words);
        settings.read(file.read());
        // Beside the toolkit's start: reading the faces, and what the system has, would else delay the first frame.
        CompletableFuture<Void> faces = CompletableFuture.runAsync(
                Fonts::loadAhead,
                task -> Thread.ofPlatform().daemon().name("fonts").start(task));
        AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();
        LabApplication.run(stage -> {
            running = true;
            if (closing) {
                Platform.exit();
                return;
            }
            orEnd(fault, () -> {
                faces.join();
                LabStage shown = new LabStage(stage, settings);
                shown.appear(() -> orEnd(fault, () -> fill(shown, opening.join(), words, settings)));
                stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> Platform.exit()); // and with it those it opened
            });
        });
        RuntimeException thrown = fault.get();
        if (thrown != null) {
            throw thrown;
        }
        return keep(settings);
    }

    /** Closes the window, also one that is still to open; {@link #show} then comes back. Any thread; does not wait. */
    public void close() {
        closing = true;
        if (running) {
            Platform.exit(); // called before, it would forbid the toolkit to start, with an exception
        }
    }

    private static void orEnd(AtomicReference<@Nullable RuntimeException> fault, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            fault.set(e);
            Platform.exit();
        }
    }

    private void fill(LabStage stage, Opening opening, Messages words, Settings settings) {
        LabWindow window =
                switch (opening) {
                    case Living living -> living(living, words, settings);
                    case Past past -> Replays.window(stage, past.file(), past.lab(), words, settings);
                };
        Thread.currentThread().setUncaughtExceptionHandler((_, fault) -> window.failed(fault));
        opening.refusals().forEach(window::tell);
        stage.fill(window);
        window.begin();
        if (opening instanceof Living) {
            new Places(stage, words, settings, window, network);
        }
    }

    /** A window with a lab in it. */
    static LabWindow living(Living lab, Messages words, Settings settings) {
        LabWindow window = new LabWindow(lab.lab(), words, settings, lab.tcp(), lab.unix());
        window.offerFiles(lab.recording(), new Replays(settings));
        lab.captureLine().ifPresent(window.inspector()::offerCapture);
        return window;
    }

    private Optional<String> keep(Settings settings) {
        try {
            file.write(settings.written());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("The window's settings were not kept. " + file.path() + " cannot be written ("
                    + e.getMessage() + "). Make it writable, or set XDG_CONFIG_HOME.");
        }
    }
}
