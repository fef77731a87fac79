package org.socketlab.ui.states;

import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;
import org.jspecify.annotations.Nullable;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.picture.states.States;
import org.socketlab.trace.Moment;
import org.socketlab.ui.Sheets;
import org.socketlab.ui.drawing.Board;

/** The inspector's States tab: where in TCP's state machine the ends of the selected connection stand. FX thread only. */
public final class StatesView extends Region {
    private static final double FIRST_WIDTH = 420;
    private static final double LEAST_WIDTH = 300;
    private static final double MARGIN = 12;

    private final Words words;
    private final DoubleProperty textScale = new SimpleDoubleProperty(this, "textScale", 1);
    private final Board board = new Board(_ -> {}); // nothing to choose: it is about what is selected already
    private @Nullable Shown shown;
    private Picture drawn = Picture.EMPTY;
    private double drawnFor = -1;

    /** What was last asked for. */
    private record Shown(Moment moment, Optional<Selection> selection) {}

    public StatesView(Words words) {
        this.words = words;
        getStyleClass().add("lab-states");
        getStylesheets().addAll(Sheets.of(Board.class, "drawing.css"), Sheets.of(StatesView.class, "states.css"));
        Scale scale = new Scale();
        scale.xProperty().bind(textScale);
        scale.yProperty().bind(textScale);
        board.getTransforms().add(scale);
        getChildren().add(board);
        textScale.addListener(_ -> requestLayout());
    }

    /** How large text is, 1 at 100 %. */
    public DoubleProperty textScaleProperty() {
        return textScale;
    }

    /** Draws the selected connection's states as of this moment; the machine alone where none is selected. */
    public void show(Moment moment, Optional<Selection> selection) {
        setAccessibleText(words.text("states.name"));
        shown = new Shown(moment, selection);
        draw();
    }

    private void draw() {
        Shown now = shown;
        if (now == null) {
            return;
        }
        drawnFor = room();
        Picture next = States.of(now.moment(), now.selection(), drawnFor, words);
        boolean resized = next.width() != drawn.width() || next.height() != drawn.height();
        drawn = next;
        board.show(next);
        if (resized) {
            requestLayout();
        }
    }

    private double room() {
        double width = getWidth() > 0 ? getWidth() : FIRST_WIDTH * textScale.get();
        return Math.floor((width - 2 * MARGIN) / textScale.get());
    }

    @Override
    protected void layoutChildren() {
        if (shown != null && room() != drawnFor) {
            draw();
            board.style();
        }
        board.resizeRelocate(MARGIN, MARGIN, drawn.width(), drawn.height());
    }

    @Override
    protected double computeMinWidth(double height) {
        return drawn.equals(Picture.EMPTY) ? 0 : LEAST_WIDTH * textScale.get() + 2 * MARGIN;
    }

    @Override
    protected double computePrefWidth(double height) {
        return FIRST_WIDTH * textScale.get();
    }

    @Override
    protected double computePrefHeight(double width) {
        return drawn.height() * textScale.get() + 2 * MARGIN;
    }
}
