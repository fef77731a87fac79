package org.socketlab.picture.diagram;

import java.util.Optional;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenListener;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpState;

/** Which states stand only because a stage switch holds them: read from the kernel, yet held by the lab. */
record Staging(LabState state) {
    /** The fact that set the switch that holds this end where it is; empty where none does. */
    Optional<Long> of(End end, Strand strand) {
        if (end.seen().evidence() == Evidence.STAGED) {
            return Optional.of(end.seen().seq());
        }
        Endpoint at = end.right() ? end.socket().local() : end.socket().remote();
        return state.listeners().values().stream()
                .filter(seen -> Connection.reaches(seen.listener().endpoint(), at))
                .filter(seen -> holds(seen.listener().stage(), end, strand))
                .map(SeenListener::seq)
                .findFirst();
    }

    private static boolean holds(Stage stage, End end, Strand strand) {
        boolean queued = end.right() && end.holds().isEmpty() && end.socket().state() == TcpState.ESTABLISHED;
        boolean unanswered = !end.right() && end.socket().state() == TcpState.SYN_SENT;
        boolean deferred = end.right() && end.socket().state() == TcpState.SYN_RECV;
        return stage.holdAccept() && queued
                || stage.fullQueue() && (queued || unanswered)
                || stage.waitForData() && deferred;
    }
}
