package org.socketlab.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.socketlab.model.Actor;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;

/** Which servers another process has, by what it tells: so they can be started once more when it is gone. Any thread. */
final class ServersTold {
    private final Map<String, Command.StartServer> up = new LinkedHashMap<>();
    private final Set<Endpoint> everUp = new LinkedHashSet<>();
    private final Map<Endpoint, Event.Listener> listening = new LinkedHashMap<>();

    /** Notes how a server is started once more; that it went down by itself is no reason not to. */
    synchronized void note(Event.Listener listener) {
        String name = Actor.name(listener.actor());
        Endpoint at = listener.endpoint();
        if (!listener.up()) {
            listening.remove(at);
            return;
        }
        Command.StartServer known = up.get(name);
        List<Endpoint> endpoints = new ArrayList<>(known == null ? List.of() : known.endpoints());
        if (!endpoints.contains(at)) {
            endpoints.add(at);
        }
        int backlog = known == null ? listener.backlog() : known.backlog();
        up.put(name, new Command.StartServer(name, endpoints, listener.framing(), backlog));
        everUp.add(at);
        listening.put(at, listener);
    }

    /** A server was stopped that is not to start again. */
    synchronized void stopped(String name) {
        up.remove(name);
    }

    /** Where they listened before counts no more. */
    synchronized void startOver() {
        everUp.clear();
    }

    synchronized List<Command.StartServer> up() {
        return List.copyOf(up.values());
    }

    /** Where they listen, or did since the last start over. */
    synchronized Set<Endpoint> endpoints() {
        return Set.copyOf(everUp);
    }

    /** What listens now, as it was told last. */
    synchronized List<Event.Listener> listening() {
        return List.copyOf(listening.values());
    }
}
