package org.socketlab.picture.diagram;

import java.util.Optional;
import java.util.Set;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenHolding;
import org.socketlab.model.LabState.SeenListener;
import org.socketlab.model.SocketState;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpState;

/** Which states stand only because the stage holds them: read from the kernel, yet held by the lab. */
record Staging(LabState state) {
    /** What an end goes through while the other end's close() is due. */
    private static final Set<SocketState> AWAITING_CLOSE =
            Set.of(TcpState.FIN_WAIT1, TcpState.FIN_WAIT2, TcpState.CLOSE_WAIT, TcpState.CLOSING);

    /**
     * What holds an end where it is.
     *
     * @param seq the fact that said it is held
     * @param because the key of what that does, {@code diagram.stage.hold.hint}
     * @param words the key of what is held on this very socket, {@code diagram.held.read}; empty where that is said elsewhere
     */
    record Held(long seq, String because, String words) {
        Held(long seq, String because) {
            this(seq, because, "");
        }

        private static Held on(SeenHolding holding) {
            HeldWords held = HeldWords.of(holding.stage());
            return new Held(holding.seq(), held.hint(), held.words());
        }

        /** What the clock means here, and which switch or command is why. */
        String sentence(Sheet sheet) {
            return sheet.text("sentences", sheet.text("diagram.staged.hint"), sheet.text(because));
        }
    }

    /** What holds this end where it is; empty where nothing of the lab's does. */
    Optional<Held> of(End end, Optional<End> peer) {
        Optional<Held> own = Optional.ofNullable(state.held().get(end.id())).map(Held::on);
        return own.or(() -> byServer(end)).or(() -> peer.flatMap(other -> byPeer(end, other)));
    }

    private Optional<Held> byPeer(End end, End peer) {
        SeenHolding holding = state.held().get(peer.id());
        if (holding == null) {
            return Optional.empty();
        }
        if (holding.stage().holdClose() && AWAITING_CLOSE.contains(end.socket().state())) {
            return Optional.of(new Held(holding.seq(), "diagram.held.peer.close.hint"));
        }
        return holding.stage().holdRead() && end.socket().sendQ() > 0
                ? Optional.of(new Held(holding.seq(), "diagram.held.peer.read.hint"))
                : Optional.empty();
    }

    private Optional<Held> byServer(End end) {
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
