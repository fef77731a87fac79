package org.socketlab.ui;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.image.WritableImage;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.socketlab.ui.banner.Banner;
import org.socketlab.ui.banner.Notice;

/** Saves what the window shows or knows to files that a person chooses. */
final class Exports {
    private final Banner banner;
    private final Node diagram;

    Exports(Banner banner, Node diagram) {
        this.banner = banner;
        this.diagram = diagram;
    }

    /** Writes a file; takes as long as the disk does, on a thread of its own. */
    @FunctionalInterface
    interface Writer {
        void write(Path path) throws IOException;
    }

    /** The diagram as it stands, as a PNG. */
    void diagram() {
        WritableImage image = diagram.snapshot(null, null);
        byte[] png = Png.of(image);
        choose("socketlab.png", "*.png").ifPresent(path -> write(path, to -> Files.write(to, png)));
    }

    /** All facts so far, as a recording. */
    void recording(Writer writer) {
        choose("session.socketlab", "*.socketlab").ifPresent(path -> write(path, writer));
    }

    private Optional<Path> choose(String name, String pattern) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(name);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(pattern, pattern));
        @Nullable
        Window window = diagram.getScene() == null ? null : diagram.getScene().getWindow();
        return Optional.ofNullable(chooser.showSaveDialog(window)).map(File::toPath);
    }

    private void write(Path path, Writer writer) {
        Thread.ofPlatform().name("export").start(() -> {
            try {
                writer.write(path);
                Platform.runLater(() -> tell("banner.exported.what", "banner.exported.more", path.toString()));
            } catch (IOException e) {
                Platform.runLater(() -> tell(
                        "banner.export-failed.what",
                        "banner.export-failed.more",
                        e.getClass().getSimpleName() + ": " + e.getMessage()));
            }
        });
    }

    private void tell(String what, String more, String detail) {
        banner.show(new Notice("export", words -> words.text(what), words -> words.text(more, detail), List.of()));
    }
}
