package org.socketlab.model;

import java.util.Optional;
import org.pcollections.TreePVector;

/**
 * The states that a socket was seen in, the first one first: only what somebody saw, so a state that passed between two
 * looks is not among them. Persistent: one step more costs a reference.
 */
public record StatePath(TreePVector<Step> steps) {
    /** A connection passes eight states at most; a socket that is used again and again keeps its last ones. */
    static final int MOST = 16;

    public static final StatePath NONE = new StatePath(TreePVector.empty());

    /** Who said that a socket was in a state. */
    public enum How {
        /** A call's own return. */
        CALL,
        /** A look at the kernel. */
        LOOK,
        /** The kernel told that it destroyed the socket. */
        FREED,
        /** A look that would have shown the socket did not: it is there no more. */
        MISSED
    }

    /**
     * The socket was in this state when the fact {@code seq} was learnt.
     *
     * @param t when that was, ns since the start
     */
    public record Step(SocketState state, How how, Evidence evidence, long seq, long t) {}

    /**
     * This path with what a fact says of the socket's state now.
     *
     * <p>The kernel also tells of a destroyed socket where a connection goes over to TIME_WAIT, so its word that the socket
     * is freed does not stand where a look then finds it there.
     */
    public StatePath then(SocketState state, How how, Fact fact) {
        Optional<Step> last = last();
        if (last.filter(step -> step.state() == state).isPresent()) {
            return this;
        }
        boolean livedOn = how == How.LOOK
                && last.filter(step -> step.how() == How.FREED || step.how() == How.MISSED)
                        .isPresent();
        TreePVector<Step> before = livedOn ? steps.minus(steps.size() - 1) : steps;
        if (livedOn && !before.isEmpty() && before.getLast().state() == state) {
            return new StatePath(before);
        }
        TreePVector<Step> kept = before.size() < MOST ? before : before.minus(0);
        return new StatePath(kept.plus(new Step(state, how, fact.evidence(), fact.seq(), fact.t())));
    }

    /** Where it was seen last. */
    public Optional<Step> last() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    }

    /** Whether the socket was ever seen alive, by a look or by a call's return. */
    public boolean alive() {
        for (Step step : steps) {
            if (step.how() == How.LOOK || step.how() == How.CALL) {
                return true;
            }
        }
        return false;
    }
}
