package org.socketlab.ui;

import java.util.stream.Stream;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/** The window on the desktop: its scene with theme, keys and icon, kept as the settings say. JavaFX thread. */
public final class LabStage {
    private static final double LEAST_WIDTH = 800;
    private static final double LEAST_HEIGHT = 560;

    private final Stage stage;
    private final Scene scene;
    private final Settings settings;

    public LabStage(Stage stage, LabWindow window, Settings settings) {
        this.stage = stage;
        this.settings = settings;
        scene = new Scene(
                window.root(), settings.width().get(), settings.height().get());
        settings.theme().subscribe(this::dress);
        Shortcuts.install(scene, window, settings.textSize());
        window.bridge().attach(scene);
        stage.setTitle("Socket Lab");
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.setScene(scene);
        stage.setOnHiding(_ -> {
            window.rememberDividers();
            settings.width().set(scene.getWidth());
            settings.height().set(scene.getHeight());
        });
    }

    public void show() {
        stage.show();
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

    /** Gives the desktop an icon. */
    public LabStage icon(String resource) {
        var in = LabStage.class.getResourceAsStream(resource);
        if (in != null) {
            stage.getIcons().add(new Image(in));
        }
        return this;
    }
}
