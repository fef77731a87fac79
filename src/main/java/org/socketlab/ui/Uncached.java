package org.socketlab.ui;

import javafx.scene.control.ScrollPane;

/**
 * JavaFX keeps what a scroll pane shows as an image, so that scrolling costs little; but then each change in it, a caret
 * or a pill that moves a pixel, paints the whole of it anew. What moves by itself is better painted where it moves.
 */
public final class Uncached {
    private Uncached() {}

    /** Paints only what changes in this scroll pane. */
    public static void paint(ScrollPane pane) {
        pane.skinProperty()
                .subscribe(_ -> pane.getChildrenUnmodifiable().stream()
                        .filter(child -> child.getStyleClass().contains("viewport"))
                        .forEach(viewport -> viewport.setCache(false)));
    }
}
