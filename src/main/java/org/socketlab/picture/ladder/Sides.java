package org.socketlab.picture.ladder;

import java.util.List;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.Protocol;
import org.socketlab.picture.diagram.Names;

/** Which end of a connection a segment comes from. A socket connected to itself has one end, the client's. */
record Sides(Endpoint client) {
    /** @param tuple the client's, as the kernel has it */
    static Sides of(FiveTuple tuple) {
        return new Sides(normal(tuple.local()));
    }

    /** The client's 5-tuple; where no look has said it yet, as its SYN does. */
    static FiveTuple told(FiveTuple tuple, List<Fact> facts) {
        if (tuple.protocol() != Protocol.TCP || Names.port(tuple.local()).isPresent()) {
            return tuple;
        }
        return facts.stream()
                .map(Fact::event)
                .filter(event -> event instanceof Event.Segment segment
                        && segment.flags().equals(List.of("SYN")))
                .map(Event.Segment.class::cast)
                .findFirst()
                .map(syn -> new FiveTuple(Protocol.TCP, syn.from(), syn.to()))
                .orElse(tuple);
    }

    boolean fromClient(Event.Segment segment) {
        return normal(segment.from()).equals(client);
    }

    private static Endpoint normal(Endpoint end) {
        return end instanceof Endpoint.Inet inet ? inet.normal() : end;
    }
}
