package org.socketlab.picture.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.socketlab.model.LabState;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;

/** What stays in the picture stays where it is. */
class DiagramStabilityTest {
    private Slots slots = Slots.NONE;

    @Test
    void aConsoleThatComesMovesNoSocketOfTheOthers() {
        Session session = Session.started().console("A").unixConsole("B");
        Map<String, Rect> before = boxes(session.state());
        Map<String, Rect> after = boxes(session.console("C").state());
        assertThat(after).containsAllEntriesOf(before).hasSize(before.size() + 2);
    }

    @Test
    void aConsoleThatGoesMovesNothingAndItsPlaceIsTakenAgain() {
        Session session = Session.started().unixConsole("A").console("B").foreign("telnet", 46_996);
        Map<String, Rect> before = boxes(session.state());
        Rect place = before.get("box " + session.id("A"));
        Map<String, Rect> after = boxes(session.quit("A").state());
        assertThat(before).containsAllEntriesOf(after);
        assertThat(after).hasSize(before.size() - 2);
        Map<String, Rect> again = boxes(session.unixConsole("C").state());
        assertThat(again).containsAllEntriesOf(after).containsEntry("box " + session.id("C"), place);
    }

    @Test
    void whatIsLeftInTimeWaitStaysWhereItsPairWas() {
        Session session = Session.started().console("A").console("B").foreign("telnet", 46_996);
        Rect place = boxes(session.state()).get("box " + session.id("for A"));
        assertThat(boxes(session.quit("A").state())).containsEntry("box " + session.id("for A"), place);
    }

    @Test
    void aConsoleThatComesMovesOnlyTheCardsBelowItAndThoseAlike() {
        Session session =
                Session.started().console("A").foreign("telnet", 46_996).foreign("nc", 47_000);
        Map<String, Rect> before = boxes(session.state());
        Map<String, Rect> after = boxes(session.console("B").state());
        assertThat(after).containsEntry("box " + session.id("A"), before.get("box " + session.id("A")));
        for (String name : new String[] {"telnet", "for telnet", "nc", "for nc"}) {
            String key = "box " + session.id(name);
            assertThat(after).containsEntry(key, before.get(key).moved(0, Frame.LANE));
        }
    }

    @Test
    void whenMostIsGoneTheHolesCloseUp() {
        Session session = Session.started();
        for (int i = 0; i < 20; i++) {
            session.unixConsole("C" + i);
        }
        String last = "box " + session.id("C19");
        double full = boxes(session.state()).get(last).y();
        for (int i = 0; i < 19; i++) {
            session.quit("C" + i);
            boxes(session.state());
        }
        assertThat(boxes(session.state()).get(last).y()).isLessThan(full / 2);
    }

    @Test
    void atAQuietMomentWhatTheGoneHaveLeftClosesUp() {
        Session session = Session.started().unixConsole("A").unixConsole("B").unixConsole("C");
        Map<String, Rect> before = boxes(session.state());
        boxes(session.quit("A").state());
        closeUp(session.state(), Optional.empty());
        Map<String, Rect> after = boxes(session.state());
        assertThat(after.get("box " + session.id("B"))).isEqualTo(before.get("box " + session.id("A")));
        assertThat(after.get("box " + session.id("C"))).isEqualTo(before.get("box " + session.id("B")));
        assertThat(boxes(session.unixConsole("D").state())).containsAllEntriesOf(after);
    }

    @Test
    void whatIsSelectedDoesNotMoveWhenTheRestClosesUp() {
        Session session = Session.started()
                .unixConsole("A")
                .unixConsole("B")
                .unixConsole("C")
                .unixConsole("D");
        Map<String, Rect> before = boxes(session.state());
        boxes(session.quit("A").quit("C").state());
        closeUp(session.state(), Optional.of(new Selection.Socket(session.id("B"))));
        Map<String, Rect> after = boxes(session.state());
        assertThat(after).containsEntry("box " + session.id("B"), before.get("box " + session.id("B")));
        assertThat(after.get("box " + session.id("D"))).isEqualTo(before.get("box " + session.id("C")));
    }

    @Test
    void theCardOfAProcessThatIsGoneGivesItsRoomBackAtAQuietMoment() {
        Session session =
                Session.started().console("A").foreign("telnet", 46_996).foreign("nc", 47_000);
        Map<String, Rect> before = boxes(session.state());
        boxes(session.quit("A").state());
        closeUp(session.state(), Optional.of(new Selection.Socket(session.id("nc"))));
        assertThat(boxes(session.state()))
                .containsEntry("box " + session.id("nc"), before.get("box " + session.id("nc")));
    }

