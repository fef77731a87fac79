package org.socketlab.lab;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
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

    /** Starts the TCP server on a free port of 127.0.0.1 and the Unix server on that path; where the former listens. */
    public static Endpoint serving(Lab lab, Endpoint.Unix path) {
        lab.submit(new Command.StartServer("tcp", List.of(Endpoint.parse("127.0.0.1:0")), Framing.LINE, 5), "test");
        lab.submit(new Command.StartServer("unix", List.of(path), Framing.LINE, 5), "test");
        until(lab, state -> state.listeners().size() == 2);
        return lab.now().state().listeners().keySet().stream()
                .map(LabState.ListenerKey::endpoint)
                .filter(Endpoint.Inet.class::isInstance)
                .findFirst()
                .orElseThrow();
    }
}
