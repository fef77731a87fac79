package org.socketlab.ui;

import java.io.File;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.scene.layout.BorderPane;
import javafx.stage.FileChooser;
import org.socketlab.lab.Lab;
import org.socketlab.lesson.Lesson;
import org.socketlab.lesson.LessonRefused;
import org.socketlab.lesson.LessonRun;
import org.socketlab.lesson.Lessons;
import org.socketlab.lesson.Part;
import org.socketlab.lesson.Reading;
import org.socketlab.lesson.Subject;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.picture.shell.ShellLine;
import org.socketlab.ui.banner.Banner;
import org.socketlab.ui.banner.Notice;
import org.socketlab.ui.lesson.LessonPanel;

/** The window's left side, where the lessons come and go. They are made when first wanted. JavaFX thread. */
final class LessonSide {
    /** Narrower than this neither diagram nor inspector would be whole beside the lessons, px at 100 %. */
    private static final double ROOM_FOR_ALL = 1_400;

    private static final double PERCENT = 100;

    private final Lab lab;
    private final Messages words;
    private final Settings settings;
    private final BorderPane root;
    private final ObjectProperty<Optional<Selection>> selection;
    private final Rooms rooms;
    private final Banner banner;
    private final Runnable startOver;
    private Optional<LessonPanel> panel = Optional.empty();
    private boolean folded;

    /** @param startOver starts the lab over as the window does, with its first console */
    LessonSide(
            Lab lab,
            Messages words,
            Settings settings,
            BorderPane root,
            ObjectProperty<Optional<Selection>> selection,
            Rooms rooms,
            Banner banner,
            Runnable startOver) {
        this.lab = lab;
        this.words = words;
        this.root = root;
        this.selection = selection;
        this.rooms = rooms;
        this.banner = banner;
        this.startOver = startOver;
        this.settings = settings;
        root.widthProperty().subscribe(this::fit);
        settings.textSize().percent().subscribe(this::fit);
    }

    Optional<LessonPanel> panel() {
        return panel;
    }

    /** Begins the lesson under way anew; false where there is none. */
    boolean reset() {
        Optional<LessonRun> run = panel.flatMap(LessonPanel::run);
        run.ifPresent(LessonRun::reset);
        return run.isPresent();
    }

    /** Shows or folds them; a lesson under way stays where it is. */
    void toggle() {
        if (root.getLeft() != null) {
            root.setLeft(null);
            fit();
            return;
        }
        LessonPanel shown = panel.orElseGet(() -> new LessonPanel(words, lab, new Deeds()));
        panel = Optional.of(shown);
        root.setLeft(shown);
        fit();
        shown.applyCss(); // what has no skin yet cannot take the focus
        shown.enter();
    }

    /** Where there is no room for all three the inspector gives way, until there is, or a person wants it. */
    private void fit() {
        boolean beside = root.getLeft() != null;
        boolean narrow = root.getWidth() * PERCENT
                < ROOM_FOR_ALL * settings.textSize().percent().get();
        rooms.setBeside(beside);
        if (beside && narrow && !folded && rooms.inspectorShown()) {
            folded = true;
            rooms.showInspector(false);
        } else if (folded && !(beside && narrow)) {
            folded = false;
            rooms.showInspector(!settings.lecture().get());
        }
    }

    private Optional<Selection> selected(Subject subject) {
        Reading now = new Reading(lab.now().state());
        return switch (subject) {
            case Subject.Console(String name) -> pair(now, name);
            case Subject.Peer(String name) -> pair(now, name);
            case Subject.Server server -> now.listeningSocket(server).map(Selection.Socket::new);
            case Subject.Lab() -> Optional.of(new Selection.Process(now.state().self()));
        };
    }

    private static Optional<Selection> pair(Reading now, String console) {
        Optional<SocketId> own = now.socketOf(console);
        return own.map(client -> now.peerOf(console)
                .<Selection>map(server -> new Selection.Pair(client, server))
                .orElseGet(() -> new Selection.Socket(client)));
    }

    private static ShellLine.Side side(Part.Tab tab) {
        return switch (tab) {
            case HANDSHAKE -> ShellLine.Side.SOCKETS;
            case CALLS -> ShellLine.Side.CALLS;
            case FDS -> ShellLine.Side.FDS;
            case TOOLS -> ShellLine.Side.TOOLS;
            case BYTES -> ShellLine.Side.BYTES;
        };
    }

    private final class Deeds implements LessonPanel.Deeds {
        @Override
        public void reveal(Part.Reveal reveal, boolean asked) {
            for (Part.Sight sight : reveal.sights()) {
                switch (sight) {
                    case Part.Sight.Select(Subject subject) -> selection.set(selected(subject));
                    case Part.Sight.Open(Part.Tab tab) -> {
                        if (asked) {
                            rooms.showInspector(true);
                        }
                        rooms.inspector().open(side(tab));
                    }
                }
            }
        }

        @Override
        public Optional<Lesson> choose() {
            FileChooser chooser = new FileChooser();
            chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("*.md", "*.md"));
            File file = chooser.showOpenDialog(root.getScene().getWindow());
            return file == null ? Optional.empty() : read(file);
        }

        private Optional<Lesson> read(File file) {
            try {
                return Optional.of(Lessons.of(file.toPath()));
            } catch (LessonRefused e) {
                banner.show(new Notice(
                        "lesson",
                        words -> words.text("lessons.refused.what", file.getName()),
                        words -> words.text("lessons.refused.more", e.text(words.language())),
                        List.of()));
                return Optional.empty();
            }
        }

        @Override
        public void left() {
            startOver.run();
        }

        @Override
        public void close() {
            toggle();
        }
    }
}
