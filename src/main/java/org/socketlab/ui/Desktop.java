package org.socketlab.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.socketlab.lab.Lab;
import org.socketlab.model.Refusal;

/** Shows the window on a desktop, and comes back when it is closed. */
public final class Desktop {
    private final SettingsFile file;
    private volatile Runnable resting = () -> {};

    public Desktop(SettingsFile file) {
        this.file = file;
    }

    /** Draws nothing more, because the process is about to end. Any thread. */
    public void rest() {
        resting.run();
    }

    /** Writes all facts so far to a file. */
    @FunctionalInterface
    public interface Recording {
        void save(Path path) throws IOException;
    }

    /**
     * Opens the window and waits until it is closed. Not on the JavaFX thread.
     *
     * @param refusals what could not be had before there was a window to say it in
     * @return a sentence where the settings could not be kept, empty where all went well
     */
    public Optional<String> show(Lab lab, ServerPlan tcp, ServerPlan unix, Recording recording, List<Refusal> refusals)
            throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();
        Messages words = new Messages();
        Settings settings = new Settings(words);
        settings.read(file.read());
        Platform.startup(() -> {
            try {
                open(lab, words, settings, tcp, unix, recording, refusals, closed);
            } catch (RuntimeException e) {
                fault.set(e);
                closed.countDown();
            }
        });
        closed.await();
        Platform.exit();
        RuntimeException thrown = fault.get();
        if (thrown != null) {
            throw thrown;
        }
        return keep(settings);
    }

    private void open(
            Lab lab,
            Messages words,
            Settings settings,
            ServerPlan tcp,
            ServerPlan unix,
            Recording recording,
            List<Refusal> refusals,
            CountDownLatch closed) {
        Fonts.loadLatin();
        LabWindow window = new LabWindow(lab, words, settings, tcp, unix);
        window.offerExports(recording);
        Thread.currentThread().setUncaughtExceptionHandler((_, fault) -> window.failed(fault));
        resting = window.bridge()::rest;
        Stage stage = new Stage();
        LabStage shown = new LabStage(stage, window, settings);
        stage.setOnHidden(_ -> closed.countDown());
        refusals.forEach(window::tell);
        window.begin();
        shown.show();
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
