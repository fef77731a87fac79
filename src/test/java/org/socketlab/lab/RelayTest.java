package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Samples;
import org.socketlab.os.FactSink;
import org.socketlab.os.KernelView;

/** What comes from the servers' own process in one go is more than the lab's ring has room for. */
class RelayTest {
    /** Fewer than the places of a ring, so that the lab's own facts have room beside these. */
    private static final int ROOM = 4_096;

    private static final int FACTS = 50_000;

    /** Takes no more than it has room for until all that it has is recorded. */
    private static final class Narrow implements FactSink {
        private final List<Event> taken = new ArrayList<>();
        private int waiting;

        @Override
        public boolean tell(long t, Evidence evidence, Because because, Event event) {
            boolean room = waiting < ROOM;
            if (room) {
                waiting++;
                taken.add(event);
            }
            return room;
        }

        void recorded() {
            waiting = 0;
        }
    }

    @Test
    void manyFactsAtOnceWaitForTheirRecorderAndNoneIsLost() {
        Narrow facts = new Narrow();
        KernelView view = (KernelView) Proxy.newProxyInstance(
                KernelView.class.getClassLoader(), new Class<?>[] {KernelView.class}, (_, method, _) -> {
                    throw new AssertionError("not asked: " + method);
                });
        Relay relay = new Relay(
                new Surroundings(facts, view, () -> {}, facts::recorded, _ -> {}, Runnable::run), Samples.SELF, 1);
        for (int seq = 1; seq <= FACTS; seq++) {
            relay.pass(Samples.fact(seq, new Event.Log("server:tcp", "line " + seq)));
        }
        assertThat(facts.taken)
                .hasSize(FACTS)
                .startsWith(new Event.Log("server:tcp", "line 1"))
                .endsWith(new Event.Log("server:tcp", "line " + FACTS));
    }
}
