package org.socketlab.export;

/** By day or by night: the window's own colours, by the style sheet that gives them their names. */
public enum Palette {
    LIGHT("light.css"),
    DARK("dark.css");

    private final String sheet;

    Palette(String sheet) {
        this.sheet = "/org/socketlab/ui/" + sheet;
    }

    /** The absolute name of the sheet on the class path. */
    String sheet() {
        return sheet;
    }
}
