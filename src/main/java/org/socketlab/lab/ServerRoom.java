package org.socketlab.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.IpAddress;
import org.socketlab.model.Refusal;
import org.socketlab.model.Stage;
import org.socketlab.os.FactSink;
import org.socketlab.os.OperatingSystem;
import org.socketlab.server.ServerRefusal;
import org.socketlab.server.Servers;

/** The lab's servers as commands want them: what is refused becomes a fact. The lab's thread only. */
final class ServerRoom {
    private static final Set<String> PORT_TAKEN = Set.of("server.port-taken", "server.port-taken-by");

    private final Servers servers;
    private final FactSink facts;
    private final FreePort freePort;
    private final Map<String, Command.StartServer> up = new LinkedHashMap<>();
    private final Set<Endpoint> everUp = new LinkedHashSet<>();

    ServerRoom(Servers servers, FactSink facts, OperatingSystem system) {
        this.servers = servers;
        this.facts = facts;
        freePort = new FreePort(system);
    }

    void start(Command.StartServer asked) {
        try {
            List<Endpoint> wanted = onePort(asked.endpoints());
            List<Endpoint> bound = servers.start(asked.server(), wanted, asked.framing(), asked.backlog());
            up.put(asked.server(), new Command.StartServer(asked.server(), bound, asked.framing(), asked.backlog()));
            everUp.addAll(bound);
        } catch (ServerRefusal e) {
            facts.observed(withFreePort(e.refusal(), asked.endpoints()));
        }
    }

    /** Where the kernel shall pick the port of several addresses, it is the same on all. */
    private List<Endpoint> onePort(List<Endpoint> endpoints) {
        List<IpAddress> open = endpoints.stream()
                .filter(end -> end instanceof Endpoint.Inet inet && inet.port() == 0)
                .map(end -> ((Endpoint.Inet) end).address())
                .toList();
        OptionalInt port = open.size() > 1 ? freePort.on(open) : OptionalInt.empty();
        return port.isEmpty()
                ? endpoints
                : endpoints.stream()
                        .map(end -> end instanceof Endpoint.Inet inet && inet.port() == 0
                                ? new Endpoint.Inet(inet.address(), port.getAsInt())
                                : end)
                        .toList();
    }

    /** A taken port's refusal names a free one as its last argument, for whoever wants to offer it. */
    private Refusal withFreePort(Refusal refusal, List<Endpoint> endpoints) {
        if (!PORT_TAKEN.contains(refusal.code())) {
            return refusal;
        }
        OptionalInt port = freePort.on(endpoints.stream()
                .filter(Endpoint.Inet.class::isInstance)
                .map(end -> ((Endpoint.Inet) end).address())
                .toList());
        List<String> args = new ArrayList<>(refusal.args());
        port.ifPresent(free -> args.add(Integer.toString(free)));
        return new Refusal(refusal.code(), args, refusal.errno());
    }

    void stop(String name) {
        try {
            servers.stop(name);
            up.remove(name);
        } catch (ServerRefusal e) {
            facts.observed(e.refusal());
        }
    }

    void setStage(String name, Stage stage) {
        try {
            servers.setStage(name, stage);
        } catch (ServerRefusal e) {
            facts.observed(e.refusal());
        }
    }

    void letOneIn(String name) {
        try {
            servers.letOneIn(name);
        } catch (ServerRefusal e) {
            facts.observed(e.refusal());
        }
    }

    /**
     * Stops all and starts them where they were, with nothing on the stage. Every connection is asked to end first, so
     * that the half second a silent peer is given runs for all of them at once.
     */
    void startOver() {
        List<Command.StartServer> before = List.copyOf(up.values());
        servers.closeConnections();
        before.forEach(server -> stop(server.server()));
        everUp.clear();
        before.forEach(this::start);
    }

    /** Where servers listen, or did since the last start over: what became of their connections is still to be seen. */
    Set<Endpoint> endpoints() {
        return everUp;
    }
}
