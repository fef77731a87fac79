package org.socketlab.ui.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.socketlab.lesson.Lesson;
import org.socketlab.lesson.Progress;
import org.socketlab.lesson.Progress.Phase;
import org.socketlab.lesson.Progress.Shown;
import org.socketlab.ui.Messages;

/** The step in sight. Only what changed is drawn anew, so that what is being read stays where it is. */
final class StepView extends ScrollPane {
    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");

    private final Messages words;
    private final VBox parts = new VBox();
    private final Label title = new Label();
    private final Label waiting = new Label();
    private List<Shown> drawn = List.of();
    private int step = -1;
    private Locale language;

    StepView(Messages words) {
        this.words = words;
        language = words.language();
        getStyleClass().add("step");
        title.setId("lesson-step-title");
        title.getStyleClass().add("step-title");
        title.setWrapText(true);
        waiting.getStyleClass().add("waiting");
        waiting.setWrapText(true);
        waiting.managedProperty().bind(waiting.visibleProperty());
        VBox page = new VBox(title, parts, waiting);
        page.getStyleClass().add("page");
        parts.getStyleClass().add("parts");
        setContent(page);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
    }

    void show(Lesson lesson, Progress progress, PartView view) {
        boolean turned = step != progress.step() || !language.equals(words.language());
        title.setText(lesson.steps().get(progress.step()).title().in(words.language()));
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < progress.shown().size(); i++) {
            Shown shown = progress.shown().get(i);
            boolean same = !turned && i < drawn.size() && drawn.get(i).equals(shown);
            nodes.add(same ? parts.getChildren().get(i) : view.of(shown));
        }
        parts.getChildren().setAll(nodes);
        boolean waits = progress.phase() == Phase.PREPARING || progress.phase() == Phase.PLAYING;
        waiting.setVisible(waits);
        waiting.setText(words.text(progress.phase() == Phase.PREPARING ? "lessons.preparing" : "lessons.playing"));
        pseudoClassStateChanged(WAITING, waits);
        if (step != progress.step()) {
            setVvalue(0);
        }
        drawn = progress.shown();
        step = progress.step();
        language = words.language();
    }

    /** Forgets what it shows, before another lesson. */
    void clear() {
        drawn = List.of();
        step = -1;
        parts.getChildren().clear();
    }

    /** Puts the focus on the first answer of an open question. */
    void focusChoice() {
        if (parts.lookup("#choice-1") instanceof Button button) {
            button.requestFocus();
        }
    }
}
