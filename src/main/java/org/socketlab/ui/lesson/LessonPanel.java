package org.socketlab.ui.lesson;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.socketlab.lab.Lab;
import org.socketlab.lesson.Lesson;
import org.socketlab.lesson.LessonRun;
import org.socketlab.lesson.Lessons;
import org.socketlab.lesson.Part;
import org.socketlab.lesson.Progress;
import org.socketlab.lesson.Progress.Phase;
import org.socketlab.lesson.Progress.Shown;
import org.socketlab.lesson.Publications;
import org.socketlab.ui.Icons;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Sheets;

/**
 * The lessons beside the picture: a list of them, or one under way. A lesson that is left is remembered by its step for as
 * long as the window is open.
 */
public final class LessonPanel extends BorderPane {
    private final Messages words;
    private final Lab lab;
    private final Publications publications;
    private final Deeds deeds;
    private final Catalogue catalogue;
    private final StepView stepView;
    private final Label title = new Label();
    private final Label where = new Label();
    private final Button all = new Button();
    private final Button back = new Button();
    private final Button reset = new Button();
    private final Button next = new Button();
    private final HBox footer = new HBox(back, reset, next);
    private final Map<String, Integer> left = new HashMap<>();
    private final List<Lesson> lessons;
    private Optional<LessonRun> run = Optional.empty();
    private Optional<Progress> progress = Optional.empty();
    private int revealed;
    private boolean keepFocus;

    /** What a lesson asks of the window. */
    public interface Deeds {
        /** Shows what a lesson points at; {@code asked}: a person pressed for it, so whatever hides it gives way. */
        void reveal(Part.Reveal reveal, boolean asked);

        /** Lets a person choose a file; empty where none was chosen or it is no lesson, which the window has told. */
        Optional<Lesson> choose();

        /** The lab was given back, started over. */
        void left();

        /** The panel's own close button. */
        void close();
    }

    public LessonPanel(Messages words, Lab lab, Deeds deeds) {
        this.words = words;
        this.lab = lab;
        this.deeds = deeds;
        publications = new Publications(lab);
        lessons = new ArrayList<>(Lessons.bundled());
        catalogue = new Catalogue(words);
        stepView = new StepView(words);
        getStyleClass().add("lesson-panel");
        getStylesheets().add(Sheets.of(LessonPanel.class, "lesson.css"));
        accessibleTextProperty().bind(words.say("lessons.title"));
        setTop(header());
        footer.getStyleClass().add("footer");
        footer.setAlignment(Pos.CENTER_RIGHT);
        button(back, "lesson-back", "lessons.back", () -> run.ifPresent(LessonRun::back));
        button(reset, "lesson-reset", "lessons.reset", () -> run.ifPresent(LessonRun::reset));
        button(next, "lesson-next", "lessons.next", this::forward);
        next.getStyleClass().add("next");
        words.explain("lessons.back.hint", back);
        words.explain("lessons.reset.hint", reset);
        words.spoken().subscribe(_ -> draw());
    }

    private Node header() {
        title.getStyleClass().add("lesson-title");
        title.setWrapText(true);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        Button close = new Button();
        close.setId("lessons-close");
        close.getStyleClass().add("icon");
        close.setMinWidth(Region.USE_PREF_SIZE);
        Icons.on(close, Feather.X);
        close.accessibleTextProperty().bind(words.say("lessons.close"));
        words.explain("lessons.close", close);
        close.setOnAction(_ -> deeds.close());
        HBox first = new HBox(title, close);
        first.setAlignment(Pos.TOP_LEFT);
        all.setId("lessons-all");
        all.getStyleClass().add("link");
        all.textProperty().bind(words.say("lessons.all"));
        all.setOnAction(_ -> leave());
        where.getStyleClass().add("where");
        HBox.setHgrow(where, Priority.ALWAYS);
        where.setMaxWidth(Double.MAX_VALUE);
        HBox second = new HBox(where, all);
        second.setAlignment(Pos.CENTER_LEFT);
        second.managedProperty().bind(second.visibleProperty());
        second.visibleProperty().bind(all.visibleProperty());
        VBox header = new VBox(first, second);
        header.getStyleClass().add("header");
        return header;
    }

    private void button(Button button, String id, String key, Runnable deed) {
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        if (button != next) { // whose text says whether there is one
            button.textProperty().bind(words.say(key));
        }
        button.setOnAction(_ -> {
            keepFocus = true;
            deed.run();
        });
    }

