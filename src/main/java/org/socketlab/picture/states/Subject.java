package org.socketlab.picture.states;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Actor;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.picture.diagram.Connection;

/** The ends of what is selected, the client's first; none where nothing, or a whole process, is. */
record Subject(List<Party> parties, String tuple, boolean unix) {
    static final Subject NOTHING = new Subject(List.of(), "", false);

    static Subject of(Optional<Selection> selection, LabState state) {
        return selection
                .map(what -> what.whole() instanceof Selection.Process ? what : what.whole())
                .filter(what -> !(what instanceof Selection.Process))
                .map(what -> of(what, state))
                .orElse(NOTHING);
    }

    private static Subject of(Selection selection, LabState state) {
        Optional<Connection> connection = Connection.of(selection, state);
        if (connection.isPresent()) {
            return of(connection.get(), state);
        }
        return switch (selection) {
            case Selection.Pair(SocketId client, SocketId server) ->
                of(Optional.of(client), Optional.of(server), "", state);
            default ->
                Connection.sockets(selection, state).stream()
                        .findFirst()
                        .map(id -> alone(id, state))
                        .orElse(NOTHING);
        };
    }

    private static Subject of(Connection connection, LabState state) {
        FiveTuple tuple = connection.tuple();
        if (tuple.protocol() == Protocol.TCP && tuple.local().equals(tuple.remote())) {
            return connection
                    .client()
                    .or(connection::server)
                    .map(id ->
                            new Subject(Party.of(Role.SELF, id, state).stream().toList(), ends(tuple), false))
                    .orElse(NOTHING);
        }
        boolean tcp = tuple.protocol() == Protocol.TCP;
        Optional<SocketId> client =
                connection.client().or(() -> tcp ? Connection.ended(tuple, state) : Optional.empty());
        Optional<SocketId> server =
                connection.server().or(() -> tcp ? Connection.ended(tuple.reversed(), state) : Optional.empty());
        return of(client, server, tcp ? ends(tuple) : tuple.remote().toString(), state);
    }

    private static Subject of(Optional<SocketId> client, Optional<SocketId> server, String tuple, LabState state) {
        List<Party> parties = new ArrayList<>();
        client.flatMap(id -> Party.of(Role.CLIENT, id, state)).ifPresent(parties::add);
        server.flatMap(id -> Party.of(Role.SERVER, id, state)).ifPresent(parties::add);
        boolean unix = parties.stream().anyMatch(party -> party.id().protocol() == Protocol.UNIX);
        return new Subject(List.copyOf(parties), tuple, unix);
    }

    private static String ends(FiveTuple tuple) {
        return tuple.local() + " ↔ " + tuple.remote();
    }

    /** A socket that belongs to no connection: a listener, or one whose connection is over. */
    private static Subject alone(SocketId id, LabState state) {
        SeenSocket seen = state.sockets().get(id);
        LabState.Departed gone = state.departed().get(id);
        boolean listens = seen != null
                ? seen.socket().state().listens()
                : gone != null
                        && gone.path().steps().stream()
                                .anyMatch(step -> step.state().listens());
        boolean serves = gone != null
                && (Actor.isServer(gone.actor())
                        || gone.last()
                                .filter(last -> Connection.serves(last.tuple(), state))
                                .isPresent());
        Role role = listens ? Role.LISTENER : serves ? Role.SERVER : Role.CLIENT;
        String where = seen != null
                ? seen.socket().local().toString()
                : gone == null
                        ? ""
                        : gone.last().map(last -> ends(last.tuple())).orElse("");
        return new Subject(Party.of(role, id, state).stream().toList(), where, id.protocol() == Protocol.UNIX);
    }
}
