package org.socketlab.ui;

import java.util.List;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.event.EventHandler;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/** The window on the desktop: its scene with theme, keys and icon, kept as the settings say. JavaFX thread. */
public final class LabStage {
    private static final List<String> ICONS = List.of("icon/socketlab-32.png", "icon/socketlab-128.png");
    private static final double LEAST_WIDTH = 800;
    private static final double LEAST_HEIGHT = 560;

    private final Stage stage;
    private final Scene scene;
    private final Settings settings;
    private List<Runnable> leaving = List.of();

    public LabStage(Stage stage, Settings settings) {
        this.stage = stage;
        this.settings = settings;
        // Before the first control, which would else load JavaFX's own theme only to have it replaced.
        Application.setUserAgentStylesheet(settings.theme().get().base());
        scene = new Scene(
                FirstSight.of(settings),
                settings.width().get(),
                settings.height().get());
        settings.theme().subscribe(this::dress);
        stage.setTitle("Socket Lab");
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.setScene(scene);
        stage.setOnHiding(_ -> {
            settings.width().set(scene.getWidth());
            settings.height().set(scene.getHeight());
        });
    }

    /** Shows the window with all that is in it. */
    public void show(LabWindow window) {
        fill(window);
        stage.show();
    }

    /**
     * Shows the window at once, and what is in it right after that first frame, so that a person sees that the lab comes;
     * {@code installer/bench-start} prints both moments. What is typed meanwhile reaches the first console.
     *
     * @param then is called after that frame, and fills the window
     */
    void appear(Runnable then) {
        TypedAhead.keep(scene);
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                Platform.runLater(then);
            }
        });
        fitScreen();
        stage.show();
    }

    /** Names what is shown. */
    void title(String name) {
        stage.setTitle(name + " · Socket Lab");
    }

    /** Puts a lab into the window, in the place of the one that was in it. */
    void fill(LabWindow window) {
        leaving.forEach(Runnable::run);
        scene.setRoot(window.root());
        EventHandler<WindowEvent> hiding = _ -> {
            window.rememberDividers();
            window.abandonLesson();
        };
        stage.addEventHandler(WindowEvent.WINDOW_HIDING, hiding);
        leaving = List.of(
                Shortcuts.install(scene, window, settings.textSize()),
                window.bridge().attach(scene),
                window::rememberDividers,
                window::abandonLesson,
                () -> stage.removeEventHandler(WindowEvent.WINDOW_HIDING, hiding));
        if (stage.getIcons().isEmpty()) {
            ICONS.forEach(name -> stage.getIcons().add(new Image(Sheets.of(LabStage.class, name))));
        }
    }

    /** No larger than the screen: without a window manager nobody else sees to that. */
    private void fitScreen() {
        Rectangle2D room = Screen.getPrimary().getVisualBounds();
        if (scene.getWidth() > room.getWidth()) {
            stage.setWidth(room.getWidth());
        }
        if (scene.getHeight() > room.getHeight()) {
            stage.setHeight(room.getHeight());
        }
    }

    /** The scene, for pictures of it. */
    public Scene scene() {
        return scene;
    }

    private void dress(Theme theme) {
        Application.setUserAgentStylesheet(theme.base());
        scene.getStylesheets()
                .setAll(Stream.of(
                                theme.colours(),
                                Sheets.of(LabStage.class, "controlsfx.css"),
                                Sheets.of(LabStage.class, "lab.css"),
                                Sheets.of(LabStage.class, "text.css"))
                        .toList());
    }
}
