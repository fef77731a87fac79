package org.socketlab.cli;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.socketlab.model.Endpoint;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.LabState.SeenConsole;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.OwnFds;
import org.socketlab.model.Pairing;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpState;
import org.socketlab.picture.Selection;

/** What the demonstration waits to see before it takes a picture. Pure. */
final class DemoSights {
    private DemoSights() {}

    static boolean serveApart(LabState state) {
        return state.listeners().size() > 1
                && OwnFds.of(state).servers().flatMap(SeenProcess::limits).isPresent();
    }

    static Set<Integer> serversFds(LabState state) {
        return OwnFds.of(state).servers().orElseThrow().fds().keySet();
    }

    static boolean open(LabState state, String console) {
        return phase(state, console) == Phase.OPEN;
    }

    static Phase phase(LabState state, String console) {
        SeenConsole seen = state.consoles().get(console);
        return seen == null ? Phase.ENDED : seen.phase();
    }

    static boolean any(LabState state, TcpState wanted) {
        return state.sockets().values().stream().anyMatch(seen -> seen.socket().state() == wanted);
    }

    static boolean count(LabState state, TcpState of, long queued) {
        return state.sockets().values().stream()
                .map(SeenSocket::socket)
                .anyMatch(socket -> socket.state() == of && socket.recvQ() == queued);
    }

    static boolean foreign(LabState state, int port) {
        return state.sockets().values().stream()
                .map(SeenSocket::socket)
                .filter(socket -> socket.remotePort() == port)
                .anyMatch(socket -> socket.owners().stream().anyMatch(owner -> owner.pid() != state.self()));
    }

    static boolean listens(LabState state, Class<? extends Endpoint> kind) {
        return state.listeners().keySet().stream().anyMatch(key -> kind.isInstance(key.endpoint()));
    }

    static <T extends Endpoint> T listener(LabState state, Class<T> kind) {
        return state.listeners().keySet().stream()
                .map(LabState.ListenerKey::endpoint)
                .filter(kind::isInstance)
                .map(kind::cast)
                .min(Comparator.comparing(Endpoint::toString))
                .orElseThrow(() -> new IllegalStateException("A server did not come up. See the refusals above."));
    }

    static Optional<Selection> pair(LabState state, String console) {
        SeenConsole seen = state.consoles().get(console);
        Optional<SocketId> client = seen == null ? Optional.empty() : seen.id();
        Map<SocketId, SocketId> peers = Pairing.of(
                state.sockets().values().stream().map(SeenSocket::socket).toList());
        return client.flatMap(id -> Optional.ofNullable(peers.get(id)).map(peer -> new Selection.Pair(id, peer)));
    }
}
