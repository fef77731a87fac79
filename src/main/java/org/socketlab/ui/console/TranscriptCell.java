package org.socketlab.ui.console;

import javafx.css.PseudoClass;
import javafx.scene.control.ListCell;
import org.socketlab.picture.Words;
import org.socketlab.picture.transcript.TranscriptLine;
import org.socketlab.ui.Fonts;

/** One line of a transcript; long ones wrap. */
final class TranscriptCell extends ListCell<TranscriptLine> {
    private static final PseudoClass TYPED = PseudoClass.getPseudoClass("typed");
    private static final PseudoClass NOTED = PseudoClass.getPseudoClass("noted");
    private static final PseudoClass HAN = PseudoClass.getPseudoClass("han");

    private final Words words;

    TranscriptCell(Words words) {
        this.words = words;
        setWrapText(true);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(TranscriptLine line, boolean empty) {
        super.updateItem(line, empty);
        String text = empty ? "" : line.text(words.language());
        boolean han = Fonts.needsChinese(text);
        if (han) {
            Fonts.loadChinese();
        }
        setText(text);
        pseudoClassStateChanged(TYPED, !empty && line instanceof TranscriptLine.Typed);
        pseudoClassStateChanged(NOTED, !empty && line instanceof TranscriptLine.Noted);
        pseudoClassStateChanged(HAN, han);
    }
}
