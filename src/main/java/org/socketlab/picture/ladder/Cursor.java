package org.socketlab.picture.ladder;

import org.socketlab.picture.Numbers;

/** Where on the paper the next row goes, px, and when the row above it happened, ns since the start. */
final class Cursor {
    private double y = Rungs.TOP;
    private long above;

    Cursor(long above) {
        this.above = above;
    }

    double y() {
        return y;
    }

    void down(double by) {
        y += by;
    }

    /** The next row goes no higher than that. */
    void atLeast(double least) {
        y = Math.max(y, least);
    }

    /** How long after the row above; this is the row above from now on. */
    String since(long t) {
        String words = "+" + Numbers.duration(Math.max(0, t - above));
        above = Math.max(above, t);
        return words;
    }
}
