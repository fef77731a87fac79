package org.socketlab.picture.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.Samples;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketStage;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;

/** A picture that takes over what has not changed is the one that is drawn anew. */
class DraftsTest {
    private final Drafts drafts = new Drafts();
    private Slots slots = Slots.NONE;

    @Test
    void afterEachFactOfASessionByChance() {
        for (int seed = 0; seed < 6; seed++) {
            follow(states(Sessions.random(seed, 12)), seed);
        }
    }

    @Test
    void afterFactsThatFitNothing() {
        for (int seed = 0; seed < 6; seed++) {
            Samples samples = new Samples(seed);
            LabState state = Session.started().state();
            List<LabState> states = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                state = state.apply(samples.next(state.seq() + 1));
                states.add(state);
            }
            follow(states, seed);
        }
    }

    @Test
    void inTheOddSessions() {
        for (Map.Entry<String, Session> odd : Sessions.odd().entrySet()) {
            if (odd.getValue().facts().size() < 200) {
                follow(states(odd.getValue()), 1);
            }
        }
    }

    @Test
    void whatHasNotChangedIsTheVerySameItem() {
        Session session = Session.started().console("A").console("B");
        Item before = box(session, "A");
        session.log("server:tcp", "a line");
        assertThat(box(session, "A")).isSameAs(before);
        session.waits("A", 7);
        assertThat(box(session, "A")).isNotEqualTo(before);
    }

    @Test
    void whatIsHeldOnASocketIsDrawnAnew() {
        Session session = Session.started().console("A");
        assertThat(box(session, "for A").evidence()).isEqualTo(Evidence.OBSERVED);
        session.holds("for A", new SocketStage(true, false));
        assertThat(box(session, "for A").evidence()).isEqualTo(Evidence.STAGED);
    }

    private Item box(Session session, String name) {
        Wish wish = new Wish(976, Optional.empty(), Set.of());
        return Diagram.of(session.state(), slots, wish, BundleWords.ENGLISH, drafts).picture().items().stream()
                .filter(item -> item.key().equals("box " + session.id(name)))
                .findFirst()
                .orElseThrow();
    }

    private static List<LabState> states(Session session) {
        return session.facts().stream().map(Fact::seq).map(session::stateAt).toList();
    }

    /** Each state as a person may look at it: in either language, in any width, with something selected or unfolded. */
    private void follow(List<LabState> states, int seed) {
        Random chance = new Random(seed);
        Wish wish = new Wish(976, Optional.empty(), Set.of());
        BundleWords words = BundleWords.ENGLISH;
        for (LabState state : states) {
            if (chance.nextInt(5) == 0) {
                wish = wish(state, chance);
                words = chance.nextInt(4) == 0 ? BundleWords.CHINESE : BundleWords.ENGLISH;
            }
            Diagram fresh = Diagram.of(state, slots, wish, words);
            Diagram taken = Diagram.of(state, slots, wish, words, drafts);
            assertThat(taken.picture())
                    .as("seed %d, fact %d", seed, state.seq())
                    .isEqualTo(fresh.picture());
            assertThat(taken.aside()).isEqualTo(fresh.aside());
            assertThat(taken.slots()).isEqualTo(fresh.slots());
            slots = chance.nextInt(20) == 0 ? Diagram.closedUp(fresh.slots(), state, wish) : fresh.slots();
        }
    }

    private static Wish wish(LabState state, Random chance) {
        List<SocketId> ids = List.copyOf(state.sockets().keySet());
        Optional<Selection> selection = ids.isEmpty() || chance.nextBoolean()
                ? Optional.empty()
                : Optional.of(new Selection.Socket(ids.get(chance.nextInt(ids.size()))));
        Set<String> unfolded = new HashSet<>();
        for (String name : List.of("pairs", "ended", "fds " + Session.SELF)) {
            if (chance.nextInt(3) == 0) {
                unfolded.add(name);
            }
        }
        return new Wish(chance.nextBoolean() ? 976 : 700, selection, unfolded, 0, chance.nextInt(4) == 0);
    }
}
