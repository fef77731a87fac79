package org.socketlab.picture.calls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.SocketCall;

/** Joins calls with their returns: what is blocked at the moment shown first, then the latest. */
public final class CallLines {
    private CallLines() {}

    /**
     * @param facts with calls and returns among them, by seq
     * @param state the moment shown: its open calls are the blocked ones
     * @param wanted which of the open calls belong here
     * @return blocked calls, longest first, then returned ones, latest first
     */
    public static List<CallLine> of(List<Fact> facts, LabState state, Predicate<Event.Called> wanted) {
        List<CallLine> blocked = state.openCalls().values().stream()
                .filter(open -> wanted.test(open.call()))
                .sorted(Comparator.comparingLong(LabState.OpenCall::t))
                .map(open -> new CallLine(open.call(), open.seq(), open.seq(), open.t(), Optional.empty(), 0))
                .toList();
        Map<Long, Fact> entries = new HashMap<>();
        Map<Long, CallLine> done = new LinkedHashMap<>();
        for (Fact fact : facts) {
            switch (fact.event()) {
                case Event.Called called -> entries.put(called.call(), fact);
                case Event.Returned returned -> {
                    Fact entry = entries.remove(returned.call());
                    if (entry != null && entry.event() instanceof Event.Called called) {
                        done.put(
                                called.call(),
                                new CallLine(
                                        called,
                                        entry.seq(),
                                        fact.seq(),
                                        entry.t(),
                                        Optional.of(returned),
                                        fact.t() - entry.t()));
                    }
                }
                default -> {}
            }
        }
        List<CallLine> lines = new ArrayList<>(blocked);
        lines.addAll(List.copyOf(done.values()).reversed());
        return lines;
    }

    /** Leaves out the rounds of the event loop that found nothing, which would bury the rest. */
    public static List<CallLine> telling(List<CallLine> lines) {
        Set<SocketCall> loop = new HashSet<>(List.of(SocketCall.epoll_wait, SocketCall.epoll_ctl));
        return lines.stream()
                .filter(line -> !loop.contains(line.call().name()) || line.blocked())
                .toList();
    }
}
