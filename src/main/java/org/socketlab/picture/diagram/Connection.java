package org.socketlab.picture.diagram;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.socketlab.model.Endpoint;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;

/**
 * The connection that a selection belongs to.
 *
 * @param tuple as its client has it; for Unix sockets the path it was found by
 */
public record Connection(Optional<SocketId> client, Optional<SocketId> server, FiveTuple tuple) {
    /** The connection of what is selected; empty where that is a process or a listener. */
    public static Optional<Connection> of(Selection selection, LabState state) {
        Cast cast = Cast.of(state);
        Set<SocketId> lit = Lit.of(Optional.of(selection), cast).sockets();
        if (selection instanceof Selection.Process) {
            return Optional.empty();
        }
        return cast.strands().stream()
                .filter(strand -> strand.ends().anyMatch(end -> lit.contains(end.id())))
                .findFirst()
                .map(Connection::of);
    }

    /** The sockets that a selection speaks of. */
    public static Set<SocketId> sockets(Selection selection, LabState state) {
        return Lit.of(Optional.of(selection), Cast.of(state)).sockets();
    }

    /** The sockets that are in the diagram: the lab's, and those that speak with them. */
    public static List<SeenSocket> drawn(LabState state) {
        Cast cast = Cast.of(state);
        return Stream.concat(cast.listeners().stream(), cast.strands().stream().flatMap(Strand::ends))
                .map(End::seen)
                .toList();
    }

    private static Connection of(Strand strand) {
        FiveTuple tuple = strand.tuple();
        Endpoint path = strand.server()
                .map(end -> end.socket().local())
                .filter(Endpoint.Unix.class::isInstance)
                .orElse(tuple.remote());
        return new Connection(
                strand.client().map(End::id),
                strand.server().map(End::id),
                new FiveTuple(tuple.protocol(), tuple.local(), path));
    }

    /** Whether what listens there takes connections to {@code end}. */
    public static boolean reaches(Endpoint listener, Endpoint end) {
        if (listener instanceof Endpoint.Inet at && end instanceof Endpoint.Inet to) {
            return at.port() == to.port() && (at.address().any() || at.normal().equals(to.normal()));
        }
        return !end.toString().isEmpty() && listener.equals(end);
    }
}
