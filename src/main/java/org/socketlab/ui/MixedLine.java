package org.socketlab.ui;

import javafx.css.PseudoClass;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.socketlab.picture.Run;

/** A line in a typeface of the lab's, its Chinese in the Chinese one; it wraps. Colours are the style sheets' (.run). */
public final class MixedLine extends TextFlow {
    private static final PseudoClass HAN = PseudoClass.getPseudoClass("han");

    public MixedLine() {
        getStyleClass().add("mixed-line");
    }

    /** Shows this text; the Chinese face is loaded where it is needed. */
    public void show(String text) {
        if (Fonts.needsChinese(text)) {
            Fonts.loadChinese();
        }
        getChildren().setAll(Run.of(text).stream().map(MixedLine::drawn).toList());
        setAccessibleText(text);
    }

    private static Text drawn(Run run) {
        Text text = new Text(run.text());
        text.getStyleClass().add("run");
        text.pseudoClassStateChanged(HAN, run.chinese());
        return text;
    }
}
