package org.socketlab.picture.states;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Evidence;
import org.socketlab.model.SocketState;
import org.socketlab.model.StatePath;
import org.socketlab.model.StatePath.Step;
import org.socketlab.model.TcpState;

/**
 * A socket's way through the machine: the states it was seen in, and what must lie between them.
 *
 * @param visits by state, in the order in which they were passed
 * @param legs by way
 * @param doubts pairs of states between which nobody saw which way was taken
 */
record Trace(Map<SocketState, Visit> visits, Map<Way, Leg> legs, List<Doubt> doubts) {
    static final Trace NONE = new Trace(Map.of(), Map.of(), List.of());

    /** What says that a state was passed which nobody saw. */
    enum Reason {
        NONE,
        /** Every socket begins there. */
        BEGAN,
        /** connect() returned 0. */
        CONNECTED,
        /** connect() has been entered. */
        CONNECTING,
        /** What came after it was seen. */
        LATER
    }

    /**
     * A state on the way.
     *
     * @param seqs the facts that told it, or that it is inferred from
     * @param t when it was seen, or what it is inferred from; ns since the start
     * @param later the state that was seen after it, where it is inferred from that
     */
    record Visit(Evidence evidence, List<Long> seqs, long t, Reason reason, Optional<SocketState> later) {
        static final Visit NOBODY = new Visit(Evidence.INFERRED, List.of(), 0, Reason.NONE, Optional.empty());

        boolean seen() {
            return evidence != Evidence.INFERRED;
        }
    }

    /** An arrow on the way: seen where both its ends were and no other way joins them. */
    record Leg(boolean seen, List<Long> seqs) {}

    record Doubt(SocketState from, SocketState to, List<Long> seqs) {}

    static Trace of(Role role, StatePath path, boolean unix, Optional<Long> connecting) {
        Walk walk = new Walk(role);
        Optional<Step> before = Optional.empty();
        for (Step step : path.steps()) {
            walk.to(before, step, unix);
            before = Optional.of(step);
        }
        boolean unconnected = before.filter(last -> last.state() == TcpState.CLOSED && last.how() == StatePath.How.CALL)
                .isPresent();
        if (unconnected && connecting.isPresent()) {
            walk.infer(
                    TcpState.SYN_SENT, List.of(connecting.get()), before.get().t(), Reason.CONNECTING, null);
            walk.legs.put(Way.CONNECT, new Leg(false, List.of(connecting.get())));
        }
        return new Trace(walk.visits, walk.legs, List.copyOf(walk.doubts));
    }

    private static final class Walk {
        private final Role role;
        private final Map<SocketState, Visit> visits = new LinkedHashMap<>();
        private final Map<Way, Leg> legs = new LinkedHashMap<>();
        private final List<Doubt> doubts = new ArrayList<>();

        Walk(Role role) {
            this.role = role;
        }

        void to(Optional<Step> before, Step step, boolean unix) {
            Optional<SocketState> from = before.map(Step::state).or(() -> role.begins(unix));
            boolean begins =
                    before.isEmpty() && from.filter(step.state()::equals).isPresent();
            if (from.isPresent() && !begins) {
                between(before, from.get(), step);
            }
            visits.remove(step.state());
            visits.put(
                    step.state(),
                    new Visit(step.evidence(), List.of(step.seq()), step.t(), Reason.NONE, Optional.empty()));
        }

        private void between(Optional<Step> before, SocketState from, Step step) {
            List<Long> seqs = Stream.concat(before.stream(), Stream.of(step))
                    .map(Step::seq)
                    .toList();
            Reason reason = step.how() == StatePath.How.CALL ? Reason.CONNECTED : Reason.LATER;
            if (before.isEmpty() && role != Role.SERVER) { // a server's socket leaves LISTEN to its listener
                infer(from, seqs, step.t(), Reason.BEGAN, null);
            }
            Between must = Between.of(role, from, step.state());
            boolean straight = must.straight() && before.isPresent();
            for (Way way : Way.values()) {
                if (must.ways().contains(way)) {
                    legs.put(way, new Leg(straight, seqs));
                    if (must.states().contains(way.to())) {
                        infer(way.to(), seqs, step.t(), reason, step.state());
                    }
                }
            }
            for (SocketState state : must.states()) {
                if (!visits.containsKey(state)) {
                    infer(state, seqs, step.t(), reason, step.state());
                }
            }
            if (must.several()) {
                doubts.add(new Doubt(from, step.state(), seqs));
            }
        }

        private void infer(SocketState state, List<Long> seqs, long t, Reason reason, @Nullable SocketState later) {
            visits.putIfAbsent(state, new Visit(Evidence.INFERRED, seqs, t, reason, Optional.ofNullable(later)));
        }
    }
}
