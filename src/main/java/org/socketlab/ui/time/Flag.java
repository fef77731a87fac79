package org.socketlab.ui.time;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import org.socketlab.picture.time.Bookmark;
import org.socketlab.ui.Fonts;

/** A bookmark on the track: a flag that says its note, and leads to its moment. */
final class Flag extends Path {
    private final Bookmark bookmark;

    Flag(Bookmark bookmark, Runnable go) {
        this.bookmark = bookmark;
        getStyleClass().add("flag");
        setManaged(false);
        setPickOnBounds(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(bookmark.text());
        setOnMouseClicked(_ -> go.run());
        Tooltip tooltip = new Tooltip(bookmark.text());
        tooltip.setWrapText(true);
        if (Fonts.needsChinese(bookmark.text())) {
            Fonts.loadChinese();
            tooltip.getStyleClass().add("han");
        }
        Tooltip.install(this, tooltip);
    }

    Bookmark bookmark() {
        return bookmark;
    }

    /** Stands with its foot at (x, y), {@code r} the half height of a mark. */
    void plant(double x, double y, double r) {
        double top = y - 2.6 * r;
        getElements()
                .setAll(
                        new MoveTo(x, y),
                        new LineTo(x, top),
                        new LineTo(x + 2.2 * r, top + 0.8 * r),
                        new LineTo(x + 1.2, top + 1.6 * r),
                        new LineTo(x + 1.2, y),
                        new ClosePath());
    }
}
