package org.socketlab.ui;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/**
 * Something done again and again, or once, after a while. Nothing happens in between: a JavaFX animation, a pause too,
 * would keep the whole window pulsing 60 times a second until it ends. JavaFX thread only.
 */
public final class Ticking {
    private final Runnable tick;
    private long turn;
    private boolean on;

    public Ticking(Runnable tick) {
        this.tick = tick;
    }

    /** Ticks each so many milliseconds from now on; goes on as it is where it does so already. */
    public void start(long milliseconds) {
        if (!on) {
            on = true;
            later(new WeakReference<>(this), milliseconds, ++turn, true);
        }
    }

    /** Ticks once, so many milliseconds from now; what was to come before that does not. */
    public void once(long milliseconds) {
        stop();
        later(new WeakReference<>(this), milliseconds, turn, false);
    }

    /** Ticks no more. */
    public void stop() {
        on = false;
        turn++;
    }

    /** What is to come does not keep whose it is: with the window that was left it is collected, and comes no more. */
    private static void later(WeakReference<Ticking> of, long milliseconds, long mine, boolean again) {
        in(milliseconds).execute(() -> {
            Ticking ticking = of.get();
            if (ticking != null && mine == ticking.turn) {
                if (again) {
                    later(of, milliseconds, mine, true);
                }
                ticking.tick.run();
            }
        });
    }

    private static Executor in(long milliseconds) {
        return CompletableFuture.delayedExecutor(milliseconds, TimeUnit.MILLISECONDS, Platform::runLater);
    }
}
