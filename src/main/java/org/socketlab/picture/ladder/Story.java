package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.picture.diagram.Connection;
import org.socketlab.picture.diagram.Passed;
import org.socketlab.picture.diagram.Traffic;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/**
 * All that the facts up to a moment say of one connection.
 *
 * @param client the end that connected, empty where no look has found it
 * @param server the end that was accepted, empty where there is none yet
 * @param deeds its calls by time of return, those that came before the handshake's left out
 * @param segments its segments by seq: what the server told of the handshake
 * @param passed bytes that reached the other end
 * @param destroyed when the kernel freed an end
 * @param left how many older calls are not among the deeds
 */
record Story(
        Optional<SocketId> client,
        Optional<SocketId> server,
        FiveTuple tuple,
        LabState state,
        List<Deed> deeds,
        List<Fact> segments,
        List<Passed> passed,
        Map<SocketId, Fact> destroyed,
        long left) {
    private static final int MOST_FACTS = 400;
    private static final int MOST_DEEDS = 24;
    private static final int LOOK_BACK = 64;
    private static final int MOST_SEARCHED = 5_000;

    static Optional<Story> of(Moment moment, History history, Optional<Selection> selection) {
        return selection
                .flatMap(chosen -> Connection.of(chosen, moment.state()))
                .map(connection -> told(whole(connection, moment, history), moment, history));
    }

    /** With an end that the kernel has freed already: its destroyed event names its 5-tuple. */
    private static Connection whole(Connection connection, Moment moment, History history) {
        boolean tcp = connection.tuple().protocol() == Protocol.TCP;
        if (!tcp || connection.client().isPresent() && connection.server().isPresent()) {
            return connection;
        }
        FiveTuple wanted = connection.client().isEmpty()
                ? connection.tuple()
                : connection.tuple().reversed();
        long from = Math.max(history.firstSeq() - 1, moment.seq() - MOST_SEARCHED);
        List<Fact> facts = history.between(from, moment.seq());
        for (int i = facts.size() - 1; i >= 0; i--) {
            if (facts.get(i).event() instanceof Event.Destroyed gone
                    && gone.id().protocol() == Protocol.TCP
                    && new FiveTuple(Protocol.TCP, gone.local(), gone.remote())
                            .normal()
                            .equals(wanted)) {
                return connection.client().isEmpty()
                        ? new Connection(Optional.of(gone.id()), connection.server(), connection.tuple())
                        : new Connection(connection.client(), Optional.of(gone.id()), connection.tuple());
            }
        }
        return connection;
    }

    private static Story told(Connection connection, Moment moment, History history) {
        TreeMap<Long, Fact> facts = new TreeMap<>();
        connection.client().ifPresent(id -> gather(facts, history.ofSocket(id, moment.seq(), MOST_FACTS)));
        connection.server().ifPresent(id -> gather(facts, history.ofSocket(id, moment.seq(), MOST_FACTS)));
        List<Fact> own = List.copyOf(facts.values());
        List<Deed> deeds = deeds(own, connection, moment, history);
        List<Deed> handshake = deeds.stream().filter(Story::opens).toList();
        List<Deed> rest = deeds.stream().filter(deed -> !opens(deed)).toList();
        int from = Math.max(0, rest.size() - MOST_DEEDS);
        List<Deed> kept = new ArrayList<>(handshake);
        kept.addAll(rest.subList(from, rest.size()));
        kept.sort(Comparator.comparingLong(Deed::t)
                .thenComparingLong(deed -> deed.entered().seq()));
        Map<SocketId, Fact> destroyed = new HashMap<>();
        for (Fact fact : own) {
            if (fact.event() instanceof Event.Destroyed gone) {
                destroyed.put(gone.id(), fact);
            }
        }
        return new Story(
                connection.client(),
                connection.server(),
                connection.tuple(),
                moment.state(),
                List.copyOf(kept),
                own.stream()
                        .filter(fact -> fact.event() instanceof Event.Segment)
                        .toList(),
                new Traffic().after(own, moment.state(), ends(connection)),
                Map.copyOf(destroyed),
                from);
    }

    private static Map<SocketId, SocketId> ends(Connection connection) {
        return connection.client().isPresent() && connection.server().isPresent()
                ? Map.of(
                        connection.client().get(), connection.server().get(),
                        connection.server().get(), connection.client().get())
                : Map.of();
    }

    private static void gather(TreeMap<Long, Fact> facts, List<Fact> more) {
        more.forEach(fact -> facts.put(fact.seq(), fact));
    }

    private static boolean opens(Deed deed) {
        return deed.name() == SocketCall.connect || deed.name() == SocketCall.accept4;
    }

    private static List<Deed> deeds(List<Fact> facts, Connection connection, Moment moment, History history) {
        Map<Long, Fact> open = new TreeMap<>();
        List<Deed> deeds = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact.event() instanceof Event.Called called) {
                open.put(called.call(), fact);
            } else if (fact.event() instanceof Event.Returned returned) {
                Fact entered = open.containsKey(returned.call())
                        ? open.remove(returned.call())
                        : entry(history, fact.seq(), returned.call());
                if (entered != null && worthALine(entered)) {
                    boolean client = side(entered, connection);
                    deeds.add(new Deed(client, entered, Optional.of(fact)));
                }
            }
        }
        for (Fact entered : open.values()) {
            Event.Called called = (Event.Called) entered.event();
            if (worthALine(entered) && moment.state().openCalls().containsKey(called.call())) {
                deeds.add(new Deed(side(entered, connection), entered, Optional.empty()));
            }
        }
        return deeds;
    }

    /** accept4() is entered on the listener and returns the child: its entry is not among the child's facts. */
    private static @org.jspecify.annotations.Nullable Fact entry(History history, long seq, long call) {
        return history.between(Math.max(history.firstSeq() - 1, seq - LOOK_BACK), seq).stream()
                .filter(fact -> fact.event() instanceof Event.Called called && called.call() == call)
                .findFirst()
                .orElse(null);
    }

    private static boolean side(Fact entered, Connection connection) {
        String actor = ((Event.Called) entered.event()).actor();
        return actor.startsWith("console:") || connection.server().isEmpty() && !actor.startsWith("server:");
    }

    private static boolean worthALine(Fact entered) {
        return switch (((Event.Called) entered.event()).name()) {
            case connect, accept4, read, write, shutdown, close -> true;
            case socket,
                    bind,
                    listen,
                    setsockopt,
                    getsockopt,
                    fcntl,
                    fchmod,
                    unlink,
                    getsockname,
                    getpeername,
                    epoll_create1,
                    epoll_ctl,
                    epoll_wait -> false;
        };
    }

    boolean unix() {
        return tuple.protocol() == Protocol.UNIX;
    }

    Optional<SeenSocket> seen(Optional<SocketId> id) {
        return id.map(state.sockets()::get);
    }

    Optional<Deed> first(SocketCall name) {
        return deeds.stream().filter(deed -> deed.name() == name).findFirst();
    }

    /** The listener's own socket, where it is still there. */
    Optional<SeenSocket> listener() {
        Endpoint at = tuple.remote();
        return state.sockets().values().stream()
                .filter(seen -> seen.socket().state().listens() && seen.socket().protocol() == tuple.protocol())
                .filter(seen -> Connection.reaches(seen.socket().local(), at))
                .findFirst();
    }
}
