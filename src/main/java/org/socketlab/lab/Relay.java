package org.socketlab.lab;

import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.Refusal;
import org.socketlab.model.Stage;
import org.socketlab.trace.Ring;

/**
 * Passes on what the servers' own process did, as facts of this lab: its calls bear its pid, and numbers of their own. What
 * it only repeats of the lab is left out. One thread.
 */
final class Relay {
    /** Call numbers are below this (Ring), so each process has a range of them. */
    private static final int NUMBER_BITS = 44;

    /** After so many facts their recorder is waited for, so that they never fill its ring. */
    private static final int AT_ONCE = 2_048;

    private final Surroundings around;
    private final int pid;
    private final long range;
    private long seq;
    private int since;

    /** @param number of that process among those of this lab, from 1 */
    Relay(Surroundings around, int pid, int number) {
        this.around = around;
        this.pid = pid;
        range = (long) number << NUMBER_BITS;
    }

    void pass(Fact fact) {
        seq = fact.seq();
        switch (fact.event()) {
            case Event.Called call ->
                tell(
                        fact,
                        new Event.Called(
                                range + call.call(),
                                call.name(),
                                call.args(),
                                call.fd(),
                                call.thread(),
                                call.actor(),
                                pid));
            case Event.Returned back -> {
                tell(
                        fact,
                        new Event.Returned(
                                range + back.call(),
                                back.result(),
                                back.errno(),
                                back.out(),
                                back.id(),
                                back.bytes(),
                                back.length()));
                around.returned().run();
            }
            case Event.Gap gap -> tell(fact, new Event.Gap(gap.lost(), gap.why(), 0, 0));
            case Event.Listener _, Event.Holding _, Event.Log _, Event.Segment _, Refusal _ -> tell(fact, fact.event());
            case Event.Asked _,
                    Event.Looked _,
                    Event.FdTable _,
                    Event.Destroyed _,
                    Event.ProcessSeen _,
                    Event.LimitsRead _,
                    Event.SocketFile _,
                    Event.ConsoleBytes _,
                    Event.ConsoleNote _,
                    Event.Note _ -> {}
        }
    }

    /** Its facts up to this one were lost on the way: none of its calls may be thought open. */
    void lost(long upTo) {
        long lost = Math.max(1, upTo - seq);
        seq = upTo;
        observed(new Event.Gap(lost, Ring.FULL, range, range | (1L << NUMBER_BITS) - 1));
    }

    private void tell(Fact fact, Event event) {
        around.facts().tell(fact.t(), fact.evidence(), fact.because(), event);
        if (++since == AT_ONCE) {
            since = 0;
            around.recorded().run();
        }
    }

    /** Nobody listens there any more, for the kernel closes all that a process had. */
    void wentWithIt(Event.Listener up) {
        Event down = new Event.Listener(up.actor(), false, up.endpoint(), up.framing(), up.backlog(), Stage.FREE);
        around.facts().tell(System.nanoTime(), Evidence.INFERRED, Because.of("process-ended"), down);
    }

    /** Tells what was learnt of that process here. */
    void observed(Event event) {
        around.facts().tell(System.nanoTime(), Evidence.OBSERVED, Because.OBSERVED, event);
    }
}
