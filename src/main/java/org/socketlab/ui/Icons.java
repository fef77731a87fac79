package org.socketlab.ui;

import javafx.scene.control.Labeled;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Puts icons on controls; {@code text.css} lets them grow with the text, because Ikonli's size knows no em. */
public final class Icons {
    private Icons() {}

    /** Gives a control an icon. */
    public static void on(Labeled control, Ikon icon) {
        control.setGraphic(new FontIcon(icon));
    }
}
