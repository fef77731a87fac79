package org.socketlab.picture.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Limits;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;

class PortWordsTest {
    private final Session session = Session.started();

    private PortWords words(Optional<Selection> selection) {
        return PortWords.of(selection, session.state(), BundleWords.ENGLISH);
    }

    private void range(int low, int high) {
        session.tell(new Event.LimitsRead(new Limits(Session.SELF, 1_024, 4_096, low, high)));
    }

    @Test
    void portsTowardADestinationAreCountedByWhoHoldsThem() {
        range(35_000, 35_999);
        session.console("A").console("B").unixConsole("U").quit("A");
        Ports ports = Ports.toward(
                        (Endpoint.Inet) Endpoint.parse("127.0.0.1:1208"),
                        ((Endpoint.Inet) Endpoint.parse("127.0.0.1:0")).address(),
                        session.state())
                .orElseThrow();
        assertThat(ports.used()).as("B's").isEqualTo(1);
        assertThat(ports.waiting() + ports.left() + ports.used())
                .isEqualTo(ports.all())
                .isEqualTo(1_000);
        assertThat(words(Optional.empty()).title()).isEqualTo("Ports from 127.0.0.1 to 127.0.0.1:1208");
    }

    @Test
    void theRangeIsTheKernelsOwnAndTheArticlesNumberIsPutRight() {
        range(32_768, 60_999);
        session.console("A");
        PortWords said = words(Optional.of(new Selection.Socket(session.id("A"))));
        assertThat(said.count().replace('\u00a0', ' '))
                .isEqualTo("1 in use · 0 in TIME_WAIT · 28 231 left of 28 232 (32768–60999)");
        assertThat(said.meaning().replace('\u00a0', ' ')).contains("64 512").contains("28 232");
        range(40_000, 40_009);
        assertThat(words(Optional.of(new Selection.Socket(session.id("for A")))).count())
                .as("the server's end speaks of the same destination; its client's port is outside the range")
                .isEqualTo("0 in use · 0 in TIME_WAIT · 10 left of 10 (40000–40009)");
    }

    @Test
    void clientPortsInTimeWaitAreCountedApart() {
        range(35_000, 35_999);
        session.console("A").waitsForLate("A");
        assertThat(words(Optional.empty()).count())
                .isEqualTo("0 in use · 1 in TIME_WAIT · 999 left of 1\u00a0000 (35000–35999)");
    }

    @Test
    void unixSocketsHaveNoPorts() {
        session.unixConsole("U");
        for (String name : new String[] {"U", "unix"}) {
            PortWords said = words(Optional.of(new Selection.Socket(session.id(name))));
            assertThat(said.title() + said.count()).isEmpty();
            assertThat(said.meaning()).contains("no port");
        }
    }

    @Test
    void whereNothingListensNothingIsCounted() {
        assertThat(PortWords.of(Optional.empty(), new Session().state(), BundleWords.ENGLISH)
                        .count())
                .isEmpty();
    }
}
