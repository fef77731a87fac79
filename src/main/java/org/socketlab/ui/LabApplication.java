package org.socketlab.ui;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * The lab as JavaFX knows it. On X its windows bear the name of this class as their WM_CLASS, by which a desktop finds the
 * lab's entry and icon; so {@code installer/linux/socketlab.desktop} names it too.
 */
public final class LabApplication extends Application {
    private static final AtomicReference<Consumer<Stage>> WINDOW = new AtomicReference<>(_ -> {});

    /**
     * Starts the toolkit, and comes back when the last window is closed or {@link javafx.application.Platform#exit()} was
     * called; nothing of JavaFX runs any more then. Once in a process, and not on the JavaFX thread.
     *
     * @param window makes the window, on the JavaFX thread; throws nothing
     */
    static void run(Consumer<Stage> window) {
        WINDOW.set(window); // JavaFX makes the application itself, so that nothing can be given to its constructor
        launch(LabApplication.class);
    }

    @Override
    public void start(Stage stage) {
        WINDOW.get().accept(stage);
    }

    /** Whatever asked for the end, the window is closed as by a person, and remembers its size. */
    @Override
    public void stop() {
        List.copyOf(Window.getWindows()).forEach(Window::hide);
    }
}
