package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.socketlab.model.Actor;
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
import org.socketlab.picture.diagram.Names;
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
 * @param segments what the server told of the handshake, by seq, as far as no capture saw it
 * @param captured segments that a capture saw, by time: the first few, and the last
 * @param earlier how many were captured between those
 * @param holdings what the lab held back on an end, and let go, by seq
 * @param passed bytes that reached the other end
 * @param destroyed when the kernel freed an end
 * @param left how many older calls are not among the deeds
 * @param before the last fact of the segments and calls that are left out
 * @param counted whether no more segments than these were left out: not where a life is too long to be read whole
 * @param allCalls whether no more calls than these were left out
 */
record Story(
        Optional<SocketId> client,
        Optional<SocketId> server,
        FiveTuple tuple,
        LabState state,
        List<Deed> deeds,
        List<Fact> segments,
        List<Fact> captured,
        long earlier,
        List<Fact> holdings,
        List<Passed> passed,
        Map<SocketId, Fact> destroyed,
        long left,
        OptionalLong before,
        boolean counted,
        boolean allCalls) {
    private static final int MOST_DEEDS = 24;
    private static final int MOST_SEGMENTS = 60;
    /** The handshake's three. */
    private static final int OPENING = 3;

    static Optional<Story> of(Trail trail, Moment moment, History history, Optional<Selection> selection) {
        return trail.connection(moment, history, selection).map(connection -> told(trail, connection, moment, history));
    }

    private static Story told(Trail trail, Connection connection, Moment moment, History history) {
        List<Fact> own = trail.facts(connection, moment, history);
        List<Deed> deeds = deeds(own, trail, connection, moment, history);
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
        List<Fact> told = own.stream()
                .filter(fact -> fact.event() instanceof Event.Segment && !captured(fact))
                .toList();
        List<Fact> captured = own.stream()
                .filter(Story::captured)
                .sorted(Comparator.comparingLong(Fact::t).thenComparingLong(Fact::seq))
                .toList();
        List<Fact> shown = shown(captured, from > 0 ? rest.get(from).t() : Long.MIN_VALUE);
        return new Story(
                connection.client(),
                connection.server(),
                Sides.told(connection.tuple(), own),
                moment.state(),
                List.copyOf(kept),
                told.stream().filter(fact -> !seen(fact, captured)).toList(),
                shown,
                Math.max(captured.size(), trail.captured()) - shown.size(),
                own.stream()
                        .filter(fact -> fact.event() instanceof Event.Holding)
                        .toList(),
                new Traffic().after(own, moment.state(), ends(connection)),
                Map.copyOf(destroyed),
                from,
                before(captured, shown, rest.subList(0, from)),
                trail.counted(),
                trail.whole());
    }

    static boolean captured(Fact fact) {
        return fact.event() instanceof Event.Segment segment
                && (segment.via().equals("capture") || segment.via().equals("wire"));
    }

    /** Whether a capture saw what the server was told of otherwise: a SYN is the same where its number is. */
    private static boolean seen(Fact told, List<Fact> captured) {
        Event.Segment one = (Event.Segment) told.event();
        return captured.stream()
                .map(fact -> (Event.Segment) fact.event())
                .anyMatch(other -> one.flags().equals(other.flags())
                        && (one.seqno() < 0 || one.seqno() == other.seqno())
                        && (one.ackno() <= 0 || one.ackno() == other.ackno()));
    }

    /** The handshake's, and the last of the others: none from before the first call that is shown. */
    private static List<Fact> shown(List<Fact> captured, long since) {
        int from = Math.max(OPENING, captured.size() - MOST_SEGMENTS);
        return IntStream.range(0, captured.size())
                .filter(at -> at < OPENING || at >= from && captured.get(at).t() >= since)
                .mapToObj(captured::get)
                .toList();
    }

    private static OptionalLong before(List<Fact> captured, List<Fact> shown, List<Deed> older) {
        Set<Fact> drawn = new HashSet<>(shown);
        return LongStream.concat(
                        captured.stream().filter(fact -> !drawn.contains(fact)).mapToLong(Fact::seq),
                        older.stream().flatMap(deed -> deed.seqs().stream()).mapToLong(seq -> seq))
                .max();
    }

    private static Map<SocketId, SocketId> ends(Connection connection) {
        return connection.client().isPresent() && connection.server().isPresent()
                ? Map.of(
                        connection.client().get(), connection.server().get(),
                        connection.server().get(), connection.client().get())
                : Map.of();
    }

    private static boolean opens(Deed deed) {
        return deed.name() == SocketCall.connect || deed.name() == SocketCall.accept4;
    }

    private static List<Deed> deeds(
            List<Fact> facts, Trail trail, Connection connection, Moment moment, History history) {
        Map<Long, Fact> open = new TreeMap<>();
        List<Deed> deeds = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact.event() instanceof Event.Called called) {
                open.put(called.call(), fact);
            } else if (fact.event() instanceof Event.Returned returned) {
                Fact entered = open.containsKey(returned.call())
                        ? open.remove(returned.call())
                        : trail.entry(history, fact.seq(), returned.call()).orElse(null);
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

    private static boolean side(Fact entered, Connection connection) {
        String actor = ((Event.Called) entered.event()).actor();
        return Actor.isConsole(actor) || connection.server().isEmpty() && !Actor.isServer(actor);
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

    Sides sides() {
        return Sides.of(tuple);
    }

    /** All segments that are known, those captured first. */
    List<Fact> heard() {
        return Stream.concat(captured.stream(), segments.stream()).toList();
    }

    /** Whether the connection was captured from its SYN on. */
    boolean whole() {
        return captured.stream()
                .anyMatch(fact -> ((Event.Segment) fact.event()).flags().equals(List.of("SYN")));
    }

    /** The first segment after those that are left out. */
    Optional<Fact> firstAfterCut() {
        return earlier > 0 && captured.size() > OPENING ? Optional.of(captured.get(OPENING)) : Optional.empty();
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

    /** The listener's own socket, where it is still there; one of the lab's that came later had no part in this. */
    Optional<SeenSocket> listener() {
        Endpoint at = tuple.remote();
        long began = began();
        return state.sockets().values().stream()
                .filter(seen -> seen.socket().state().listens() && seen.socket().protocol() == tuple.protocol())
                .filter(seen -> Connection.reaches(seen.socket().local(), at))
                .filter(seen -> seen.actor().isEmpty() || seen.firstSeq() <= began)
                .findFirst();
    }

    /** Whether all that is known of the server's side is the port that is spoken to. */
    boolean unheard() {
        return server.isEmpty()
                && Names.port(tuple.remote()).isPresent()
                && listener().isEmpty();
    }

    /** The fact from which on a listener must have been there: connect(), else the first segment, else an end. */
    private long began() {
        return first(SocketCall.connect)
                .map(Deed::entered)
                .or(() -> Stream.concat(segments.stream(), captured.stream()).min(Comparator.comparingLong(Fact::seq)))
                .map(Fact::seq)
                .or(() -> seen(server).or(() -> seen(client)).map(SeenSocket::firstSeq))
                .orElse(Long.MAX_VALUE);
    }
}
