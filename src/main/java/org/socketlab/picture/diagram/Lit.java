package org.socketlab.picture.diagram;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;

/**
 * What belongs to the selection: the sockets, rows and processes that are one thing with it.
 *
 * @param whole whether a whole connection is selected, so that its wire is too
 */
record Lit(Set<SocketId> sockets, Optional<Integer> pid, boolean whole) {
    static Lit of(Optional<Selection> selection, Cast cast) {
        return selection.map(chosen -> of(chosen, cast)).orElseGet(() -> new Lit(Set.of(), Optional.empty(), false));
    }

    private static Lit of(Selection selection, Cast cast) {
        return switch (selection) {
            case Selection.Pair(SocketId client, SocketId server) -> connection(Set.of(client, server), cast);
            case Selection.Socket(SocketId id) -> connection(Set.of(id), cast);
            case Selection.Fd(int pid, int fd) ->
                connection(holding(cast, hold -> hold.pid() == pid && hold.fd() == fd), cast);
            // its own end alone: of a call, the fd it was made on
            case Selection.Happening(Selection within, Optional<SocketId> id, List<Long> _) ->
                id.map(one -> new Lit(Set.of(one), Optional.empty(), true)).orElseGet(() -> of(within, cast));
            case Selection.Process(int pid) ->
                new Lit(holding(cast, hold -> hold.pid() == pid), Optional.of(pid), false);
        };
    }

    private static Set<SocketId> holding(Cast cast, Predicate<Hold> which) {
        Set<SocketId> sockets = new HashSet<>();
        ends(cast).stream().filter(end -> end.holds().stream().anyMatch(which)).forEach(end -> sockets.add(end.id()));
        return sockets;
    }

    private static List<End> ends(Cast cast) {
        return Stream.concat(cast.listeners().stream(), cast.strands().stream().flatMap(Strand::ends))
                .toList();
    }

    private static Lit connection(Set<SocketId> chosen, Cast cast) {
        Set<SocketId> sockets = new HashSet<>(chosen);
        for (Strand strand : cast.strands()) {
            if (strand.ends().anyMatch(end -> chosen.contains(end.id()))) {
                strand.ends().forEach(end -> sockets.add(end.id()));
            }
        }
        return new Lit(sockets, Optional.empty(), true);
    }

    boolean has(SocketId id) {
        return sockets.contains(id);
    }

    boolean wire(Strand strand) {
        return whole && strand.ends().anyMatch(end -> has(end.id()));
    }
}
