package org.socketlab.picture.limits;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.socketlab.model.Endpoint;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.IpAddress;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Limits;
import org.socketlab.model.Protocol;
import org.socketlab.model.TcpState;

/**
 * The ephemeral ports that connections from one address to one destination take, and what is left: a port is in use only
 * toward a destination, for the 5-tuple must differ and not the port (ip(7), ip_local_port_range). Counted from the sockets
 * that looks reported.
 *
 * @param low the range's first port
 * @param high its last one
 * @param used ports of it that sockets hold, those in TIME_WAIT left out
 * @param waiting ports of it that only TIME_WAIT holds
 */
public record Ports(IpAddress source, Endpoint.Inet destination, int low, int high, int used, int waiting) {
    /** Empty where no limits have been read yet. */
    static Optional<Ports> toward(Endpoint.Inet destination, IpAddress source, LabState state) {
        return limits(state).map(limits -> count(destination, source, limits, state));
    }

    private static Optional<Limits> limits(LabState state) {
        return Optional.ofNullable(state.processes().get(state.self())).flatMap(SeenProcess::limits);
    }

    private static Ports count(Endpoint.Inet destination, IpAddress source, Limits limits, LabState state) {
        Set<Integer> used = new HashSet<>();
        Set<Integer> waiting = new HashSet<>();
        for (SeenSocket seen : state.sockets().values()) {
            KernelSocket socket = seen.socket();
            if (socket.protocol() != Protocol.TCP || socket.remotePort() != destination.port()) {
                continue;
            }
            FiveTuple tuple = socket.tuple().normal();
            boolean counts = tuple.remote().equals(destination)
                    && tuple.local() instanceof Endpoint.Inet local
                    && local.address().equals(source)
                    && local.port() >= limits.ephemeralLow()
                    && local.port() <= limits.ephemeralHigh();
            if (counts) {
                (socket.state() == TcpState.TIME_WAIT ? waiting : used).add(socket.localPort());
            }
        }
        waiting.removeAll(used);
        return new Ports(
                source, destination, limits.ephemeralLow(), limits.ephemeralHigh(), used.size(), waiting.size());
    }

    /** How many ports the range has. */
    public int all() {
        return high - low + 1;
    }

    public int left() {
        return all() - used - waiting;
    }
}
