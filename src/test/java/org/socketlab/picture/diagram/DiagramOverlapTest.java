package org.socketlab.picture.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.socketlab.model.LabState;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Overlaps;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;

/** Nothing lies on anything, whatever there is to draw. Room at 175 % of text is the window's through 1.75. */
class DiagramOverlapTest {
    private static final List<Double> WIDTHS = List.of(560.0, 1280 / 1.75, 976.0, 1500.0);
    private static final List<BundleWords> LANGUAGES = List.of(BundleWords.ENGLISH, BundleWords.CHINESE);

    @Test
    void nothingLiesOnAnythingInOddStates() {
        for (Map.Entry<String, Session> odd : Sessions.odd().entrySet()) {
            clean(odd.getKey(), odd.getValue().state());
        }
    }

    @Test
    void norInStatesByChance() {
        for (int seed = 0; seed < 40; seed++) {
            clean("seed " + seed, Sessions.random(seed, 4 + seed).state());
        }
    }

    @Test
    void norWithTwoHundredPairsFoldedOrNot() {
        Session session = Session.started();
        for (int i = 0; i < 200; i++) {
            session.connecting("C" + i, "127.0.0.1:1208")
                    .establish("C" + i, "127.0.0.1:1208")
                    .accept("C" + i);
        }
        LabState state = session.look().state();
        clean("200 pairs", state);
        Picture folded = draw(state, 976, Optional.empty(), Set.of(), BundleWords.ENGLISH);
        Picture unfolded = draw(state, 976, Optional.empty(), Set.of("pairs"), BundleWords.ENGLISH);
        assertThat(boxes(folded)).isEqualTo(2 * Diagram.MOST_PAIRS + 3 + 1);
        assertThat(boxes(unfolded)).isEqualTo(2 * 200 + 3);
        assertThat(Overlaps.between(unfolded)).isEmpty();
        assertThat(folded.items()).anySatisfy(item -> assertThat(item.name()).contains("+160"));
    }

    @Test
    void whatUnfoldsStandsByItself() {
        LabState state = Sessions.usual().state();
        Set<String> all = Set.of("fds " + Session.SELF, "standard " + Session.SELF + " 0");
        Picture unfolded = draw(state, 976, Optional.empty(), all, BundleWords.ENGLISH);
        assertThat(Overlaps.between(unfolded)).isEmpty();
        assertThat(unfolded.items())
                .filteredOn(item -> item.kind() == Item.Kind.FOLD && item.key().contains("own open"))
                .hasSize(38);
    }

    private static long boxes(Picture picture) {
        return picture.items().stream()
                .filter(item -> item.kind() == Item.Kind.BOX)
                .count();
    }

    private static void clean(String what, LabState state) {
        Optional<Selection> first =
                state.sockets().keySet().stream().findFirst().map(Selection.Socket::new);
        for (BundleWords words : LANGUAGES) {
            for (double width : WIDTHS) {
                for (Optional<Selection> selection : List.of(Optional.<Selection>empty(), first)) {
                    Picture picture = draw(state, width, selection, Set.of(), words);
                    String where = what + " at " + width + " in " + words.language();
                    assertThat(Overlaps.between(picture)).as(where).isEmpty();
                    assertThat(Overlaps.inside(picture)).as(where).isEmpty();
                    assertThat(Overlaps.small(picture)).as(where).isEmpty();
                    assertThat(picture.items().stream().map(Item::key))
                            .as(where)
                            .doesNotHaveDuplicates();
                }
            }
        }
    }

    private static Picture draw(
            LabState state, double width, Optional<Selection> selection, Set<String> unfolded, BundleWords words) {
        return Diagram.of(state, Slots.NONE, new Wish(width, selection, unfolded), words)
                .picture();
    }
}
