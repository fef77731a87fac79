package org.socketlab.model;

import java.util.Set;

/** How many more fds fit below a limit: a new fd gets the lowest free number, and that must be below it (getrlimit(2)). */
public final class FdRoom {
    private FdRoom() {}

    /** The lowest limit that leaves so many free, where these are used. */
    public static int limit(Set<Integer> used, int free) {
        int most = 0;
        for (int left = free; left > 0 || used.contains(most); most++) {
            left -= used.contains(most) ? 0 : 1;
        }
        return most;
    }
}
