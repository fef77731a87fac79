package org.socketlab.ui.ladder;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;
import org.jspecify.annotations.Nullable;
import org.socketlab.picture.Act;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.picture.ladder.Ladder;
import org.socketlab.picture.ladder.Trail;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.socketlab.ui.Sheets;
import org.socketlab.ui.drawing.Board;

/** The inspector's Handshake tab: how the selected connection came to be, spoke and ended. FX thread only. */
public final class LadderView extends Region {
    private static final double FIRST_WIDTH = 420;
    private static final double MARGIN = 8;

    private final Words words;
    private final DoubleProperty textScale = new SimpleDoubleProperty(this, "textScale", 1);
    private final Board board;
    private @Nullable Shown shown;
    private final Trail trail = new Trail();
    private Picture drawn = Picture.EMPTY;
    private double drawnFor = -1;
    private final ReadOnlyBooleanWrapper uncaptured = new ReadOnlyBooleanWrapper(this, "uncaptured");

    /** What was last asked for. */
    private record Shown(Moment moment, History history, Optional<Selection> selection) {}

    /** {@code chosen} takes the call or segment that a person picks out. */
    public LadderView(Words words, Consumer<Selection> chosen) {
        this.words = words;
        this.board = new Board(act -> {
            if (act instanceof Act.Select(Selection one)) {
                chosen.accept(one);
            }
        });
        getStyleClass().add("lab-ladder");
        getStylesheets().addAll(Sheets.of(Board.class, "drawing.css"), Sheets.of(LadderView.class, "ladder.css"));
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

    /** Whether it draws a connection of which no segment was captured. */
    public ReadOnlyBooleanProperty uncapturedProperty() {
        return uncaptured.getReadOnlyProperty();
    }

    /** Draws the selected connection as of this moment; a line of words where none is selected. */
    public void show(Moment moment, History history, Optional<Selection> selection) {
        setAccessibleText(words.text("ladder.name"));
        shown = new Shown(moment, history, selection);
        draw();
    }

    private void draw() {
        Shown now = shown;
        if (now == null) {
            return;
        }
        drawnFor = room();
        Picture next = Ladder.of(trail, now.moment(), now.history(), now.selection(), drawnFor, words);
        boolean resized = next.width() != drawn.width() || next.height() != drawn.height();
        drawn = next;
        board.show(next);
        uncaptured.set(Ladder.uncaptured(next));
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
        return drawn.equals(Picture.EMPTY) ? 0 : 330 * textScale.get();
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
