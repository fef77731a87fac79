package org.socketlab.picture.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Bare;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketStage;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpState;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;

/** Every mark leads back to facts, a solid one to what was observed. */
class DiagramEvidenceTest {
    private static final Set<String> ABOUT_THE_PICTURE = Set.of("kernel", "legend");

    @Test
    void everySolidMarkHasAnObservedFactBehindIt() {
        Sessions.odd().forEach(DiagramEvidenceTest::check);
        for (int seed = 0; seed < 20; seed++) {
            check("seed " + seed, Sessions.random(seed, 20));
        }
    }

    private static void check(String what, Session session) {
        for (Item item : items(session)) {
            if (ABOUT_THE_PICTURE.contains(item.key())) {
                continue;
            }
            List<Fact> behind = item.seqs().stream()
                    .map(seq -> session.facts().get((int) (seq - 1)))
                    .toList();
            assertThat(behind).as("%s: what %s rests on", what, item.key()).isNotEmpty();
            switch (item.evidence()) {
                case OBSERVED ->
                    assertThat(behind)
                            .as("%s: %s", what, item.key())
                            .allMatch(fact -> fact.evidence() == Evidence.OBSERVED);
                case INFERRED ->
                    assertThat(behind).as("%s: %s", what, item.key()).allMatch(fact -> fact.seq() > 0);
                case STAGED -> assertThat(behind).as("%s: %s", what, item.key()).anyMatch(DiagramEvidenceTest::holds);
            }
        }
    }

    private static boolean holds(Fact fact) {
        return switch (fact.event()) {
            case Event.Listener listener -> !listener.stage().free();
            case Event.Holding holding -> !holding.stage().free();
            default -> false;
        };
    }

    @Test
    void whatIsHeldOnASocketIsSaidOnItsBoxAndItsPeerBearsTheClockOnlyWhereItWaits() {
        Session session = Session.started()
                .console("A")
                .console("B")
                .holds("for A", new SocketStage(false, true))
                .holds("for B", new SocketStage(true, false));
        List<Item> before = items(session);
        assertThat(of(before, "box " + session.id("for A")).evidence()).isEqualTo(Evidence.STAGED);
        assertThat(words(of(before, "box " + session.id("for A")))).contains("close held");
        assertThat(words(of(before, "box " + session.id("for B")))).contains("reading held");
        assertThat(of(before, "box " + session.id("A")).evidence()).isEqualTo(Evidence.OBSERVED);
        List<Item> after = items(session.halfClosed("A").waits("B", 2_700_000));
        assertThat(of(after, "box " + session.id("A")).evidence()).isEqualTo(Evidence.STAGED);
        assertThat(of(after, "box " + session.id("A")).name()).contains("FIN_WAIT2");
        assertThat(of(after, "box " + session.id("B")).evidence()).isEqualTo(Evidence.OBSERVED);
        assertThat(words(of(after, "box " + session.id("for B")))).anyMatch(text -> text.startsWith("Recv-Q"));
        List<Item> released = items(session.holds("for A", SocketStage.FREE));
        assertThat(of(released, "box " + session.id("A")).evidence()).isEqualTo(Evidence.OBSERVED);
        assertThat(of(released, "box " + session.id("for A")).evidence()).isEqualTo(Evidence.OBSERVED);
    }

    private static List<String> words(Item item) {
        return item.marks().stream()
                .filter(Mark.Label.class::isInstance)
                .map(mark -> ((Mark.Label) mark).text())
                .toList();
    }

    @Test
    void whatTheLabHoldsBearsTheClockAndWhatItDoesNotHoldDoesNot() {
        Session held = Session.started().console("A").held(3);
        List<Item> items = items(held);
        assertThat(of(items, "box " + held.id("for H0")).evidence()).isEqualTo(Evidence.STAGED);
        assertThat(of(items, "box " + held.id("for A")).evidence()).isEqualTo(Evidence.OBSERVED);
        assertThat(of(items, "box " + held.id("H0")).evidence()).isEqualTo(Evidence.OBSERVED);
        assertThat(items)
                .noneMatch(item -> item.key().startsWith("row") && item.name().contains("for Console H0"));
    }

