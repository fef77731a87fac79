package org.socketlab.ui.drawing;

import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;
import org.socketlab.picture.Act;
import org.socketlab.picture.Picture;
import org.socketlab.ui.Sheets;

/**
 * A picture that is as wide as there is room and as high as it comes out, for a pane that scrolls: laid out anew for each
 * width, larger with the text. FX thread only.
 */
public abstract class PictureView extends Region {
    private static final double FIRST_WIDTH = 420;

    private final DoubleProperty textScale = new SimpleDoubleProperty(this, "textScale", 1);
    private final Board board;
    private final double margin;
    private final double leastWidth;
    private Picture drawn = Picture.EMPTY;
    private double drawnFor = -1;

    /**
     * @param chosen takes what is asked for by choosing an item
     * @param margin around the picture, px
     * @param leastWidth of the view where something is drawn, px at 100 %
     */
    protected PictureView(Consumer<Act> chosen, double margin, double leastWidth) {
        board = new Board(chosen);
        this.margin = margin;
        this.leastWidth = leastWidth;
        getStylesheets().add(Sheets.of(Board.class, "drawing.css"));
        Scale scale = new Scale();
        scale.xProperty().bind(textScale);
        scale.yProperty().bind(textScale);
        board.getTransforms().add(scale);
        getChildren().add(board);
        textScale.addListener(_ -> requestLayout());
    }

    /** The picture at this width, px at 100 %; empty before there is one. */
    protected abstract Picture picture(double width);

    /** How large text is, 1 at 100 %. */
    public final DoubleProperty textScaleProperty() {
        return textScale;
    }

    /** Draws what is to be shown now. */
    protected final void draw() {
        drawnFor = room();
        Picture next = picture(drawnFor);
        boolean resized = next.width() != drawn.width() || next.height() != drawn.height();
        drawn = next;
        board.show(next);
        if (resized) {
            requestLayout();
        }
    }

    private double room() {
        double width = getWidth() > 0 ? getWidth() : FIRST_WIDTH * textScale.get();
        return Math.floor((width - 2 * margin) / textScale.get());
    }

    @Override
    protected void layoutChildren() {
        if (drawnFor >= 0 && room() != drawnFor) {
            draw();
            board.style();
        }
        board.resizeRelocate(margin, margin, drawn.width(), drawn.height());
    }

    @Override
    protected double computeMinWidth(double height) {
        return drawn.equals(Picture.EMPTY) ? 0 : leastWidth * textScale.get();
    }

    @Override
    protected double computePrefWidth(double height) {
        return FIRST_WIDTH * textScale.get();
    }

    @Override
    protected double computePrefHeight(double width) {
        return drawn.height() * textScale.get() + 2 * margin;
    }
}
