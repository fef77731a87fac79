package org.socketlab.ui.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
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
        if (!list.getChildren().isEmpty()) {
            list.getChildren().getFirst().requestFocus();
        }
    }

    private Button card(Lesson lesson, int left, Consumer<Lesson> open) {
        String title = lesson.title().in(words.language());
        String steps = left == 0
                ? words.text("lessons.steps", lesson.steps().size())
                : words.text("lessons.step", left + 1, lesson.steps().size());
        VBox text = new VBox(
                ProseView.line("name", title),
                ProseView.line("summary", lesson.summary().in(words.language())),
                ProseView.line("caption", steps));
        Button card = new Button();
        card.setGraphic(text);
        card.setId("lesson-" + lesson.name());
        card.getStyleClass().add("card");
        card.setMaxWidth(Double.MAX_VALUE);
        card.setAlignment(Pos.CENTER_LEFT);
        card.setAccessibleText(title + ". " + lesson.summary().in(words.language()));
        text.maxWidthProperty().bind(card.widthProperty().subtract(2));
        card.setOnAction(_ -> open.accept(lesson));
        return card;
    }
}