    @Test
    void whatNobodyHoldsGoesBelowWhatSomebodyHolds() {
        Session session = Session.started().console("A").unixConsole("B");
        Map<String, Rect> before = boxes(session.state());
        boxes(session.quit("A").state());
        closeUp(session.state(), Optional.empty());
        Map<String, Rect> after = boxes(session.state());
        assertThat(after.get("box " + session.id("B"))).isEqualTo(before.get("box " + session.id("A")));
        assertThat(after.get("box " + session.id("for A")).y())
                .isGreaterThan(after.get("box " + session.id("B")).y());
        Slots settled = slots;
        closeUp(session.state(), Optional.empty());
        assertThat(slots).isEqualTo(settled);
    }

    @Test
    void aProcessThatComesStandsAboveWhatNobodyHolds() {
        Session session = Session.started().console("A").unixConsole("B");
        boxes(session.state());
        boxes(session.quit("A").state());
        closeUp(session.state(), Optional.empty());
        boxes(session.state());
        Map<String, Rect> after = boxes(session.foreign("telnet", 46_996).state());
        assertThat(after.get("box " + session.id("telnet")).y())
                .isLessThan(after.get("box " + session.id("for A")).y());
    }

    @Test
    void ofManyEndedConnectionsTheLastFewStandAndTheOthersShareALine() {
        Session session = Session.started();
        for (int i = 0; i < 7; i++) {
            session.console("C" + i);
        }
        boxes(session.state());
        for (int i = 6; i >= 0; i--) {
            session.tick(2_000_000_000L).quit("C" + i);
            boxes(session.state());
        }
        assertThat(boxes(session.state()))
                .containsKeys("ended", "box " + session.id("for C0"), "box " + session.id("for C2"))
                .doesNotContainKeys("box " + session.id("for C3"), "box " + session.id("for C6"));
        Wish unfolded = new Wish(976, Optional.empty(), Set.of(Ended.NAME));
        assertThat(Diagram.of(session.state(), slots, unfolded, BundleWords.ENGLISH)
                        .picture()
                        .items())
                .anyMatch(item -> item.key().equals("box " + session.id("for C6")));
    }

    @Test
    void legendLogsAndStageStandWhereTheyStoodWhateverComesAndGoes() {
        Session session = Session.started().console("A");
        Map<String, Rect> before = aside(session.state());
        assertThat(before).containsKeys("legend", "log", "stage");
        session.console("B").unixConsole("C").foreign("telnet", 46_996).quit("A");
        assertThat(aside(session.state())).isEqualTo(before);
    }

    @Test
    void theProcessReachesNoDeeperThanItsFds() {
        Session session = Session.started().unixConsole("A");
        double before =
                areas(draw(session.state())).get("process " + Session.SELF).height();
        session.console("B").quit("B");
        assertThat(areas(draw(session.state())).get("process " + Session.SELF).height())
                .isEqualTo(before);
    }

    private void closeUp(LabState state, Optional<Selection> selection) {
        slots = Diagram.closedUp(slots, state, new Wish(976, selection, Set.of()));
    }

    private static Map<String, Rect> aside(LabState state) {
        return areas(Diagram.of(state, Slots.NONE, new Wish(976, Optional.empty(), Set.of()), BundleWords.ENGLISH)
                .aside());
    }

    private static Picture draw(LabState state) {
        return Diagram.of(state, Slots.NONE, new Wish(976, Optional.empty(), Set.of()), BundleWords.ENGLISH)
                .picture();
    }

    private static Map<String, Rect> areas(Picture picture) {
        Map<String, Rect> areas = new HashMap<>();
        picture.items().forEach(item -> areas.put(item.key(), item.area()));
        return areas;
    }

    private Map<String, Rect> boxes(LabState state) {
        Diagram diagram = Diagram.of(state, slots, new Wish(976, Optional.empty(), Set.of()), BundleWords.ENGLISH);
        slots = diagram.slots();
        Map<String, Rect> boxes = new HashMap<>();
        for (Item item : diagram.picture().items()) {
            if (item.kind() == Item.Kind.BOX) {
                boxes.put(item.key(), item.area());
            }
        }
        return boxes;
    }
}
