package org.socketlab.picture.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Session;

/** A box says what waits there: never a byte that nobody wrote, though the kernel counts SYN and FIN as one. */
class WaitingTest {
    private final Session session = Session.started().console("A");

    private List<String> words(String name) {
        Wish wish = new Wish(976, Optional.empty(), Set.of());
        return Diagram.of(session.state(), Slots.NONE, wish, BundleWords.ENGLISH).picture().items().stream()
                .filter(item -> item.key().equals("box " + session.id(name)))
                .map(Item::marks)
                .flatMap(List::stream)
                .filter(Mark.Label.class::isInstance)
                .map(mark -> ((Mark.Label) mark).text())
                .toList();
    }

    @Test
    void aClientThatIsNotAnsweredSaysWhenItTriesAgain() {
        session.unanswered("B");
        assertThat(words("B")).contains("retry in 1 s").noneMatch(text -> text.startsWith("Send-Q"));
    }

    @Test
    void theEndOfThePeersBytesIsNoByte() {
        session.halfClosed("A").waits("A", 1);
        assertThat(words("for A")).contains("Recv-Q 1 (FIN)");
        session.waits("A", 6);
        assertThat(words("for A")).contains("Recv-Q 5\u00a0B + FIN");
    }

    @Test
    void bytesOfAnOpenConnectionAreBytes() {
        session.waits("A", 1);
        assertThat(words("for A")).contains("Recv-Q 1\u00a0B");
    }
}