    /** Begins a lesson, at the step where it was left. */
    public void open(Lesson lesson) {
        if (run.isPresent()) {
            return;
        }
        stepView.clear();
        keepFocus = true;
        revealed = 0;
        int from = Math.min(left.getOrDefault(lesson.name(), 0), lesson.steps().size() - 1);
        run = Optional.of(new LessonRun(lab, publications, lesson, from, told -> Platform.runLater(() -> told(told))));
        progress = run.map(LessonRun::progress);
        draw();
    }

    /** Puts the focus where one goes on from. */
    public void enter() {
        if (run.isEmpty()) {
            catalogue.focusFirst();
        } else {
            (next.isDisabled() ? reset : next).requestFocus();
        }
    }

    /** The lesson under way. */
    public Optional<LessonRun> run() {
        return run;
    }

    /** The window closes, and the lab after it. */
    public void abandon() {
        run.ifPresent(LessonRun::abandon);
    }

    private void forward() {
        if (run.isPresent() && progress.isPresent()) {
            if (last(run.get(), progress.get())) {
                left.remove(run.get().lesson().name());
                end(run.get());
            } else {
                run.get().next();
            }
        }
    }

    private static boolean last(LessonRun run, Progress progress) {
        return progress.step() == run.lesson().steps().size() - 1;
    }

    private void leave() {
        run.ifPresent(under -> {
            progress.ifPresent(now -> left.put(under.lesson().name(), now.step()));
            end(under);
        });
    }

    /** Gives the lab back on a thread of its own, because that waits for the kernel. */
    private void end(LessonRun ending) {
        setDisable(true);
        Thread.ofPlatform().name("lesson ends").start(() -> {
            ending.close();
            Platform.runLater(() -> {
                setDisable(false);
                run = Optional.empty();
                progress = Optional.empty();
                draw();
                deeds.left();
            });
        });
    }

    private void told(Progress now) {
        if (run.isEmpty()) {
            return;
        }
        if (progress.map(Progress::step).filter(step -> step == now.step()).isEmpty()
                || now.phase() == Phase.PREPARING) {
            revealed = 0;
        }
        progress = Optional.of(now);
        draw();
        List<Shown> shown = now.shown();
        for (; revealed < shown.size(); revealed++) {
            if (shown.get(revealed).part() instanceof Part.Reveal reveal) {
                deeds.reveal(reveal, false);
            }
        }
        focus(now.phase());
    }

    /** Whoever goes on by key finds the next thing to press under it. */
    private void focus(Phase phase) {
        if (!keepFocus) {
            return;
        }
        switch (phase) {
            case ASKING -> {
                stepView.focusChoice();
                keepFocus = false;
            }
            case DONE -> {
                next.requestFocus();
                keepFocus = false;
            }
            case FAILED -> {
                reset.requestFocus();
                keepFocus = false;
            }
            case PREPARING, PLAYING -> {}
        }
    }

    private void draw() {
        all.setVisible(run.isPresent());
        if (run.isEmpty() || progress.isEmpty()) {
            title.setText(words.text("lessons.title"));
            catalogue.show(lessons, left, this::open, this::file);
            setCenter(catalogue);
            setBottom(null);
            return;
        }
        Lesson lesson = run.get().lesson();
        Progress now = progress.get();
        title.setText(lesson.title().in(words.language()));
        where.setText(words.text("lessons.step", now.step() + 1, lesson.steps().size()));
        stepView.show(
                lesson, now, new PartView(words, lesson.bundled(), this::choose, again -> deeds.reveal(again, true)));
        next.setText(words.text(last(run.get(), now) ? "lessons.finish" : "lessons.next"));
        next.setDisable(now.phase() != Phase.DONE && now.phase() != Phase.FAILED);
        back.setDisable(now.step() == 0);
        setCenter(stepView);
        setBottom(footer);
    }

    private void choose(int choice) {
        keepFocus = true;
        run.ifPresent(under -> under.choose(choice));
    }

    private void file() {
        Consumer<Lesson> add = lesson -> {
            lessons.removeIf(other -> !other.bundled() && other.name().equals(lesson.name()));
            lessons.add(lesson);
            open(lesson);
        };
        deeds.choose().ifPresent(add);
    }
}
