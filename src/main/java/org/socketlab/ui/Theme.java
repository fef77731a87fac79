package org.socketlab.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

/** Day or night: AtlantaFX's base theme, and the sheet that gives the lab's colour names their values. */
public enum Theme {
    LIGHT(new PrimerLight(), "light.css"),
    DARK(new PrimerDark(), "dark.css");

    private final atlantafx.base.theme.Theme base;
    private final String colours;

    Theme(atlantafx.base.theme.Theme base, String colours) {
        this.base = base;
        this.colours = colours;
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
