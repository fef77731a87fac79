package org.socketlab.picture.ladder;

import java.util.OptionalLong;
import org.socketlab.picture.Picture;

/**
 * A stretch of a connection's life as a ladder: how it began, and what happened up to some moment.
 *
 * @param before the last fact of what is left out between the beginning and the rest; empty where nothing is
 * @param until when its last fact happened, ns since the start
 * @param newest whether it goes on up to the moment that the window shows
 */
public record LadderPage(Picture picture, OptionalLong before, long until, boolean newest) {
    public static final LadderPage NONE = new LadderPage(Picture.EMPTY, OptionalLong.empty(), 0, true);

    /** Whether there is more of this life than the page shows. */
    public boolean partial() {
        return before.isPresent() || !newest;
    }
}
