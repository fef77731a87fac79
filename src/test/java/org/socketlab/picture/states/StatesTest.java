package org.socketlab.picture.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpState;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Overlaps;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;
import org.socketlab.trace.Moment;

class StatesTest {
    private static final List<Double> WIDTHS = List.of(300.0, 390.0, 430.0, 700.0);

    /** Clients and servers that, together, are seen in each of the eleven states. */
    static Map<String, Session> lives() {
        Map<String, Session> lives = new HashMap<>();
        Session whole = Session.started().connecting("A", "127.0.0.1:1208");
        whole.establish("A", "127.0.0.1:1208");
        whole.becomes("A", TcpState.SYN_SENT).becomes("for A", TcpState.SYN_RECV);
        whole.becomes("A", TcpState.ESTABLISHED).becomes("for A", TcpState.ESTABLISHED);
        whole.accept("A").becomes("A", TcpState.FIN_WAIT1).becomes("for A", TcpState.CLOSE_WAIT);
        whole.becomes("A", TcpState.FIN_WAIT2).becomes("for A", TcpState.LAST_ACK);
        lives.put("A", whole.becomes("A", TcpState.TIME_WAIT).freed("for A"));
        Session both = Session.started().console("B");
        both.becomes("B", TcpState.FIN_WAIT1).becomes("for B", TcpState.FIN_WAIT1);
        both.becomes("B", TcpState.CLOSING).becomes("for B", TcpState.CLOSING);
        lives.put("B", both.becomes("B", TcpState.TIME_WAIT).becomes("for B", TcpState.TIME_WAIT));
        return lives;
    }

    @Test
    void eachOfTheElevenStatesIsMarkedWhereItWasSeen() {
        Set<TcpState> marked = EnumSet.noneOf(TcpState.class);
        lives().forEach((name, session) -> {
            for (Item item :
                    draw(session, pair(session, name), 430, BundleWords.ENGLISH).items()) {
                if (item.kind() == Item.Kind.STATE
                        && item.evidence() == Evidence.OBSERVED
                        && !item.seqs().isEmpty()) {
                    marked.add(TcpState.valueOf(item.key().substring("state ".length())));
                }
            }
        });
        Session listening = Session.started();
        SocketId id = listening.id("tcp4");
        Picture picture = draw(listening, Optional.of(new Selection.Socket(id)), 430, BundleWords.ENGLISH);
        assertThat(of(picture, "state LISTEN").lit()).isTrue();
        marked.add(TcpState.LISTEN);
        assertThat(marked).containsExactlyInAnyOrder(TcpState.values());
    }

    @Test
    void anEndStandsWhereItWasSeenLastAtThatMoment() {
        Session session = lives().get("A");
        SocketId client = session.id("A");
        Optional<Selection> selection = pair(session, "A");
        LabState state = LabState.empty(Session.SELF);
        for (Fact fact : session.facts()) {
            state = state.apply(fact);
            LabState.SeenSocket seen = state.sockets().get(client);
            if (seen == null) {
                continue;
            }
            Picture picture = States.of(new Moment(state, state.seq()), selection, 430, BundleWords.ENGLISH);
            Item here = of(picture, "state " + seen.socket().state().name());
            assertThat(here.lit()).as("after fact %d", fact.seq()).isTrue();
            for (Item item : picture.items()) {
                assertThat(item.seqs()).as("nothing of later").allMatch(seq -> seq <= fact.seq());
            }
        }
    }

    @Test
    void whatLiesBetweenIsInferredOnlyWhereItMustHaveBeen() {
        Session session = Session.started().console("A");
        Picture picture = draw(session, pair(session, "A"), 430, BundleWords.ENGLISH);
        assertThat(of(picture, "state SYN_SENT").evidence()).isEqualTo(Evidence.INFERRED);
        assertThat(of(picture, "state SYN_RECV").evidence()).isEqualTo(Evidence.INFERRED);
        assertThat(of(picture, "state CLOSED").evidence()).isEqualTo(Evidence.OBSERVED);
        assertThat(of(picture, "way SYN_ACK").evidence()).isEqualTo(Evidence.INFERRED);
        assertThat(of(picture, "because CLIENT SYN_SENT").name()).contains("connect() returned 0");
        assertThat(of(picture, "state FIN_WAIT1").seqs()).isEmpty();

        session.becomes("A", TcpState.FIN_WAIT1).becomes("A", TcpState.TIME_WAIT);
        Picture later = draw(session, pair(session, "A"), 430, BundleWords.ENGLISH);
        assertThat(of(later, "way CLOSE").evidence()).isEqualTo(Evidence.OBSERVED);
        assertThat(of(later, "way CLOSE").seqs()).isNotEmpty();
        for (String between : List.of("state FIN_WAIT2", "state CLOSING", "way FIN_AND_ACK", "way OTHER_FIN")) {
            assertThat(of(later, between).seqs()).as(between).isEmpty();
        }
        assertThat(of(later, "doubt CLIENT FIN_WAIT1 TIME_WAIT").name()).contains("more than one way");
    }

