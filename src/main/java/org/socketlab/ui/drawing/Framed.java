package org.socketlab.ui.drawing;

import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import org.socketlab.picture.Rect;

/**
 * A rectangle whose line lies within its area, as {@code StrokeType.INSIDE} has it, which keeps a line of 1 px on whole
 * pixels. It draws a centred line half a line further in, because JavaFX makes an inside one by intersecting areas anew
 * in each frame: two thirds of what a frame cost.
 */
final class Framed extends Rectangle {
    private final Rect area;
    private final double radius;

    Framed(Rect area, double radius) {
        this.area = area;
        this.radius = radius;
        place();
        strokeProperty().addListener(_ -> place());
        strokeWidthProperty().addListener(_ -> place());
    }

    private void place() {
        double width = drawn(getStroke()) ? getStrokeWidth() : 0;
        setX(area.x() + width / 2);
        setY(area.y() + width / 2);
        setWidth(Math.max(0, area.width() - width));
        setHeight(Math.max(0, area.height() - width));
        setArcWidth(Math.max(0, radius * 2 - width));
        setArcHeight(Math.max(0, radius * 2 - width));
    }

    private static boolean drawn(@Nullable Paint stroke) {
        return stroke != null && !stroke.equals(Color.TRANSPARENT);
    }
}
