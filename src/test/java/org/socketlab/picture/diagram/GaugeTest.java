package org.socketlab.picture.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Event;
import org.socketlab.model.Limits;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Session;

/** How much of its fd limit the lab's process uses, as its card shows it. */
class GaugeTest {
    private final Session session = Session.started().console("A");
    private final int used = FdLine.used(session.state(), Session.SELF);

    private List<Mark> marks(long soft) {
        session.tell(new Event.LimitsRead(new Limits(Session.SELF, soft, soft, 32_768, 60_999)));
        Wish wish = new Wish(976, Optional.empty(), Set.of());
        return Diagram.of(session.state(), Slots.NONE, wish, BundleWords.ENGLISH).picture().items().stream()
                .filter(item -> item.key().equals("process " + Session.SELF))
                .findFirst()
                .orElseThrow()
                .marks();
    }

    private static Mark.Panel panel(List<Mark> marks, String style) {
        return marks.stream()
                .filter(mark -> mark instanceof Mark.Panel && mark.style().equals(style))
                .map(Mark.Panel.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itIsAsFullAsTheTable() {
        List<Mark> marks = marks(4L * used);
        double track = panel(marks, "gauge").area().width() - 2;
        assertThat(panel(marks, "gauge-fill").area().width()).isEqualTo(track / 4);
        assertThat(panel(marks, "gauge-fill").tone()).isEmpty();
        assertThat(panel(marks, "gauge").hint()).contains("EMFILE").contains(3 * used + " are left");
    }

    @Test
    void nearTheLimitItWarnsAndBeyondItIsFull() {
        List<Mark> near = marks(used + 1);
        assertThat(panel(near, "gauge-fill").tone()).isEqualTo("near");
        assertThat(near)
                .anyMatch(mark ->
                        mark instanceof Mark.Label label && label.style().equals("process-near"));
        List<Mark> beyond = marks(used - 1);
        assertThat(panel(beyond, "gauge-fill").area().width())
                .isEqualTo(panel(beyond, "gauge").area().width() - 2);
        assertThat(panel(beyond, "gauge").hint()).contains("0 are left");
    }
}
