package org.socketlab.ui.lesson;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.socketlab.lesson.Block;
import org.socketlab.lesson.Block.Span;
import org.socketlab.picture.Run;
import org.socketlab.ui.Fonts;

/** Text of a lesson as nodes that wrap; looks are the style sheet's. */
final class ProseView {
    private static final PseudoClass HAN = PseudoClass.getPseudoClass("han");

    private ProseView() {}

    static VBox of(List<Block> blocks) {
        VBox box = new VBox();
        box.getStyleClass().add("prose");
        blocks.forEach(block -> box.getChildren().add(of(block)));
        return box;
    }

    private static Node of(Block block) {
        return switch (block) {
            case Block.Paragraph(List<Span> spans) -> flow("paragraph", spans);
            case Block.Heading(List<Span> spans) -> flow("heading", spans);
            case Block.Code(String text) ->
                flow("listing", List.of(new Span(text.stripTrailing(), false, false, true)));
            case Block.Quote(List<Block> blocks) -> {
                VBox quote = of(blocks);
                quote.getStyleClass().add("quote");
                yield quote;
            }
            case Block.Items(int first, List<List<Block>> items) -> {
                VBox list = new VBox();
                list.getStyleClass().add("items");
                for (int i = 0; i < items.size(); i++) {
                    Label mark = new Label(Block.mark(first, i));
                    mark.getStyleClass().add("mark");
                    VBox item = of(items.get(i));
                    HBox.setHgrow(item, Priority.ALWAYS);
                    list.getChildren().add(new HBox(mark, item));
                }
                yield list;
            }
        };
    }

    /** One text in one style, such as a question. */
    static TextFlow line(String styleClass, String text) {
        return flow(styleClass, List.of(new Span(text, false, false, false)));
    }

    /** Letters as a shell or a lesson's own line has them. */
    static TextFlow code(String styleClass, String text) {
        return flow(styleClass, List.of(new Span(text, false, false, true)));
    }

    private static TextFlow flow(String styleClass, List<Span> spans) {
        TextFlow flow = new TextFlow();
        flow.getStyleClass().add(styleClass);
        StringBuilder all = new StringBuilder();
        for (Span span : spans) {
            all.append(span.text());
            for (Run run : Run.of(span.text())) {
                flow.getChildren().add(letters(span, run));
            }
        }
        flow.setAccessibleText(all.toString());
        return flow;
    }

    private static Text letters(Span span, Run run) {
        if (run.chinese()) {
            Fonts.loadChinese();
        }
        Text text = new Text(run.text());
        text.getStyleClass().add("letters");
        if (span.strong() || span.emphasis()) {
            text.getStyleClass().add("strong");
        }
        if (span.code()) {
            text.getStyleClass().add("code");
        }
        text.pseudoClassStateChanged(HAN, run.chinese());
        return text;
    }
}
