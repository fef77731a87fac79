package org.socketlab.ui;

import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A robot that goes on as soon as what it did on JavaFX's thread is done, and what that asked to be done later. TestFX's own
 * sleeps 50 ms each time, which was most of what the tests of the window took.
 */
public final class Hand extends FxRobot {
    private static final int LATER = 5; // as deep as TestFX follows what runLater() asks of runLater()

    @Override
    public FxRobot interact(Runnable work) {
        WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(work));
        awaitLater();
        return this;
    }

    /** Returns once all that JavaFX's thread was asked to do later is done. */
    static void awaitLater() {
        for (int i = 0; i < LATER; i++) {
            WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(() -> {}));
        }
    }
}