    @Test
    void aWireToAnEndThatNobodySawIsDashed() {
        Session session = Session.started().unanswered("A");
        assertThat(items(session))
                .filteredOn(item -> item.kind() == Item.Kind.WIRE)
                .singleElement()
                .satisfies(wire -> assertThat(wire.evidence()).isEqualTo(Evidence.INFERRED));
    }

    @Test
    void theBundlesWireIsDashedWhereOneOfItIsOnlyInferred() {
        Session seen = Session.started();
        Session guessed = Session.started();
        for (int i = 0; i < Diagram.MOST_PAIRS + 2; i++) {
            seen.console("C" + i);
            guessed.console("C" + i);
        }
        guessed.unanswered("U");
        assertThat(of(items(seen), "wire bundle").evidence()).isEqualTo(Evidence.OBSERVED);
        assertThat(of(items(guessed), "wire bundle").evidence()).isEqualTo(Evidence.INFERRED);
    }

    @Test
    void aClientOfAnotherHostsPortIsNotWiredToTheListenerHere() {
        Session session = Session.started()
                .stage("server:tcp", "0.0.0.0:1208", Stage.FREE)
                .connecting("A", "192.0.2.7:1208");
        SocketId id = session.id("A");
        session.tell(looked(
                Bare.tcp(Bare.tcp(1), TcpState.LISTEN, "0.0.0.0:1208", "", 70),
                Bare.tcp(id, TcpState.SYN_SENT, "10.0.0.2:40000", "192.0.2.7:1208", 71)));
        assertThat(items(session)).anyMatch(item -> item.key().equals("box " + id));
        assertThat(items(session)).noneMatch(item -> item.kind() == Item.Kind.WIRE);
    }

    @Test
    void aForeignSocketIsNotSaidToHaveNoFdWhileItsHolderIsSearchedFor() {
        SocketId id = Bare.tcp(1);
        String server = "127.0.0.1:1208";
        Session session =
                Session.started().tell(looked(Bare.tcp(id, TcpState.ESTABLISHED, "127.0.0.1:40000", server, 71)));
        assertThat(words(of(items(session), "box " + id))).doesNotContain("no fd");
        session.tell(looked(Bare.tcp(id, TcpState.TIME_WAIT, "127.0.0.1:40000", server, 0)));
        assertThat(words(of(items(session), "box " + id))).contains("no fd");
    }

    private static Event looked(KernelSocket... sockets) {
        List<SocketId> ids = Stream.of(sockets).map(KernelSocket::id).toList();
        return new Event.Looked(new Scope.Ids(ids), true, List.of(sockets));
    }

    @Test
    void aWireToTheListenerInWhoseQueueTheKernelListsAUnixClientIsSolid() {
        Session session = Session.started().unixWaiting("A");
        assertThat(items(session))
                .filteredOn(item -> item.kind() == Item.Kind.WIRE)
                .singleElement()
                .satisfies(wire -> assertThat(wire.evidence()).isEqualTo(Evidence.OBSERVED));
    }

    @Test
    void aHiddenOwnerIsDrawnAsSomeoneAndNotAsSeen() {
        Session session = Session.started().foreign("nc", 900, "[::1]:1208", true);
        assertThat(items(session))
                .filteredOn(item -> item.key().startsWith("process uid"))
                .singleElement()
                .satisfies(card -> assertThat(card.evidence()).isEqualTo(Evidence.INFERRED));
    }

    private static Item of(List<Item> items, String key) {
        return items.stream().filter(item -> item.key().equals(key)).findFirst().orElseThrow();
    }

    private static List<Item> items(Session session) {
        Wish wish = new Wish(976, Optional.empty(), Set.of());
        Diagram diagram = Diagram.of(session.state(), Slots.NONE, wish, BundleWords.ENGLISH);
        return Stream.of(diagram.picture(), diagram.aside())
                .flatMap(picture -> picture.items().stream())
                .toList();
    }
}
