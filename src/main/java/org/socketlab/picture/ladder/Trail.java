package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.picture.diagram.Connection;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/**
 * What a view that follows one connection keeps of it from moment to moment, so that each new moment costs what is new.
 * One thread.
 */
public final class Trail {
    private static final int MOST_SEARCHED = 5_000;
    private static final int LOOK_BACK = 64;

    private List<SocketFacts> ends = List.of();
    private final Map<Long, Fact> entries = new HashMap<>();
    private Optional<FiveTuple> wanted = Optional.empty();
    private @Nullable SocketId found;
    private long searched;
    private Choice choice = new Choice(Optional.empty(), null, null, null);
    private Optional<Connection> chosen = Optional.empty();

    /** What the selected connection depends on: where all of it is the same as before, so is the connection. */
    private record Choice(
            Optional<Selection> selection,
            @Nullable SeenSocket client,
            @Nullable SeenSocket server,
            @Nullable Object listeners) {
        static Choice of(Optional<Selection> selection, LabState state) {
            return selection.isPresent() && selection.get() instanceof Selection.Pair(SocketId client, SocketId server)
                    ? new Choice(
                            selection,
                            state.sockets().get(client),
                            state.sockets().get(server),
                            state.listeners())
                    : new Choice(selection, null, null, null);
        }

        boolean same(Choice other) {
            return client != null
                    && server != null
                    && client == other.client
                    && server == other.server
                    && listeners == other.listeners
                    && selection.equals(other.selection);
        }
    }

    /** The connection that is selected at this moment, with an end that the kernel has freed already. */
    Optional<Connection> connection(Moment moment, History history, Optional<Selection> selection) {
        Optional<Selection> whole = selection.map(Trail::connected);
        Choice now = Choice.of(whole, moment.state());
        if (!now.same(choice)) {
            chosen = whole.flatMap(one -> Connection.of(one, moment.state()));
        }
        choice = now;
        return chosen.map(connection -> whole(connection, moment, history));
    }

    /** What happened is shown within its connection, also where a whole process is selected around it. */
    private static Selection connected(Selection selection) {
        return selection.whole() instanceof Selection.Process ? selection : selection.whole();
    }

    /** The facts of both ends up to this moment, by seq. */
    List<Fact> facts(Connection connection, Moment moment, History history) {
        List<SocketFacts> now = new ArrayList<>();
        connection.client().ifPresent(id -> now.add(known(id)));
        connection.server().ifPresent(id -> now.add(known(id)));
        if (!now.equals(ends)) {
            entries.clear();
        }
        ends = now;
        TreeMap<Long, Fact> facts = new TreeMap<>();
        for (SocketFacts end : ends) {
            end.upTo(moment, history).forEach(fact -> facts.put(fact.seq(), fact));
        }
        return List.copyOf(facts.values());
    }

    /** How many segments of the connection were captured, kept or not: both ends have the same. */
    long captured() {
        return ends.stream().mapToLong(SocketFacts::captured).max().orElse(0);
    }

    /** Whether none are missing in {@link #captured}: a life that was long when it was first read is not read whole. */
    boolean counted() {
        return ends.stream().allMatch(SocketFacts::counted);
    }

    /** Whether no fact of either end is left out. */
    boolean whole() {
        return ends.stream().allMatch(SocketFacts::whole);
    }

    private SocketFacts known(SocketId id) {
        return ends.stream().filter(end -> end.id().equals(id)).findFirst().orElseGet(() -> new SocketFacts(id));
    }

    /** accept4() is entered on the listener and returns the child: its entry is not among the child's facts. */
    Optional<Fact> entry(History history, long seq, long call) {
        Fact known = entries.get(call);
        if (known == null) {
            Optional<Fact> met = history.between(Math.max(history.firstSeq() - 1, seq - LOOK_BACK), seq).stream()
                    .filter(fact -> fact.event() instanceof Event.Called called && called.call() == call)
                    .findFirst();
            met.ifPresent(fact -> entries.put(call, fact));
            return met;
        }
        return Optional.of(known);
    }

    /** With an end that the kernel has freed already: its destroyed event names its 5-tuple. */
    private Connection whole(Connection connection, Moment moment, History history) {
        boolean tcp = connection.tuple().protocol() == Protocol.TCP;
        if (!tcp || connection.client().isPresent() && connection.server().isPresent()) {
            return connection;
        }
        FiveTuple missing = connection.client().isEmpty()
                ? connection.tuple()
                : connection.tuple().reversed();
        if (!wanted.equals(Optional.of(missing)) || moment.seq() < searched) {
            wanted = Optional.of(missing);
            found = null;
            searched = moment.seq() - MOST_SEARCHED;
        }
        long from = Math.max(history.firstSeq() - 1, Math.max(searched, moment.seq() - MOST_SEARCHED));
        for (Fact fact : history.between(from, moment.seq())) {
            if (fact.event() instanceof Event.Destroyed gone
                    && gone.id().protocol() == Protocol.TCP
                    && new FiveTuple(Protocol.TCP, gone.local(), gone.remote())
                            .normal()
                            .equals(missing)) {
                found = gone.id();
            }
        }
        searched = moment.seq();
        Optional<SocketId> end = Optional.ofNullable(found);
        return connection.client().isEmpty()
                ? new Connection(end, connection.server(), connection.tuple())
                : new Connection(connection.client(), end, connection.tuple());
    }
}
