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
import org.socketlab.model.SocketId;
import org.socketlab.model.Stage;
import org.socketlab.os.FactSink;
import org.socketlab.os.OperatingSystem;
import org.socketlab.server.ServerRefusal;
import org.socketlab.server.Servers;

/** The servers in this process. */
final class ServersHere implements ServerRoom {
    /** How often a port of the kernel's choice is looked for anew. */
    private static final int ATTEMPTS = 10;

    private static final Set<String> PORT_TAKEN = Set.of("server.port-taken", "server.port-taken-by");

    private final Servers servers;
    private final FactSink facts;
    private final FreePort freePort;
    private final Map<String, Command.StartServer> up = new LinkedHashMap<>();
    private final Set<Endpoint> everUp = new LinkedHashSet<>();

    ServersHere(Servers servers, FactSink facts, OperatingSystem system) {
        this.servers = servers;
        this.facts = facts;
        freePort = new FreePort(system);
    }

    @Override
    public void start(Command.StartServer asked) {
        boolean anyPort = asked.endpoints().stream().anyMatch(ServersHere::anyPort);
        for (int attempt = 1; ; attempt++) {
            try {
                List<Endpoint> wanted = onePort(asked.endpoints());
                List<Endpoint> bound = servers.start(asked.server(), wanted, asked.framing(), asked.backlog());
                up.put(
                        asked.server(),
                        new Command.StartServer(asked.server(), bound, asked.framing(), asked.backlog()));
                everUp.addAll(bound);
                return;
            } catch (ServerRefusal e) {
                // between its being found free and listen() somebody else may have taken it
                if (!anyPort
                        || attempt == ATTEMPTS
                        || !PORT_TAKEN.contains(e.refusal().code())) {
                    facts.observed(withFreePort(e.refusal(), asked.endpoints()));
                    return;
                }
            }
        }
    }

    private static boolean anyPort(Endpoint end) {
        return end instanceof Endpoint.Inet inet && inet.port() == 0;
    }

    /** Where the kernel shall pick the port of several addresses, it is the same on all. */
    private List<Endpoint> onePort(List<Endpoint> endpoints) {
        List<IpAddress> open = endpoints.stream()
                .filter(ServersHere::anyPort)
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

    @Override
    public void stop(String name) {
        try {
            servers.stop(name);
            up.remove(name);
        } catch (ServerRefusal e) {
            facts.observed(e.refusal());
        }
    }

    @Override
    public void setStage(String name, Stage stage) {
        try {
            servers.setStage(name, stage);
        } catch (ServerRefusal e) {
            facts.observed(e.refusal());
        }
    }

    @Override
    public void letOneIn(String name) {
        try {
            servers.letOneIn(name);
        } catch (ServerRefusal e) {
            facts.observed(e.refusal());
        }
    }

    @Override
    public boolean holdRead(SocketId socket, boolean held) throws ServerRefusal {
        return servers.holdRead(socket, held);
    }

    @Override
    public boolean holdClose(SocketId socket, boolean held) throws ServerRefusal {
        return servers.holdClose(socket, held);
    }

    @Override
    public boolean reset(SocketId socket) throws ServerRefusal {
        return servers.reset(socket);
    }

    @Override
    public void startOver() {
        List<Command.StartServer> before = stopAll();
        everUp.clear();
        before.forEach(this::start);
    }

    /** How those were started that are stopped by this. */
    List<Command.StartServer> stopAll() {
        List<Command.StartServer> before = up();
        servers.closeConnections();
        before.forEach(server -> stop(server.server()));
        return before;
    }

    @Override
    public List<Command.StartServer> up() {
        return List.copyOf(up.values());
    }

    @Override
    public Set<Endpoint> endpoints() {
        return everUp;
    }

    @Override
    public void close() {
        servers.close();
    }
}
