package org.socketlab.lab;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.socketlab.os.Uninterrupted;

/** A thread that does one thing after the other. One that fails is told of, and the next goes on. Any thread may ask. */
final class Workbench {
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final Consumer<Throwable> failed;
    private final Thread thread;
    private boolean last; // its own thread's

    Workbench(String name, Consumer<Throwable> failed) {
        this.failed = failed;
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Does this after all that was asked before. */
    void later(Runnable work) {
        waiting.add(work);
    }

    /** Does this and then no more; returns once the thread has ended. */
    void end(Runnable work) {
        waiting.add(() -> {
            last = true;
            work.run();
        });
        Uninterrupted.join(thread);
    }

    private void run() {
        while (!last) {
            try {
                waiting.take().run();
            } catch (InterruptedException e) {
                // nobody but end() ends this thread
            } catch (RuntimeException | Error e) {
                failed.accept(e);
            }
        }
    }
}
