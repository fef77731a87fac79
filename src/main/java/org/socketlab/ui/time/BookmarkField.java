package org.socketlab.ui.time;

import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.socketlab.ui.Fonts;
import org.socketlab.ui.Messages;

/** Takes the note of a bookmark: Enter sets it, Escape does not. */
public final class BookmarkField extends PopOver {
    private static final PseudoClass HAN = PseudoClass.getPseudoClass("han");

    /** @param set takes the note */
    public BookmarkField(Messages words, Consumer<String> set) {
        setTitle("");
        setDetachable(false);
        setArrowLocation(ArrowLocation.TOP_CENTER);
        Label what = new Label();
        what.textProperty().bind(words.say("time.bookmark.what"));
        TextField note = new TextField();
        note.setId("bookmark");
        note.setPrefColumnCount(24);
        note.accessibleTextProperty().bind(words.say("time.bookmark.what"));
        note.textProperty().subscribe(text -> {
            boolean han = Fonts.needsChinese(text);
            if (han) {
                Fonts.loadChinese();
            }
            note.pseudoClassStateChanged(HAN, han);
        });
        what.setLabelFor(note);
        note.setOnAction(_ -> {
            String text = note.getText().strip();
            hide();
            if (!text.isEmpty()) {
                set.accept(text);
            }
        });
        VBox box = new VBox(what, note);
        box.getStyleClass().add("bookmark-box");
        setContentNode(box);
        setOnShown(_ -> note.requestFocus());
    }
}
