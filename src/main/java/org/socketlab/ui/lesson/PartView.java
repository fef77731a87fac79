package org.socketlab.ui.lesson;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.kordamp.ikonli.feather.Feather;
import org.socketlab.lesson.Both;
import org.socketlab.lesson.Outcome;
import org.socketlab.lesson.Part;
import org.socketlab.lesson.Progress.Shown;
import org.socketlab.lesson.Subject;
import org.socketlab.ui.Copying;
import org.socketlab.ui.Icons;
import org.socketlab.ui.Messages;

/** A part of a step as nodes, as far as it was played. */
final class PartView {
    private static final PseudoClass RIGHT = PseudoClass.getPseudoClass("right");
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final Messages words;
    private final boolean bundled;
    private final IntConsumer choose;
    private final Consumer<Part.Reveal> look;

    /**
     * @param bundled whether the lesson came with the lab
     * @param choose told which answer a person gave
     * @param look told what a person wants to be shown again
     */
    PartView(Messages words, boolean bundled, IntConsumer choose, Consumer<Part.Reveal> look) {
        this.words = words;
        this.bundled = bundled;
        this.choose = choose;
        this.look = look;
    }

    Node of(Shown shown) {
        return switch (shown.part()) {
            case Part.Prose prose -> ProseView.of(prose.in(words.language()));
            case Part.Do _ -> outcomes("deeds", shown.outcomes(), Feather.PLAY);
            case Part.Check _ -> outcomes("checks", shown.outcomes(), Feather.CHECK);
            case Part.Predict predict -> question(predict, shown.chosen());
            case Part.Reveal reveal -> reveal(reveal);
            case Part.Prove _ -> proof(shown.command());
        };
    }

    private Node outcomes(String styleClass, List<Outcome> outcomes, Feather done) {
        VBox box = new VBox();
        box.getStyleClass().addAll("outcomes", styleClass);
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Met(String line) -> box.getChildren().add(row(done, ProseView.code("line", line)));
                case Outcome.Failed failed -> box.getChildren().add(failed(failed));
            }
        }
        return box;
    }

    private static HBox row(Feather icon, Node content) {
        Label mark = new Label();
        Icons.on(mark, icon);
        mark.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(mark, content);
        HBox.setHgrow(content, Priority.ALWAYS);
        row.getStyleClass().add("outcome");
        return row;
    }

    private Node failed(Outcome.Failed failed) {
        String seen = failed.seen().isEmpty() ? words.text("lessons.seen.nothing") : failed.seen();
        VBox text = new VBox(
                ProseView.line("caption", words.text("lessons.expected")),
                ProseView.code("line", failed.line()),
                ProseView.line("caption", words.text("lessons.seen")),
                failed.seen().isEmpty() ? ProseView.line("line", seen) : ProseView.code("line", seen));
        failed.refusal()
                .ifPresent(
                        refusal -> text.getChildren().add(ProseView.line("refusal", refusal.text(words.language()))));
        text.getChildren().add(ProseView.line("advice", words.text("lessons.failed")));
        HBox row = row(Feather.X, text);
        row.pseudoClassStateChanged(WRONG, true);
        return row;
    }

    private Node question(Part.Predict predict, OptionalInt chosen) {
        VBox box = new VBox(ProseView.line("question", predict.question().in(words.language())));
        box.getStyleClass().add("predict");
        for (int i = 0; i < predict.choices().size(); i++) {
            box.getChildren().add(choice(predict, i, chosen));
        }
        if (chosen.isPresent()) {
            boolean right = chosen.getAsInt() == predict.right();
            TextFlow verdict = ProseView.line(
                    "why",
                    words.text(
                            right ? "lessons.right" : "lessons.wrong",
                            predict.why().in(words.language())));
            box.getChildren().add(verdict);
        }
        return box;
    }

    private Button choice(Part.Predict predict, int index, OptionalInt chosen) {
        Both text = predict.choices().get(index);
        Button button = new Button(text.in(words.language()));
        button.setId("choice-" + (index + 1));
        button.getStyleClass().add("choice");
        button.setWrapText(true);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(Pos.CENTER_LEFT);
        if (chosen.isEmpty()) {
            button.setOnAction(_ -> choose.accept(index));
        } else {
            boolean right = index == predict.right();
            boolean mine = index == chosen.getAsInt();
            button.setFocusTraversable(false);
            button.setMouseTransparent(true);
            button.pseudoClassStateChanged(RIGHT, right);
            button.pseudoClassStateChanged(WRONG, mine && !right);
            if (right || mine) {
                Icons.on(button, right ? Feather.CHECK : Feather.X);
                button.setAccessibleText(
                        words.text(right ? "lessons.choice.right" : "lessons.choice.wrong", text.in(words.language())));
            }
        }
        return button;
    }

    private Node reveal(Part.Reveal reveal) {
        Button button = new Button(words.text(
                "lessons.look", reveal.sights().stream().map(this::named).collect(Collectors.joining(" · "))));
        button.getStyleClass().addAll("link", "look");
        button.setWrapText(true);
        Icons.on(button, Feather.EYE);
        button.setOnAction(_ -> look.accept(reveal));
        return button;
    }

    private String named(Part.Sight sight) {
        return switch (sight) {
            case Part.Sight.Select(Subject.Server(String name)) ->
                words.text("diagram.listens", name.equals("tcp") ? "TCP" : "Unix");
            case Part.Sight.Select(Subject subject) -> words.text("diagram.console", subject);
            case Part.Sight.Open(Part.Tab tab) -> words.text(key(tab));
        };
    }

    private static String key(Part.Tab tab) {
        return switch (tab) {
            case HANDSHAKE -> "inspector.handshake";
            case CALLS -> "inspector.calls";
            case FDS -> "inspector.fds";
            case TOOLS -> "inspector.tools";
            case BYTES -> "inspector.bytes";
        };
    }

    private Node proof(String command) {
        Button copy = new Button(words.text("inspector.copy"));
        copy.setId("lesson-copy");
        copy.getStyleClass().add("link");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setAccessibleText(words.text("inspector.copy.name"));
        copy.setOnAction(_ -> Copying.copy(command));
        TextFlow line = ProseView.code("command", "$ " + command);
        HBox.setHgrow(line, Priority.ALWAYS);
        HBox row = new HBox(line, copy);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("shell");
        VBox box = new VBox(
                ProseView.line("caption", words.text(bundled ? "lessons.prove" : "lessons.prove.foreign")), row);
        box.getStyleClass().add("proof");
        return box;
    }
}
