package org.socketlab.picture.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.socketlab.model.LabState;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Overlaps;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Rect;
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
                .hasSize(39);
    }

    @Test
    void theKernelReachesNoDeeperThanTheDeepestProcess() {
        LabState state =
                Session.started().console("A").foreign("telnet", 46_996).state();
        Picture picture = draw(state, 976, Optional.empty(), Set.of("standard 46996 0"), BundleWords.ENGLISH);
        double deepest = picture.items().stream()
                .filter(item -> item.kind() == Item.Kind.PROCESS)
                .mapToDouble(item -> item.area().bottom())
                .max()
                .orElseThrow();
        assertThat(picture.items())
                .filteredOn(item -> item.kind() == Item.Kind.KERNEL)
                .singleElement()
                .satisfies(kernel -> assertThat(kernel.area().bottom()).isCloseTo(deepest, within(6.0)));
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
                    clean(what + " at " + width + " in " + words.language(), state, width, selection, false, words);
                    if (width < 800) {
                        clean("dense " + what + " at " + width, state, width, selection, true, words);
                    }
                }
            }
        }
    }

    private static void clean(
            String where,
            LabState state,
            double width,
            Optional<Selection> selection,
            boolean dense,
            BundleWords words) {
        Wish wish = new Wish(width, selection, Set.of(), 0, dense);
        Diagram diagram = Diagram.of(state, Slots.NONE, wish, words);
        clean(where, diagram.picture());
        clean(where + " aside", diagram.aside());
        assertThat(diagram.aside().items())
                .as(where + ": legend, logs and stage leave nothing to scroll to")
                .allMatch(item -> item.area().right() <= width && item.area().x() >= 0);
    }

    private static void clean(String where, Picture picture) {
        assertThat(Overlaps.between(picture)).as(where).isEmpty();
        assertThat(Overlaps.inside(picture)).as(where).isEmpty();
        assertThat(Overlaps.small(picture)).as(where).isEmpty();
        assertThat(picture.items().stream().map(Item::key)).as(where).doesNotHaveDuplicates();
    }

    @Test
    void aPillOnItsWireCoversNeitherBoxesNorWhatStandsBelowTheWires() {
        Session session = Session.started();
        for (String console : List.of("A", "B", "C")) {
            session.console(console).send(console, "echo a longer line of bytes\n");
        }
        List<Passed> passed = new Traffic().after(session.facts(), session.state());
        for (double width : WIDTHS) {
            for (boolean dense : List.of(false, true)) {
                Wish wish = new Wish(width, Optional.empty(), Set.of(), 0, dense);
                Picture picture = Diagram.of(session.state(), Slots.NONE, wish, BundleWords.ENGLISH)
                        .picture();
                for (Passed one : passed) {
                    Rect from = area(picture, "box " + one.from());
                    Rect to = area(picture, "box " + one.to());
                    Item pill = Pills.of(one, BundleWords.ENGLISH, to.x() - from.right());
                    Rect standing = pill.area()
                            .moved(
                                    (from.right() + to.x() - pill.area().width()) / 2,
                                    from.y() + Diagram.WIRE - Pills.wire());
                    assertThat(picture.items())
                            .as("at " + width + (dense ? " dense" : ""))
                            .filteredOn(item -> item.kind() == Item.Kind.BOX || item.kind() == Item.Kind.TAG)
                            .filteredOn(item -> item.area().overlaps(standing))
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void whereHeightIsScarceTwoPairsStayWithinWhatALecturesProjectorLeaves() {
        Session session = Session.started().console("A").unixConsole("B");
        Wish wish = new Wish((1280 - 16) / 1.75, Optional.empty(), Set.of(), 0, true);
        Picture picture = Diagram.of(session.state(), Slots.NONE, wish, BundleWords.ENGLISH)
                .picture();
        double deepest = Stream.of("A", "for A", "B", "for B")
                .mapToDouble(name -> area(picture, "box " + session.id(name)).bottom())
                .max()
                .orElseThrow();
        assertThat(deepest * 1.75).isLessThan(720 - 46 - 214);
    }

    private static Rect area(Picture picture, String key) {
        return picture.items().stream()
                .filter(item -> item.key().equals(key))
                .findFirst()
                .orElseThrow()
                .area();
    }

    private static Picture draw(
            LabState state, double width, Optional<Selection> selection, Set<String> unfolded, BundleWords words) {
        return Diagram.of(state, Slots.NONE, new Wish(width, selection, unfolded), words)
                .picture();
    }
}
