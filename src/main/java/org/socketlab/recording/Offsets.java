package org.socketlab.recording;

import java.util.ArrayList;
import java.util.List;

/** Where in a file each fact's line stands. One thread adds all; then any thread reads. */
final class Offsets {
    private static final int BLOCK = 1_024;

    private final long first;
    private final List<long[]> starts = new ArrayList<>();
    private final List<int[]> lengths = new ArrayList<>();
    private int count;

    /** @param first the first fact's seq */
    Offsets(long first) {
        this.first = first;
    }

    /** Adds the next fact's line; its length is without its end. */
    void add(long at, int length) {
        if (count % BLOCK == 0) {
            starts.add(new long[BLOCK]);
            lengths.add(new int[BLOCK]);
        }
        starts.getLast()[count % BLOCK] = at;
        lengths.getLast()[count % BLOCK] = length;
        count++;
    }

    long at(long seq) {
        int index = (int) (seq - first);
        return starts.get(index / BLOCK)[index % BLOCK];
    }

    /** Where the line ends. */
    long end(long seq) {
        int index = (int) (seq - first);
        return at(seq) + lengths.get(index / BLOCK)[index % BLOCK];
    }
}
