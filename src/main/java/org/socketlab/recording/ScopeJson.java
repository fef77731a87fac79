package org.socketlab.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.socketlab.model.Endpoint;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.Protocol;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;

/** The scope of a look as JSON: {@code {}} is all there is. */
final class ScopeJson {
    private static final Set<String> KNOWN = Set.of("protocol", "port", "listen", "tuple", "ids", "unwatched");

    private ScopeJson() {}

    static void write(JsonGenerator json, Scope scope) throws IOException {
        json.writeObjectFieldStart("scope");
        switch (scope) {
            case Scope.All() -> {}
            case Scope.Of(Protocol protocol) -> json.writeStringField("protocol", protocol.word());
            case Scope.Port(Protocol protocol, int port) -> {
                json.writeStringField("protocol", protocol.word());
                json.writeNumberField("port", port);
            }
            case Scope.Listening() -> json.writeBooleanField("listen", true);
            case Scope.Tuples(List<FiveTuple> tuples) -> {
                json.writeArrayFieldStart("tuple");
                for (FiveTuple tuple : tuples) {
                    String[] parts = {
                        tuple.protocol().word(),
                        tuple.local().toString(),
                        tuple.remote().toString()
                    };
                    json.writeArray(parts, 0, parts.length);
                }
                json.writeEndArray();
            }
            case Scope.Ids(List<SocketId> ids) -> writeIds(json, "ids", ids);
            case Scope.Unwatched(List<SocketId> ids) -> writeIds(json, "unwatched", ids);
        }
        json.writeEndObject();
    }

    private static void writeIds(JsonGenerator json, String name, List<SocketId> ids) throws IOException {
        json.writeArrayFieldStart(name);
        for (SocketId id : ids) {
            json.writeString(id.toString());
        }
        json.writeEndArray();
    }

    static Scope read(Fields json) throws Malformed {
        if (json.has("ids")) {
            return new Scope.Ids(json.each("ids", String.class, SocketId::parse));
        }
        if (json.has("unwatched")) {
            return new Scope.Unwatched(json.each("unwatched", String.class, SocketId::parse));
        }
        if (json.has("tuple")) {
            return new Scope.Tuples(json.each("tuple", List.class, ScopeJson::tuple));
        }
        if (json.flag("listen", false)) {
            return new Scope.Listening();
        }
        if (!json.has("protocol")) {
            return new Scope.All();
        }
        Protocol protocol = json.make("protocol", String.class, Protocol::of);
        return json.has("port") ? new Scope.Port(protocol, json.integer("port")) : new Scope.Of(protocol);
    }

    /**
     * Whether the scope has a bound that this reader does not know. Such a look covered less than it seems to, so
     * nothing may be concluded from what is absent from it.
     */
    static boolean narrower(Fields json) {
        return !KNOWN.containsAll(json.names());
    }

    private static FiveTuple tuple(List<?> parts) throws Malformed {
        if (parts.size() == 3
                && parts.get(0) instanceof String protocol
                && parts.get(1) instanceof String local
                && parts.get(2) instanceof String remote) {
            Protocol known = Protocol.of(protocol);
            return known == Protocol.UNIX
                    ? new FiveTuple(known, new Endpoint.Unix(local), new Endpoint.Unix(remote))
                    : new FiveTuple(known, Endpoint.parse(local), Endpoint.parse(remote));
        }
        throw Malformed.field("tuple");
    }
}
