package org.socketlab.picture.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Bare;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Scope;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Session;

/** The line of connections too short to be seen: none of them is left out without a word. */
class BriefTest {
    private final Session session = Session.started().console("A");

    private List<String> lines(Set<String> unfolded) {
        Wish wish = new Wish(976, Optional.empty(), unfolded);
        return Diagram.of(session.state(), Slots.NONE, wish, BundleWords.ENGLISH).picture().items().stream()
                .filter(item -> item.key().startsWith("brief"))
                .map(Item::name)
                .toList();
    }

    @Test
    void whatIsNotListedIsCounted() {
        for (int i = 0; i < 63; i++) {
            session.brief(50_000 + i, 5);
        }
        assertThat(lines(Set.of())).containsExactly("CLOSED Connections too short to be seen at both ends: 63");
        assertThat(lines(Set.of("brief"))).hasSize(1 + 60 + 1).contains("+3 earlier");
    }

    @Test
    void anEmptiedTimelineHasNoneOfThem() {
        session.brief(50_000, 5);
        assertThat(session.state().departed()).isNotEmpty();
        assertThat(session.state().forgetting().departed()).isEmpty();
    }

    @Test
    void fewAreListedWhole() {
        session.brief(50_000, 5).brief(50_001, 7);
        assertThat(lines(Set.of("brief"))).hasSize(3).noneMatch(line -> line.startsWith("+"));
    }

    @Test
    void aConnectionToSomebodyElsesServerIsOneAndReadsFromItsClient() {
        Endpoint server = Endpoint.parse("127.0.0.1:5432");
        Endpoint client = Endpoint.parse("127.0.0.1:41000");
        session.tell(new Event.Looked(
                        new Scope.Ids(List.of(Bare.tcp(1))),
                        true,
                        List.of(Bare.tcp(Bare.tcp(1), TcpState.LISTEN, "127.0.0.1:5432", "", 70))))
                .tell(new Event.Destroyed(Bare.tcp(2), server, client, TcpInfo.of(Map.of("tcpi_bytes_sent", 9L))))
                .tell(new Event.Destroyed(Bare.tcp(3), client, server, TcpInfo.of(Map.of("tcpi_bytes_sent", 5L))));
        assertThat(lines(Set.of("brief")))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("[tcp, 127.0.0.1, 41000, 127.0.0.1, 5432], 5\u00a0B to the server, 9\u00a0B back"));
    }
}
