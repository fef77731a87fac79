package org.socketlab.ui;

import javafx.scene.Node;
import javafx.scene.control.Labeled;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Icons that grow with the text beside them; Ikonli's own size knows no em. */
public final class Icons {
    private static final double EM = 1.15;

    private Icons() {}

    /** Gives a control an icon as high as its text. */
    public static Node on(Labeled control, Ikon icon) {
        FontIcon drawn = new FontIcon(icon);
        // set, not bound: the theme's sheet has a size of its own, and complains of a bound one
        control.fontProperty().subscribe(font -> drawn.setIconSize((int) Math.round(font.getSize() * EM)));
        control.setGraphic(drawn);
        return drawn;
    }
}
