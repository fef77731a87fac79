package org.socketlab.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.socketlab.client.Console;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Refusal;
import org.socketlab.model.SocketId;
import org.socketlab.os.CallSink;
import org.socketlab.os.FactSink;
import org.socketlab.os.OperatingSystem;

/** The lab's consoles, by name. The lab's thread only. */
final class ConsoleRoom {
    private final OperatingSystem system;
    private final CallSink calls;
    private final FactSink facts;
    private final Map<String, Console> consoles = new LinkedHashMap<>();

    ConsoleRoom(OperatingSystem system, CallSink calls, FactSink facts) {
        this.system = system;
        this.calls = calls;
        this.facts = facts;
    }

    void open(String name, Endpoint target) {
        Console before = consoles.get(name);
        if (before != null && !before.ended()) {
            facts.observed(Refusal.of("lab.console-lives", "", name));
            return;
        }
        if (target instanceof Endpoint.Unix unix && !unix.spellable()) {
            facts.observed(Refusal.of("lab.console-unspellable", "", name, target));
            return;
        }
        if (before != null) {
            before.close();
        }
        consoles.put(name, Console.open(name, target, system, calls, facts));
    }

    /** The console of that name; where there is none, that is told. */
    Optional<Console> named(String name) {
        Console console = consoles.get(name);
        if (console == null) {
            facts.observed(Refusal.of("lab.no-console", "", name));
        }
        return Optional.ofNullable(console);
    }

    /** The console that holds the socket, null where none does. */
    @Nullable
    Console having(SocketId socket) {
        return consoles.values().stream()
                .filter(console -> console.has(socket))
                .findFirst()
                .orElse(null);
    }

    void close(String name) {
        named(name).ifPresent(Console::close);
        consoles.remove(name);
    }

    /** Ends all connections, at once for all, and waits until their fds are closed. */
    void endAll() {
        List<Console> all = List.copyOf(consoles.values());
        all.forEach(Console::disconnect);
        all.forEach(Console::close);
        consoles.clear();
    }
}
