package org.socketlab.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * Lets SIGINT, SIGTERM and SIGHUP close the window, as a person would. Left to the JVM, a signal runs all shutdown hooks
 * at once: JavaFX's own then takes the renderer from a window that is still drawing, which prints a stack trace.
 */
final class Signals {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    private static final int BY_SIGNAL = 128; // added to its number in the exit status, bash(1)

    private final Runnable close;
    private final AtomicInteger first = new AtomicInteger();

    /** @param close asks for the end and comes back at once; called on a thread of the JVM's */
    Signals(Runnable close) {
        this.close = close;
    }

    /** From now on; a signal that is ignored, as SIGHUP under nohup(1), stays so. */
    void watch() {
        NAMES.forEach(name -> Signal.handle(new Signal(name), this::take));
    }

    /** What the process should exit with: 0 where no signal came. */
    int exitCode() {
        return first.get() == 0 ? 0 : BY_SIGNAL + first.get();
    }

    private void take(Signal signal) {
        if (first.compareAndSet(0, signal.getNumber())) {
            close.run();
        } else {
            System.exit(BY_SIGNAL + signal.getNumber()); // asked twice: a window that hangs must not keep the process
        }
    }
}
