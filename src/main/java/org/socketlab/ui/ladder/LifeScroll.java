package org.socketlab.ui.ladder;

import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import org.socketlab.ui.Uncached;

/** Scrolls a ladder, and knows whether someone reads in the middle of it. The keys that move in text move in it. */
public final class LifeScroll extends ScrollPane {
    private static final double EDGE = 0.001;

    private final Region content;

    LifeScroll(Region content) {
        super(content);
        this.content = content;
        Uncached.paint(this);
        setFitToWidth(true);
        setFocusTraversable(true);
    }

    private double hidden() {
        return content.getHeight() - getViewportBounds().getHeight();
    }

    /** Whether the keys that move in text have something to move here. */
    public boolean scrolls() {
        return hidden() > 0;
    }

    private double place() {
        return (getVvalue() - getVmin()) / (getVmax() - getVmin());
    }

    boolean atTop() {
        return hidden() <= 0 || place() < EDGE;
    }

    boolean atEnd() {
        return hidden() <= 0 || place() > 1 - EDGE;
    }

    boolean between() {
        return !atTop() && !atEnd();
    }

    void toEnd() {
        setVvalue(getVmax());
    }

    /** So many viewports down, up where it is less than 0. */
    void by(double viewports) {
        double hidden = hidden();
        if (hidden > 0) {
            double to = place() + viewports * getViewportBounds().getHeight() / hidden;
            setVvalue(getVmin() + Math.clamp(to, 0, 1) * (getVmax() - getVmin()));
        }
    }
}
