package org.socketlab.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.socketlab.lab.ReplayLab;
import org.socketlab.model.Refusal;
import org.socketlab.recording.RecordingRefused;

/**
 * Opens recordings, each in a window of its own beside the one that asked, dressed as that one is. Reading takes as long
 * as the file is, so it is done on a thread of its own. JavaFX thread.
 */
final class Replays {
    private static final String PATTERN = "*.socketlab";

    private final Settings settings;

    /** @param settings of the window that asks */
    Replays(Settings settings) {
        this.settings = settings;
    }

    /** Lets a person choose a file. */
    void choose(Window owner, Consumer<Refusal> refused) {
        FileChooser chooser = new FileChooser();
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(PATTERN, PATTERN, PATTERN + ".gz"));
        File chosen = chooser.showOpenDialog(owner);
        if (chosen != null) {
            open(chosen.toPath(), refused);
        }
    }

    /** Takes files that are dropped there. */
    void take(Node place, Consumer<Refusal> refused) {
        place.addEventHandler(DragEvent.DRAG_OVER, event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
                event.consume();
            }
        });
        place.addEventHandler(DragEvent.DRAG_DROPPED, event -> {
            List<File> files = event.getDragboard().getFiles();
            event.setDropCompleted(!files.isEmpty());
            event.consume();
            files.forEach(file -> open(file.toPath(), refused));
        });
    }

    /** Opens it, or tells why not. */
    void open(Path file, Consumer<Refusal> refused) {
        Thread.ofPlatform().name("opening").daemon().start(() -> {
            try {
                ReplayLab lab = ReplayLab.open(file);
                Platform.runLater(() -> show(file, lab));
            } catch (RecordingRefused e) {
                Platform.runLater(() -> refused.accept(e.refusal()));
            }
        });
    }

    private void show(Path file, ReplayLab lab) {
        Messages words = new Messages();
        Settings own = new Settings(words); // a copy: what is changed here is forgotten with the window
        own.read(settings.written());
        own.lecture().set(false);
        Stage stage = new Stage();
        LabStage shown = new LabStage(stage, own);
        shown.show(window(shown, file, lab, words, own));
        stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> lab.close());
    }

    /** The window's content, whichever way it came to be opened. */
    static LabWindow window(LabStage stage, Path file, ReplayLab lab, Messages words, Settings settings) {
        LabWindow window = new LabWindow(lab, words, settings, ServerPlan.none("tcp"), ServerPlan.none("unix"));
        Replay replay = Replay.of(file, lab);
        lab.onRefused(refusal -> Platform.runLater(() -> window.tell(refusal)));
        window.recorded(replay);
        window.offerFiles(new Desktop.Recording(lab::save, lab.started()), new Replays(settings));
        stage.title(replay.name());
        return window;
    }
}
