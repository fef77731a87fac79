package org.socketlab.ui.console;

import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import org.socketlab.picture.Words;
import org.socketlab.picture.transcript.TranscriptLine;
import org.socketlab.ui.CellBox;
import org.socketlab.ui.Fonts;
import org.socketlab.ui.MixedLine;

/** One line of a transcript; long ones wrap, and of one with Chinese in it the rest stays in the mono face. */
final class TranscriptCell extends ListCell<TranscriptLine> {
    private static final PseudoClass TYPED = PseudoClass.getPseudoClass("typed");
    private static final PseudoClass NOTED = PseudoClass.getPseudoClass("noted");

    private final Words words;
    private final MixedLine mixed = new MixedLine();
    private final CellBox box = new CellBox(this, mixed);

    TranscriptCell(Words words) {
        this.words = words;
        setWrapText(true);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(TranscriptLine line, boolean empty) {
        super.updateItem(line, empty);
        String text = empty || line == null ? "" : line.text(words.language());
        if (Fonts.needsChinese(text)) {
            mixed.show(text);
            setGraphic(box);
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        } else {
            setGraphic(null);
            setContentDisplay(ContentDisplay.TEXT_ONLY);
        }
        setText(text);
        pseudoClassStateChanged(TYPED, !empty && line instanceof TranscriptLine.Typed);
        pseudoClassStateChanged(NOTED, !empty && line instanceof TranscriptLine.Noted);
    }
}
