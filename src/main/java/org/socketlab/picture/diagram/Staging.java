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
    /**
     * What holds an end where it is.
     *
     * @param seq the fact that set the switch
     * @param because the key of what the switch does, {@code diagram.stage.hold.hint}
     */
    record Held(long seq, String because) {
        /** What the clock means here, and which switch is why. */
        String sentence(Sheet sheet) {
            return sheet.text("diagram.staged.hint") + " " + sheet.text(because);
        }
    }

    /** What holds this end where it is; empty where nothing of the lab's does. */
    Optional<Held> of(End end) {
        Endpoint at = end.right() ? end.socket().local() : end.socket().remote();
        Optional<Held> by = state.listeners().values().stream()
                .filter(seen -> Connection.reaches(seen.listener().endpoint(), at))
                .flatMap(seen -> by(seen, end).stream())
                .findFirst();
        boolean told = end.seen().evidence() == Evidence.STAGED;
        return told ? Optional.of(by.orElseGet(() -> new Held(end.seen().seq(), "diagram.stage.hint"))) : by;
    }

    private static Optional<Held> by(SeenListener seen, End end) {
        Stage stage = seen.listener().stage();
        boolean queued = end.right() && end.holds().isEmpty() && end.socket().state() == TcpState.ESTABLISHED;
        boolean unanswered = !end.right() && end.socket().state() == TcpState.SYN_SENT;
        boolean deferred = end.right() && end.socket().state() == TcpState.SYN_RECV;
        String because = stage.holdAccept() && queued
                ? "diagram.stage.hold.hint"
                : stage.fullQueue() && (queued || unanswered)
                        ? "diagram.stage.full.hint"
                        : stage.waitForData() && deferred ? "diagram.stage.wait.hint" : "";
        return because.isEmpty() ? Optional.empty() : Optional.of(new Held(seen.seq(), because));
    }
}
