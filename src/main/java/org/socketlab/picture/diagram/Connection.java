package org.socketlab.picture.diagram;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.socketlab.model.Endpoint;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Departed;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.LastWord;
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
        Lit lit = Lit.of(Optional.of(selection), cast);
        if (!lit.whole()) {
            return Optional.empty();
        }
        return cast.strands().stream()
                .filter(lit::wire)
                .findFirst()
                .map(Connection::of)
                .or(() -> departed(selection, state));
    }

    /** Of a connection that is over the kernel's last word on an end is left. */
    private static Optional<Connection> departed(Selection selection, LabState state) {
        List<SocketId> ids =
                switch (selection.whole()) {
                    case Selection.Pair(SocketId client, SocketId server) -> List.of(client, server);
                    case Selection.Socket(SocketId id) -> List.of(id);
                    case Selection.Process _, Selection.Fd _, Selection.Happening _ -> List.of();
                };
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(state.departed().get(id)).flatMap(Departed::last).stream()
                        .filter(last -> last.remote() instanceof Endpoint.Inet inet && inet.port() != 0)
                        .map(last -> over(id, last, state)))
                .findFirst();
    }

    private static Connection over(SocketId id, LastWord last, LabState state) {
        boolean server = serves(last.tuple(), state);
        FiveTuple tuple = (server ? last.tuple().reversed() : last.tuple()).normal();
        Optional<SocketId> end = Optional.of(id);
        return server
                ? new Connection(ended(tuple, state), end, tuple)
                : new Connection(end, ended(tuple.reversed(), state), tuple);
    }

    /** The last socket with this 5-tuple that the kernel freed; empty where none is remembered. */
    public static Optional<SocketId> ended(FiveTuple tuple, LabState state) {
        FiveTuple normal = tuple.normal();
        return state.departed().entrySet().stream()
                .filter(entry -> entry.getValue()
                        .last()
                        .filter(last -> last.tuple().normal().equals(normal))
                        .isPresent())
                .max(Comparator.comparingLong(entry -> entry.getValue().seq()))
                .map(Map.Entry::getKey);
    }

    /** Whether the local end of a connection is the one that was connected to, by who listens where. */
    public static boolean serves(FiveTuple tuple, LabState state) {
        return new Listening(state).serves(tuple);
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
