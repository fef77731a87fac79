package org.socketlab.ui.states;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.picture.states.States;
import org.socketlab.trace.Moment;
import org.socketlab.ui.Sheets;
import org.socketlab.ui.drawing.PictureView;

/** The inspector's States tab: where in TCP's state machine the ends of the selected connection stand. FX thread only. */
public final class StatesView extends PictureView {
    private static final double LEAST_WIDTH = 324;
    private static final double MARGIN = 12;

    private final Words words;
    private @Nullable Shown shown;

    /** What was last asked for. */
    private record Shown(Moment moment, Optional<Selection> selection) {}

    public StatesView(Words words) {
        super(_ -> {}, MARGIN, LEAST_WIDTH); // nothing to choose: it is about what is selected already
        this.words = words;
        getStyleClass().add("lab-states");
        getStylesheets().add(Sheets.of(StatesView.class, "states.css"));
    }

    /** Draws the selected connection's states as of this moment; the machine alone where none is selected. */
    public void show(Moment moment, Optional<Selection> selection) {
        setAccessibleText(words.text("states.name"));
        shown = new Shown(moment, selection);
        draw();
    }

    @Override
    protected Picture picture(double width) {
        Shown now = shown;
        return now == null ? Picture.EMPTY : States.of(now.moment(), now.selection(), width, words);
    }
}
