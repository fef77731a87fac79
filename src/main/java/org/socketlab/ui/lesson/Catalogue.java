package org.socketlab.ui.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.socketlab.lesson.Lesson;
import org.socketlab.ui.Messages;

/** All lessons to choose from. */
final class Catalogue extends ScrollPane {
    private final Messages words;
    private final VBox list = new VBox();

    Catalogue(Messages words) {
        this.words = words;
        getStyleClass().add("catalogue");
        list.getStyleClass().add("list");
        setContent(list);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
    }

    /**
     * @param left where each lesson was left, by name
     * @param open told which one a person wants
     * @param file asked for another one, from a file
     */
    void show(List<Lesson> lessons, Map<String, Integer> left, Consumer<Lesson> open, Runnable file) {
        List<Node> cards = new ArrayList<>();
        for (Lesson lesson : lessons) {
            cards.add(card(lesson, left.getOrDefault(lesson.name(), 0), open));
        }
        Button other = new Button(words.text("lessons.file"));
        other.setId("lesson-file");
        other.getStyleClass().add("link");
        other.setOnAction(_ -> file.run());
        cards.add(other);
        list.getChildren().setAll(cards);
    }

    void focusFirst() {
        if (list.lookup(".name") instanceof Button first) {
            first.requestFocus();
        }
    }

    /** All of it can be clicked; by key one comes to its title. */
    private Node card(Lesson lesson, int left, Consumer<Lesson> open) {
        Button title = new Button(lesson.title().in(words.language()));
        title.setId("lesson-" + lesson.name());
        title.getStyleClass().addAll("link", "name");
        title.setWrapText(true);
        title.setOnAction(_ -> open.accept(lesson));
        Label summary = new Label(lesson.summary().in(words.language()));
        summary.getStyleClass().add("summary");
        summary.setWrapText(true);
        Label steps = new Label(
                left == 0
                        ? words.text("lessons.steps", lesson.steps().size())
                        : words.text("lessons.step", left + 1, lesson.steps().size()));
        steps.getStyleClass().add("steps");
        VBox card = new VBox(title, summary, steps);
        card.getStyleClass().add("card");
        card.setOnMouseClicked(_ -> title.fire());
        return card;
    }
}
