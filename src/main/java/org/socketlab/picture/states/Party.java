package org.socketlab.picture.states;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Departed;
import org.socketlab.model.LabState.OpenCall;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.OwnFds;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketState;
import org.socketlab.model.StatePath;
import org.socketlab.model.TcpState;
import org.socketlab.picture.Words;
import org.socketlab.picture.diagram.HeldBy;
import org.socketlab.picture.diagram.Names;

/**
 * One end of what is selected, as the facts up to a moment tell of it.
 *
 * @param seen as it was last seen, empty where it has left
 * @param actor for whom the lab holds it, else empty
 */
record Party(Role role, SocketId id, Optional<SeenSocket> seen, String actor, StatePath path, Trace trace) {
    /** What is known of this socket at that moment; empty where nothing is. */
    static Optional<Party> of(Role role, SocketId id, LabState state) {
        SeenSocket seen = state.sockets().get(id);
        Departed gone = state.departed().get(id);
        if (seen == null && gone == null) {
            return Optional.empty();
        }
        StatePath path = seen != null ? seen.path() : gone != null ? gone.path() : StatePath.NONE;
        String actor = seen != null ? seen.actor() : gone != null ? gone.actor() : "";
        Trace trace = Trace.of(role, path, id.protocol() == Protocol.UNIX, connecting(id, state));
        return Optional.of(new Party(role, id, Optional.ofNullable(seen), actor, path, trace));
    }

    /** The entry of a connect() on it that has not returned. */
    private static Optional<Long> connecting(SocketId id, LabState state) {
        List<Integer> fds = state.ownFds().values().stream()
                .filter(row -> row.id().filter(id::equals).isPresent())
                .map(SeenFd::fd)
                .toList();
        return state.openCalls().values().stream()
                .filter(open -> open.call().name() == SocketCall.connect
                        && fds.contains(open.call().fd()))
                .map(OpenCall::seq)
                .findFirst();
    }

    /** Where it stands: the last state that somebody saw it in. */
    Optional<StatePath.Step> at() {
        return path.last();
    }

    boolean stands(SocketState state) {
        return at().filter(step -> step.state() == state).isPresent();
    }

    /** Milliseconds until the kernel forgets it; empty where no such countdown runs. */
    OptionalLong left(LabState state) {
        if (seen.isEmpty()
                || seen.get().socket().state() != TcpState.TIME_WAIT
                || seen.get().socket().expires().isEmpty()) {
            return OptionalLong.empty();
        }
        long since = Math.max(0, state.t() - seen.get().t()) / 1_000_000;
        return OptionalLong.of(Math.max(0, seen.get().socket().expires().getAsLong() - since));
    }

    /** What of the lab's holds it where it is: something on itself, or on another of these parties. */
    Optional<HeldBy> held(List<Party> parties, LabState state) {
        Optional<SeenSocket> peer = parties.stream()
                .filter(party -> !party.id().equals(id))
                .findFirst()
                .flatMap(Party::seen);
        return seen.flatMap(one -> HeldBy.of(one, peer, role != Role.CLIENT && role != Role.SELF, state));
    }

    /** Who holds it, and by which fd. */
    String who(LabState state, Words words) {
        String who = Names.who(actor, words).orElseGet(() -> foreign(words));
        return OwnFds.of(state).of(id).map(own -> who + " fd " + own.row().fd()).orElse(who);
    }

    private String foreign(Words words) {
        return seen.flatMap(one -> one.socket().owners().stream().findFirst())
                .map(owner -> owner.command() + " pid " + owner.pid() + " fd " + owner.fd())
                .orElseGet(() -> words.text("states.nobody"));
    }
}
