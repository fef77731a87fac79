package org.socketlab.ui.demo;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.socketlab.picture.Picture;
import org.socketlab.picture.diagram.Diagram;
import org.socketlab.ui.Fonts;
import org.socketlab.ui.Png;
import org.socketlab.ui.Sheets;
import org.socketlab.ui.Theme;
import org.socketlab.ui.diagram.DiagramView;
import org.socketlab.ui.drawing.Board;

/** The diagram alone and whole, drawn as the window draws it, without one. */
public final class HeadlessDiagram {
    private HeadlessDiagram() {}

    /** The picture as a PNG file's bytes. Starts JavaFX without a display and ends it; once a process, not its thread. */
    public static byte[] png(Diagram diagram, Theme theme) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<byte[]> png = new CompletableFuture<>();
        Platform.startup(() -> {
            try {
                png.complete(drawn(diagram, theme));
            } catch (RuntimeException | Error e) {
                png.completeExceptionally(e);
            }
        });
        try {
            return png.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the diagram could not be drawn", e.getCause());
        } finally {
            Platform.exit();
        }
    }

    private static byte[] drawn(Diagram diagram, Theme theme) {
        Fonts.loadLatin();
        Fonts.loadChinese(); // an echo may be Chinese whatever the language
        Application.setUserAgentStylesheet(theme.base());
        Region line = new Region();
        line.getStyleClass().add("lab-aside");
        line.setMinHeight(1);
        VBox page = new VBox(board(diagram.picture()), line, board(diagram.aside()));
        page.getStyleClass().add("lab-diagram");
        Scene scene = new Scene(page);
        scene.getStylesheets()
                .addAll(Stream.of(
                                theme.colours(),
                                Sheets.of(Board.class, "drawing.css"),
                                Sheets.of(DiagramView.class, "diagram.css"))
                        .toList());
        page.applyCss();
        page.layout();
        return Png.of(scene.snapshot(null));
    }

    private static Node board(Picture picture) {
        Board board = new Board(_ -> {});
        board.show(picture);
        return board;
    }
}
