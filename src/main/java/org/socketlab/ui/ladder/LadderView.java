package org.socketlab.ui.ladder;

import java.util.Optional;
import javafx.scene.layout.Region;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/** The inspector's Handshake tab: how the selected connection came to be, spoke and ended. FX thread only. */
public final class LadderView extends Region {
    private final Words words;

    public LadderView(Words words) {
        this.words = words;
        getStyleClass().add("lab-ladder");
    }

    /** Draws the selected connection as of this moment; a line of words where none is selected. */
    public void show(Moment moment, History history, Optional<Selection> selection) {
        setAccessibleText(words.text("ladder.name"));
    }
}
