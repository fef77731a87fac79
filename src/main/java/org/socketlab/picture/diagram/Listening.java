package org.socketlab.picture.diagram;

import java.util.HashSet;
import java.util.Set;
import org.socketlab.model.Endpoint;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Protocol;

/** Where somebody listens: the lab's servers, and whoever else a look found. Asked for a thousand ends, it costs no search. */
final class Listening {
    private final Set<String> places = new HashSet<>();

    Listening(LabState state) {
        for (SeenSocket seen : state.sockets().values()) {
            if (seen.socket().state().listens()) {
                places.add(place(seen.socket().protocol(), seen.socket().local()));
            }
        }
        state.listeners().keySet().forEach(key -> places.add(place(protocolOf(key.endpoint()), key.endpoint())));
    }

    static Protocol protocolOf(Endpoint end) {
        return end instanceof Endpoint.Unix ? Protocol.UNIX : Protocol.TCP;
    }

    private static String place(Protocol protocol, Endpoint end) {
        return end instanceof Endpoint.Inet inet && !inet.address().any()
                ? protocol + " " + inet.normal()
                : end instanceof Endpoint.Inet inet ? everywhere(protocol, inet.port()) : protocol + " " + end;
    }

    private static String everywhere(Protocol protocol, int port) {
        return protocol + " *:" + port;
    }

    /** Whether the local end of this connection, as one of its sockets has it, is the one that was connected to. */
    boolean serves(FiveTuple tuple) {
        return at(tuple.protocol(), tuple.local()) && !at(tuple.protocol(), tuple.remote());
    }

    private boolean at(Protocol protocol, Endpoint end) {
        return end instanceof Endpoint.Inet inet
                ? inet.port() != 0
                        && (places.contains(place(protocol, end)) || places.contains(everywhere(protocol, inet.port())))
                : !end.toString().isEmpty() && places.contains(place(protocol, end));
    }
}
