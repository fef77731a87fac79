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
import org.socketlab.picture.Rect;
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
