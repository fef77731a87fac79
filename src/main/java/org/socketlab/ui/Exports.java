package org.socketlab.ui;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.image.WritableImage;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.socketlab.export.OutputFile;
import org.socketlab.export.Palette;
import org.socketlab.export.Pcapng;
import org.socketlab.export.Svg;
import org.socketlab.export.Transcripts;
import org.socketlab.model.Version;
import org.socketlab.trace.History;
import org.socketlab.ui.banner.Banner;
import org.socketlab.ui.banner.Notice;
import org.socketlab.ui.diagram.DiagramView;

/** Saves what the window shows or knows to files that a person chooses. */
final class Exports {
    private final Banner banner;
    private final DiagramView diagram;

    Exports(Banner banner, DiagramView diagram) {
        this.banner = banner;
        this.diagram = diagram;
    }

    /** The diagram as it stands, as a PNG. */
    void png() {
        WritableImage image = diagram.snapshot(null, null);
        byte[] png = Png.of(image);
        choose("socketlab.png", "*.png")
                .ifPresent(path -> write(path, to -> OutputFile.write(to, out -> out.write(png))));
    }

    /** All of the diagram, as SVG. */
    void svg(Palette palette) {
        diagram.diagram()
                .ifPresent(drawn -> choose("socketlab.svg", "*.svg")
                        .ifPresent(path -> write(path, to -> {
                            String svg = Svg.of(List.of(drawn.picture(), drawn.aside()), palette);
                            OutputFile.write(to, out -> out.write(svg.getBytes(StandardCharsets.UTF_8)));
                        })));
    }

    /** What the consoles said and heard up to this fact. */
    void transcript(History history, long upTo, Locale language) {
        choose("transcript.txt", "*.txt")
                .ifPresent(path -> write(path, to -> {
                    String text = Transcripts.text(history, upTo, language);
                    OutputFile.write(to, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
                }));
    }

    /** The segments seen up to this fact, for Wireshark. */
    void segments(History history, long upTo, Instant started) {
        choose("segments.pcapng", "*.pcapng")
                .ifPresent(path -> write(
                        path,
                        to -> OutputFile.write(
                                to, out -> Pcapng.write(out, history, upTo, started, Version.current()))));
    }

    /** All facts so far, as a recording. */
    void recording(Desktop.Saving saving) {
        choose("session.socketlab", "*.socketlab").ifPresent(path -> write(path, saving));
    }

    private Optional<Path> choose(String name, String pattern) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(name);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(pattern, pattern));
        @Nullable
        Window window = diagram.getScene() == null ? null : diagram.getScene().getWindow();
        return Optional.ofNullable(chooser.showSaveDialog(window)).map(File::toPath);
    }

    /** Takes as long as the disk does, on a thread of its own. */
    private void write(Path path, Desktop.Saving saving) {
        Thread.ofPlatform().name("export").start(() -> {
            try {
                saving.to(path);
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
