package org.socketlab.picture.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.Protocol;
import org.socketlab.picture.Session;

/** Which end a segment comes from, also in the moment before a look has told the addresses. */
class SidesTest {
    private static final FiveTuple UNSEEN = new FiveTuple(Protocol.TCP, Endpoint.NONE, Endpoint.NONE);

    private static List<Fact> segments() {
        Session session = Session.started().capturing().console("A");
        return session.facts().stream()
                .filter(fact -> fact.event() instanceof Event.Segment)
                .toList();
    }

    @Test
    void theSynSaysWhoIsTheClientWhereNoLookHas() {
        List<Fact> segments = segments();
        FiveTuple told = Sides.told(UNSEEN, segments);
        Event.Segment syn = (Event.Segment) segments.getFirst().event();
        assertThat(syn.flags()).containsExactly("SYN");
        assertThat(told).isEqualTo(new FiveTuple(Protocol.TCP, syn.from(), syn.to()));
        assertThat(Sides.of(told).fromClient(syn)).isTrue();
        assertThat(Sides.of(told).fromClient((Event.Segment) segments.get(1).event()))
                .as("the answer")
                .isFalse();
    }

    @Test
    void withoutASynNothingIsMadeUp() {
        assertThat(Sides.told(UNSEEN, List.of())).isEqualTo(UNSEEN);
    }

    @Test
    void whatTheKernelSaysCounts() {
        FiveTuple seen = new FiveTuple(Protocol.TCP, Endpoint.parse("127.0.0.1:7"), Endpoint.parse("127.0.0.1:1208"));
        assertThat(Sides.told(seen, segments())).isEqualTo(seen);
    }
}
