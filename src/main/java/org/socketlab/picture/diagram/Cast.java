package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Actor;
import org.socketlab.model.Endpoint;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Pairing;
import org.socketlab.model.SocketId;

/**
 * Which of a host's sockets are in the picture, which of them are one connection, and on which side each stands.
 *
 * <p>In it are the sockets of the lab's servers and consoles, whatever speaks to their ports and paths, and the peers of
 * all these; what else the looks brought is counted as {@code others}.
 *
 * @param listeners by the order in which they were learnt of
 * @param strands by the same order
 */
record Cast(List<End> listeners, List<Strand> strands, Holds holds, int others) {
    static Cast of(LabState state) {
        return new Casting(state).cast();
    }

    /** The LISTEN socket that a client without a peer speaks to, while it still opens or is open. */
    Optional<End> asked(End client) {
        KernelSocket socket = client.socket();
        boolean opening = !"closing".equals(Tones.of(socket.state()));
        return opening && here(socket)
                ? listeners.stream()
                        .filter(end -> end.socket().protocol() == socket.protocol())
                        .filter(end -> Connection.reaches(end.socket().local(), socket.remote()))
                        .findFirst()
                : Optional.empty();
    }

    /** Not at the same port of another host: to an address of its own the kernel connects from that very address. */
    private static boolean here(KernelSocket client) {
        return !(client.remote() instanceof Endpoint.Inet to)
                || to.normal().address().loopback()
                || client.local() instanceof Endpoint.Inet from
                        && from.normal().address().equals(to.normal().address());
    }

    /** Whether a connection is joined to a listener only because its remote address says so. */
    boolean guessed(Strand strand) {
        return strand.server().isEmpty()
                && !strand.itself()
                && !strand.any().socket().queued()
                && strand.client().flatMap(this::asked).isPresent();
    }

    /** The work on one state. */
    private static final class Casting {
        private final LabState state;
        private final Holds holds;
        private final Map<SocketId, SocketId> peers;
        private final Listening listening;

        Casting(LabState state) {
            this.state = state;
            this.holds = new Holds(state);
            this.peers = Pairing.of(
                    state.sockets().values().stream().map(SeenSocket::socket).toList());
            this.listening = new Listening(state);
        }

        Cast cast() {
            Set<SocketId> in = new HashSet<>();
            for (SeenSocket seen : state.sockets().values()) {
                if (ours(seen)) {
                    in.add(seen.socket().id());
                    SocketId peer = peers.get(seen.socket().id());
                    if (peer != null) {
                        in.add(peer);
                    }
                }
            }
            addForeignListeners(in);
            List<SeenSocket> drawn = in.stream()
                    .map(id -> state.sockets().get(id))
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparingLong(SeenSocket::firstSeq)
                            .thenComparing(seen -> seen.socket().protocol())
                            .thenComparingLong(seen -> seen.socket().id().cookie()))
                    .toList();
            List<End> listeners = drawn.stream()
                    .filter(seen -> seen.socket().state().listens())
                    .map(seen -> new End(seen, holds.of(seen.socket().id()), true))
                    .toList();
            return new Cast(listeners, strands(drawn), holds, state.sockets().size() - drawn.size());
        }

        /** Whether the lab made it, or it speaks with one of the lab's listeners. */
        private boolean ours(SeenSocket seen) {
            return !seen.actor().isEmpty()
                    || atOurs(seen.socket(), seen.socket().local())
                    || atOurs(seen.socket(), seen.socket().remote());
        }

        private boolean atOurs(KernelSocket socket, Endpoint end) {
            for (LabState.ListenerKey key : state.listeners().keySet()) {
                if (Listening.protocolOf(key.endpoint()) == socket.protocol()
                        && Connection.reaches(key.endpoint(), end)) {
                    return true;
                }
            }
            return false;
        }

        /** A console may be connected to someone else's server: its LISTEN socket belongs in the picture too. */
        private void addForeignListeners(Set<SocketId> in) {
            List<FiveTuple> tuples = in.stream()
                    .map(id -> state.sockets().get(id))
                    .filter(Objects::nonNull)
                    .filter(seen -> Actor.isConsole(seen.actor()))
                    .map(seen -> seen.socket().tuple())
                    .toList();
            for (SeenSocket seen : state.sockets().values()) {
                KernelSocket socket = seen.socket();
                if (socket.state().listens()
                        && tuples.stream()
                                .anyMatch(tuple -> tuple.protocol() == socket.protocol()
                                        && Connection.reaches(socket.local(), tuple.remote()))) {
                    in.add(socket.id());
                }
            }
        }

        private List<Strand> strands(List<SeenSocket> drawn) {
            Map<SocketId, SeenSocket> left = new HashMap<>();
            List<SeenSocket> connected = new ArrayList<>();
            for (SeenSocket seen : drawn) {
                if (!seen.socket().state().listens()) {
                    connected.add(seen);
                    left.put(seen.socket().id(), seen);
                }
            }
            List<Strand> strands = new ArrayList<>();
            for (SeenSocket seen : connected) {
                if (left.remove(seen.socket().id()) == null) {
                    continue; // already drawn with its peer
                }
                SocketId peerId = peers.get(seen.socket().id());
                SeenSocket peer = peerId == null ? null : left.remove(peerId);
                strands.add(strand(seen, peer));
            }
            return List.copyOf(strands);
        }

        private Strand strand(SeenSocket seen, @Nullable SeenSocket peer) {
            boolean right = accepted(seen, peer);
            Optional<End> one = Optional.of(new End(seen, holds.of(seen.socket().id()), right));
            Optional<End> other = Optional.ofNullable(peer)
                    .map(its -> new End(its, holds.of(its.socket().id()), !right));
            return right ? new Strand(other, one) : new Strand(one, other);
        }

        /** Which of the two connected: whose call it was, else whose end is the listener's address. */
        private boolean accepted(SeenSocket seen, @Nullable SeenSocket peer) {
            if (!seen.actor().isEmpty()) {
                return Actor.isServer(seen.actor());
            }
            if (peer != null && !peer.actor().isEmpty()) {
                return Actor.isConsole(peer.actor());
            }
            return listening.serves(seen.socket().tuple());
        }
    }
}
