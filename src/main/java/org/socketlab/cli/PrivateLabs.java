package org.socketlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.socketlab.lab.ChildLab;
import org.socketlab.lab.ChildProgram;
import org.socketlab.lab.ChildRefused;
import org.socketlab.lab.FirstStart;
import org.socketlab.model.Framing;
import org.socketlab.model.Refusal;
import org.socketlab.os.OperatingSystem;
import org.socketlab.server.Defaults;
import org.socketlab.server.ServerRefusal;
import org.socketlab.ui.Desktop;
import org.socketlab.ui.PrivateNetwork;
import org.socketlab.ui.ServerPlan;

/** Starts this program once more in a network of its own, and ends all that it started. Any thread. */
final class PrivateLabs implements PrivateNetwork, AutoCloseable {
    private final OperatingSystem system;
    private final Map<String, String> environment;
    private final Supplier<List<String>> program;

    /** Held weakly: one that lives is held by its own threads, and of one that was closed nothing need stay. */
    private final Set<ChildLab> started = Collections.newSetFromMap(new WeakHashMap<>()); // guarded by itself

    PrivateLabs(OperatingSystem system, Map<String, String> environment) {
        this(system, environment, OwnProgram::words);
    }

    /** @param program how this program is started once more, up to where its arguments begin */
    PrivateLabs(OperatingSystem system, Map<String, String> environment, Supplier<List<String>> program) {
        this.system = system;
        this.environment = Map.copyOf(environment);
        this.program = program;
    }

    @Override
    public Desktop.Living open() throws ChildRefused {
        return opening(start());
    }

    /** A lab with no server yet. */
    ChildLab start() throws ChildRefused {
        ChildLab lab = ChildLab.start(system, new ChildProgram(program.get(), true));
        synchronized (started) {
            started.add(lab);
        }
        return lab;
    }

    /** How the window opens with it. */
    Desktop.Living opening(ChildLab lab) {
        List<Refusal> refusals = new ArrayList<>();
        return new Desktop.Living(
                lab,
                new ServerPlan(FirstStart.TCP, lab.loopback(Defaults.PORT), Framing.LINE, Defaults.BACKLOG),
                unix(lab, refusals),
                new Desktop.Recording(lab::save, lab.started()),
                Optional.empty(), // it captures already
                refusals);
    }

    /** A socket file's name crosses into the namespace, so it must differ from that of the lab on the host. */
    private ServerPlan unix(ChildLab lab, List<Refusal> refusals) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        try {
            return new ServerPlan(
                    FirstStart.UNIX,
                    List.of(Defaults.unixPath(system, environment, temporary, lab.pid())),
                    Framing.LINE,
                    Defaults.BACKLOG);
        } catch (ServerRefusal e) {
            refusals.add(e.refusal());
            return new ServerPlan(FirstStart.UNIX, List.of(), Framing.LINE, Defaults.BACKLOG);
        }
    }

    @Override
    public void close() {
        List<ChildLab> open;
        synchronized (started) {
            open = List.copyOf(started);
        }
        open.forEach(ChildLab::close);
    }
}
