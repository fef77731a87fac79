package org.socketlab.trace;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Those who want to hear of publications. Any thread adds; the recorder's calls. */
final class Listeners {
    private final BiConsumer<Runnable, Throwable> failure;
    private final List<Runnable> all = new CopyOnWriteArrayList<>();
    private final Set<Runnable> failed = new HashSet<>();

    Listeners(BiConsumer<Runnable, Throwable> failure) {
        this.failure = failure;
    }

    void add(Runnable listener) {
        all.add(listener);
    }

    /** A listener that fails is told of once, and called again the next time: the view behind it may recover. */
    void call() {
        for (Runnable listener : all) {
            try {
                listener.run();
            } catch (RuntimeException | Error e) {
                if (failed.add(listener)) {
                    failure.accept(listener, e);
                }
            }
        }
    }
}
