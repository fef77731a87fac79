package org.socketlab.picture.ladder;

import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.FiveTuple;

/** Which end of a connection a segment comes from. A socket connected to itself has one end, the client's. */
record Sides(Endpoint client) {
    /** @param tuple the client's, as the kernel has it */
    static Sides of(FiveTuple tuple) {
        return new Sides(normal(tuple.local()));
    }

    boolean fromClient(Event.Segment segment) {
        return normal(segment.from()).equals(client);
    }

    private static Endpoint normal(Endpoint end) {
        return end instanceof Endpoint.Inet inet ? inet.normal() : end;
    }
}
