package org.socketlab.lab;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Refusal;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;

/**
 * Where the lab's servers run: in this process, or in one of their own, which is started, bounded and killed here. The
 * lab's thread only.
 */
final class ServerPlaces implements AutoCloseable {
    private final OperatingSystem system;
    private final ServersHere here;
    private final Supplier<List<String>> program;
    private final Surroundings around;
    private final Map<Endpoint, Event.SocketFile> files = new LinkedHashMap<>(); // that process's
    private List<Command.StartServer> left = List.of(); // what was up when it died
    private @Nullable ServersApart apart;
    private boolean wantedApart;
    private int number;

    /** @param program how this program is started once more, up to where its arguments begin */
    ServerPlaces(OperatingSystem system, ServersHere here, Supplier<List<String>> program, Surroundings around) {
        this.system = system;
        this.here = here;
        this.program = program;
        this.around = around;
    }

    /** The servers where they run now. */
    ServerRoom room() {
        return apart == null ? here : apart;
    }

    /** Starts a server where it is wanted. */
    void start(Command.StartServer asked) {
        if (wantedApart && apart == null && !begin()) {
            return;
        }
        room().start(asked);
        noteFiles();
    }

    /**
     * Moves the servers to a process of their own, or back, with nothing on the stage; where one was killed, those that
     * were up start again.
     */
    void isolate(boolean on) {
        if (on && (apart != null || !begin())) {
            return;
        }
        wantedApart = on;
        List<Command.StartServer> before = on ? here.stopAll() : end();
        List<Command.StartServer> again = before.isEmpty() ? left : before;
        left = List.of();
        again.forEach(room()::start);
        noteFiles();
    }

    private boolean begin() {
        try {
            ServersApart begun = ServersApart.start(
                    system,
                    program.get(),
                    ++number,
                    around,
                    over -> around.later().accept(() -> died(over)));
            apart = begun;
            around.apart().accept(begun.pid());
            return true;
        } catch (ChildRefused e) {
            around.facts().observed(e.refusal());
            return false;
        }
    }

    /** How those were started that end with their process. */
    private List<Command.StartServer> end() {
        ServersApart ending = apart;
        if (ending == null) {
            return List.of();
        }
        List<Command.StartServer> before = ending.up();
        ending.close();
        over();
        return before;
    }

    /** It has ended; where it was killed, also because it hung, its files are still there. */
    private void over() {
        apart = null;
        around.apart().accept(0);
        files.values().forEach(this::takeAway);
        files.clear();
    }

    private void died(ServersApart which) {
        if (which == apart) {
            left = which.up();
            over();
        }
    }

    /** The file that a server of that process made, to know it again. */
    private void noteFiles() {
        files.clear();
        if (apart != null) {
            for (Endpoint endpoint : apart.endpoints()) {
                if (LeftFile.named(endpoint)) {
                    seen(endpoint).filter(file -> !file.gone()).ifPresent(file -> files.put(endpoint, file));
                }
            }
        }
    }

    private void takeAway(Event.SocketFile made) {
        Endpoint endpoint = new Endpoint.Unix(made.path());
        try {
            if (seen(endpoint).equals(Optional.of(made))) {
                LeftFile.takeAway(system, endpoint);
            }
        } catch (IOException e) {
            around.facts().observed(Refusal.of("child.file-left", "", made.path(), e));
        }
    }

    private Optional<Event.SocketFile> seen(Endpoint endpoint) {
        try {
            return Optional.of(around.view().file(endpoint.toString()));
        } catch (SyscallException hidden) {
            return Optional.empty();
        }
    }

    /** Lowers or raises how many fds that process may have. */
    void limitFds(int most) {
        ServersApart bounded = apart;
        if (bounded == null) {
            around.facts().observed(Refusal.of("apart.none", ""));
            return;
        }
        KernelView view = around.view();
        try {
            system.limitFds(bounded.pid(), most);
            around.facts().observed(new Event.LimitsRead(view.limits(bounded.pid())));
        } catch (SyscallException e) {
            around.facts().observed(Refusal.of("apart.limit", e.errnoName(), bounded.pid(), most, e.errnoName()));
        }
    }

    void kill() {
        ServersApart killed = apart;
        if (killed == null) {
            around.facts().observed(Refusal.of("apart.none", ""));
            return;
        }
        killed.kill();
        died(killed);
    }

    /** As {@link ServerRoom#startOver}; those of a process that was killed start again too. */
    void startOver() {
        if (wantedApart && apart == null) {
            if (begin()) {
                left.forEach(room()::start);
                left = List.of();
            }
        } else {
            room().startOver();
        }
        noteFiles();
    }

    /** Where servers listen, or did since the last start over. */
    Set<Endpoint> endpoints() {
        Set<Endpoint> all = new HashSet<>(here.endpoints());
        if (apart != null) {
            all.addAll(apart.endpoints());
        }
        left.forEach(server -> all.addAll(server.endpoints()));
        return all;
    }

    @Override
    public void close() {
        end();
        here.close();
    }
}
