package org.socketlab.lab;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;

/** Waits for facts of a lab; where they never come, the time limit of the test that waits ends it. */
public final class Until {
    private Until() {}

    public static void until(Lab lab, Predicate<LabState> holds) {
        while (!holds.test(lab.now().state())) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    public static void phase(Lab lab, String console, Phase phase) {
        until(
                lab,
                state -> state.consoles().containsKey(console)
                        && state.consoles().get(console).phase() == phase);
    }
}
