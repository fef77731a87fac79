package org.socketlab.ui;

import java.util.List;
import org.socketlab.model.Actor;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;

/**
 * How one of the two servers is to be started whenever its switch is turned on.
 *
 * @param server {@code tcp} or {@code unix}
 */
public record ServerPlan(String server, List<Endpoint> endpoints, Framing framing, int backlog) {
    public ServerPlan {
        endpoints = List.copyOf(endpoints);
    }

    public static ServerPlan of(Command.StartServer start) {
        return new ServerPlan(start.server(), start.endpoints(), start.framing(), start.backlog());
    }

    /** Of a server that cannot be started. */
    static ServerPlan none(String server) {
        return new ServerPlan(server, List.of(), Framing.LINE, 0);
    }

    public Command start() {
        return new Command.StartServer(server, endpoints, framing, backlog);
    }

    public Command stop() {
        return new Command.StopServer(server);
    }

    public ServerPlan on(List<Endpoint> others) {
        return new ServerPlan(server, others, framing, backlog);
    }

    public ServerPlan by(Framing other) {
        return new ServerPlan(server, endpoints, other, backlog);
    }

    /** The name its facts carry. */
    public String actor() {
        return Actor.server(server);
    }
}
