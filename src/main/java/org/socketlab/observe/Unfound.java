package org.socketlab.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The inodes that no table which may be read holds. Each is searched again after 0.2 s, 0.4 s, 0.8 s … at most every 51 s: its
 * owner may pass it on to one that may be read, but a search costs a walk through all of /proc. Times in ns.
 */
final class Unfound {
    private static final long FIRST = 200_000_000L;
    private static final long LAST = 256 * FIRST;

    private record Search(long again, long pause) {}

    private final Map<Long, Search> searches = new HashMap<>();

    /** Whether this inode was searched for and not found. */
    boolean searched(long inode) {
        return searches.containsKey(inode);
    }

    /** Whether it is time to search for it. */
    boolean due(long inode, long now) {
        Search last = searches.get(inode);
        return last == null || now - last.again() >= 0;
    }

    /** It was searched for in vain. */
    void inVain(long inode, long now) {
        Search last = searches.get(inode);
        long pause = last == null ? FIRST : Math.min(LAST, 2 * last.pause());
        searches.put(inode, new Search(now + pause, pause));
    }

    /** Forgets all but these. */
    void retain(Set<Long> inodes) {
        searches.keySet().retainAll(inodes);
    }
}
