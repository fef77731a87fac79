package org.socketlab.picture.diagram;

import java.util.Optional;
import java.util.stream.Stream;
import org.socketlab.model.Endpoint;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.Protocol;
import org.socketlab.picture.Selection;

/**
 * A connection as far as its ends are there: what takes one lane of the kernel.
 *
 * @param client the end that connected, empty where it is gone or not seen
 * @param server the other one
 */
record Strand(Optional<End> client, Optional<End> server) {
    /** By its sockets' names alone: a picture asks for it a thousand times, and a socket carries forty numbers. */
    @Override
    public int hashCode() {
        return 31 * client.map(End::id).hashCode() + server.map(End::id).hashCode();
    }

    Stream<End> ends() {
        return Stream.concat(client.stream(), server.stream());
    }

    End any() {
        return client.or(() -> server).orElseThrow();
    }

    /** When the first of its ends was learnt of. */
    long firstSeq() {
        return ends().mapToLong(end -> end.seen().firstSeq()).min().orElse(0);
    }

    /** The connection as its client has it. */
    FiveTuple tuple() {
        return client.isPresent()
                ? client.get().socket().tuple().normal()
                : any().socket().tuple().normal().reversed();
    }

    /** What stays the same while its ends come and go: TCP's 5-tuple, otherwise the older socket. */
    String key() {
        FiveTuple tuple = tuple();
        boolean connected = tuple.remote() instanceof Endpoint.Inet inet && inet.port() != 0;
        return any().socket().protocol() != Protocol.UNIX && connected
                ? tuple.toString()
                : any().id().toString();
    }

    /** Whether it is one socket that is connected to itself. */
    boolean itself() {
        FiveTuple tuple = tuple();
        return tuple.local() instanceof Endpoint.Inet inet
                && inet.port() != 0
                && tuple.local().equals(tuple.remote());
    }

    Selection selection() {
        return client.isPresent() && server.isPresent()
                ? new Selection.Pair(client.get().id(), server.get().id())
                : new Selection.Socket(any().id());
    }
}