    @Test
    void aResetIsNotTakenForAnEnd() {
        Session session = Session.started().console("A");
        session.freed("A").becomes("for A", TcpState.CLOSE_WAIT);
        Picture picture = draw(session, pair(session, "A"), 430, BundleWords.ENGLISH);
        assertThat(of(picture, "state LAST_ACK").seqs()).isEmpty();
        assertThat(of(picture, "state FIN_WAIT1").seqs()).isEmpty();
        assertThat(of(picture, "state CLOSED").lit()).isTrue();
    }

    @Test
    void aTimeWaitCountsDownAndAHeldStateBearsTheClock() {
        Session session = Session.started().console("A");
        session.becomes("A", TcpState.TIME_WAIT);
        Picture picture = draw(session, pair(session, "A"), 430, BundleWords.ENGLISH);
        assertThat(of(picture, "state TIME_WAIT").name()).contains("60 s");
        session.tick(20_000_000_000L).tell(new Event.Log("server:tcp", "later"));
        assertThat(of(draw(session, pair(session, "A"), 430, BundleWords.ENGLISH), "state TIME_WAIT")
                        .name())
                .contains("40 s");

        Session held = Session.started().held(1);
        Picture staged = draw(held, pair(held, "H0"), 430, BundleWords.ENGLISH);
        assertThat(of(staged, "state ESTABLISHED").evidence()).isEqualTo(Evidence.STAGED);
        assertThat(of(staged, "state ESTABLISHED").name()).contains("◷");
    }

    @Test
    void withoutASelectionTheSocketsOfTheLabAreCounted() {
        Session session = Sessions.usual();
        Picture picture = draw(session, Optional.empty(), 430, BundleWords.ENGLISH);
        assertThat(of(picture, "state LISTEN").name()).startsWith("LISTEN 2.");
        assertThat(of(picture, "state ESTABLISHED").name()).startsWith("ESTABLISHED 4.");
        assertThat(of(picture, "state CLOSING").name()).startsWith("CLOSING.");
    }

    @Test
    void aUnixConnectionHasItsOwnSmallMachine() {
        Session session = Sessions.usual();
        Picture picture = draw(session, pair(session, "B"), 430, BundleWords.ENGLISH);
        assertThat(of(picture, "state CONNECTED").lit()).isTrue();
        assertThat(of(picture, "note").name()).contains("Unix");
        assertThat(picture.items()).noneMatch(item -> item.key().equals("state ESTABLISHED"));
    }

    @Test
    void nothingLiesOnAnythingAndEveryMarkHasItsFacts() {
        Map<String, Session> all = new HashMap<>(Sessions.odd());
        all.putAll(lives());
        for (Map.Entry<String, Session> one : all.entrySet()) {
            List<Optional<Selection>> selections = new ArrayList<>(List.of(Optional.empty()));
            one.getValue().state().sockets().keySet().stream()
                    .limit(6)
                    .forEach(id -> selections.add(Optional.of(new Selection.Socket(id))));
            for (Optional<Selection> selection : selections) {
                check(one.getKey() + " " + selection, one.getValue(), selection);
            }
        }
    }

    private static void check(String what, Session session, Optional<Selection> selection) {
        for (BundleWords words : List.of(BundleWords.ENGLISH, BundleWords.CHINESE)) {
            for (double width : WIDTHS) {
                Picture picture = draw(session, selection, width, words);
                String where = what + " at " + width + " in " + words.language();
                assertThat(Overlaps.between(picture)).as(where).isEmpty();
                assertThat(Overlaps.inside(picture)).as(where).isEmpty();
                assertThat(Overlaps.small(picture)).as(where).isEmpty();
                assertThat(picture.items())
                        .as(where)
                        .allMatch(item -> item.area().x() >= 0
                                && item.area().right() <= width + 0.5
                                && item.area().bottom() <= picture.height());
                picture.items().forEach(item -> resting(where, session, item));
            }
        }
    }

    /** What is marked rests on facts; what is solid, on observed ones that speak of a state. */
    private static void resting(String where, Session session, Item item) {
        boolean marked = item.marks().stream().anyMatch(mark -> !mark.tone().isEmpty()) || item.lit();
        if (!marked) {
            return;
        }
        assertThat(item.seqs()).as("%s: %s", where, item.key()).isNotEmpty();
        for (long seq : item.seqs()) {
            Fact fact = session.facts().get((int) (seq - 1));
            if (item.evidence() == Evidence.OBSERVED) {
                assertThat(fact.evidence()).as("%s: %s", where, item.key()).isEqualTo(Evidence.OBSERVED);
                assertThat(fact.event())
                        .as("%s: %s", where, item.key())
                        .isInstanceOfAny(Event.Looked.class, Event.Returned.class, Event.Destroyed.class);
            }
        }
    }

    private static Optional<Selection> pair(Session session, String name) {
        return Optional.of(new Selection.Pair(session.id(name), session.id("for " + name)));
    }

    private static Picture draw(Session session, Optional<Selection> selection, double width, BundleWords words) {
        return States.of(session.moment(), selection, width, words);
    }

    private static Item of(Picture picture, String key) {
        return picture.items().stream()
                .filter(item -> item.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + key + " among "
                        + picture.items().stream().map(Item::key).toList()));
    }
}
