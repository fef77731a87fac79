package org.socketlab.ui.time;

import javafx.collections.ObservableList;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import org.socketlab.picture.time.TimeMark;

/** The shapes of the marks: ▲ connect, ■ close, ✕ reset, ! error, ▮▮ facts lost. */
final class MarkShape {
    private MarkShape() {}

    /** Adds a mark around (x, y), {@code r} its half width, to the path of its kind. */
    static void draw(Path path, TimeMark.Kind kind, double x, double y, double r) {
        ObservableList<PathElement> to = path.getElements();
        switch (kind) {
            case CONNECT ->
                to.addAll(new MoveTo(x, y - r), new LineTo(x + r, y + r), new LineTo(x - r, y + r), new ClosePath());
            case CLOSE -> square(to, x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8);
            case RESET ->
                to.addAll(
                        new MoveTo(x - r, y - r),
                        new LineTo(x + r, y + r),
                        new MoveTo(x + r, y - r),
                        new LineTo(x - r, y + r));
            case GAP -> { // two bars with nothing between them
                square(to, x - r, y - r, x - r * 0.5, y + r);
                square(to, x + r * 0.5, y - r, x + r, y + r);
            }
            case ERROR -> {
                square(to, x - r * 0.25, y - r * 1.2, x + r * 0.25, y + r * 0.35);
                square(to, x - r * 0.25, y + r * 0.75, x + r * 0.25, y + r * 1.2);
            }
        }
    }

    private static void square(ObservableList<PathElement> to, double left, double top, double right, double bottom) {
        to.addAll(
                new MoveTo(left, top),
                new LineTo(right, top),
                new LineTo(right, bottom),
                new LineTo(left, bottom),
                new ClosePath());
    }
}
