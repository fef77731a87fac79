package org.socketlab.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Those who may stay as they are only so long, all equally long, so that the first in is the first due. The loop's thread
 * only.
 */
final class Deadlines<T> {
    private final long nanoseconds;
    private final SequencedMap<T, Long> due = new LinkedHashMap<>();

    Deadlines(long duration, TimeUnit unit) {
        nanoseconds = unit.toNanos(duration);
    }

    /** Gives it its time from now. */
    void add(T one, long now) {
        due.putLast(one, now + nanoseconds);
    }

    void remove(T one) {
        due.remove(one);
    }

    boolean holds(T one) {
        return due.containsKey(one);
    }

    /** Takes out the first that is due, null where none is. */
    @Nullable
    T takeDue(long now) {
        Map.Entry<T, Long> first = due.firstEntry();
        if (first == null || first.getValue() - now > 0) {
            return null;
        }
        return takeFirst();
    }

    /** Takes out the first, due or not; null where there is none. */
    @Nullable
    T takeFirst() {
        Map.Entry<T, Long> first = due.pollFirstEntry();
        return first == null ? null : first.getKey();
    }

    /** Nanoseconds until the first is due, at most {@code most}. */
    long untilDue(long now, long most) {
        Map.Entry<T, Long> first = due.firstEntry();
        return first == null ? most : Math.clamp(first.getValue() - now, 0, most);
    }
}
