package org.socketlab.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import org.socketlab.export.Palette;

/** Day or night: AtlantaFX's base theme, and the sheet that gives the lab's colour names their values. */
public enum Theme {
    LIGHT(new PrimerLight(), "light.css", Palette.LIGHT),
    DARK(new PrimerDark(), "dark.css", Palette.DARK);

    private final atlantafx.base.theme.Theme base;
    private final String colours;
    private final Palette palette;

    Theme(atlantafx.base.theme.Theme base, String colours, Palette palette) {
        this.base = base;
        this.colours = colours;
        this.palette = palette;
    }

    /** The same for pictures that leave the window. */
    Palette palette() {
        return palette;
    }

    /** The base theme's sheet, for the user agent's place. */
    public String base() {
        return base.getUserAgentStylesheet();
    }

    /** The sheet of the lab's colours, for the scene. */
    public String colours() {
        return Sheets.of(Theme.class, colours);
    }

    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }
}
