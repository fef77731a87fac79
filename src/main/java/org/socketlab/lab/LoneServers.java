package org.socketlab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.socketlab.model.Command;
import org.socketlab.model.LabState;
import org.socketlab.model.Refusal;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import org.socketlab.os.Uninterrupted;
import org.socketlab.recording.Host;
import org.socketlab.recording.RecordingWriter;
import org.socketlab.recording.SpoolFile;
import org.socketlab.server.ServerRefusal;
import org.socketlab.server.Servers;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.socketlab.trace.Recorder;
import org.socketlab.trace.Ring;
import org.socketlab.trace.Timeline;

/**
 * A lab's servers and nothing else, in the process that they have to themselves, so that its fd table is a server's. It
 * tells what they do; what the kernel makes of it is seen by the lab that started this process.
 *
 * <p>Its facts count {@code t} from where CLOCK_MONOTONIC stands at 0, so that lab needs no guess about the time between.
 */
final class LoneServers implements ServedLab {
    // as a lab keeps, for a reader that is late
    private static final int MOST_FACTS = 200_000;
    private static final long MOST_BYTES = 48L << 20;

    private final OperatingSystem system;
    private final Instant started = Instant.now();
    private final Ring ring = new Ring();
    private final Recorder recorder;
    private final KernelView view;
    private final ServerRoom servers;
    private final Workbench workbench = new Workbench("lab", this::failed);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @throws SyscallException where there is no fd for an epoll set */
    LoneServers(OperatingSystem system) throws SyscallException {
        this.system = system;
        Timeline timeline = new Timeline(LabState.empty(system.pid()), MOST_FACTS, MOST_BYTES, new SpoolFile());
        view = system.openView();
        servers = new ServersHere(new Servers(system, view, ring, ring, new PortOwners(view)), ring, system);
        recorder = new Recorder(ring, timeline, 0).start();
        workbench.start();
    }

    /** Commands for consoles, and for a whole lab, never come here. */
    @Override
    public void submit(Command command, String by) {
        if (!closing.get()) {
            workbench.later(() -> {
                try {
                    perform(command);
                } catch (ServerRefusal e) {
                    ring.observed(e.refusal());
                }
            });
        }
    }

    private void perform(Command command) throws ServerRefusal {
        switch (command) {
            case Command.StartServer start -> servers.start(start);
            case Command.StopServer stop -> servers.stop(stop.server());
            case Command.SetStage set -> servers.setStage(set.server(), set.stage());
            case Command.LetOneIn let -> servers.letOneIn(let.server());
            case Command.HoldRead hold -> held(hold.socket(), servers.holdRead(hold.socket(), hold.held()));
            case Command.HoldClose hold -> held(hold.socket(), servers.holdClose(hold.socket(), hold.held()));
            case Command.Reset reset -> held(reset.socket(), servers.reset(reset.socket()));
            case Command.StartOver _ -> servers.startOver();
            case Command.OpenConsole _,
                    Command.Send _,
                    Command.HalfClose _,
                    Command.Disconnect _,
                    Command.CloseConsole _,
                    Command.Isolate _,
                    Command.LimitFds _,
                    Command.KillServer _,
                    Command.AddNote _ -> throw new IllegalArgumentException("nothing for a server: " + command);
        }
    }

    private void held(Object socket, boolean here) {
        if (!here) {
            ring.observed(Refusal.of("lab.not-held-here", "", socket));
        }
    }

    private void failed(Throwable e) {
        ring.observed(Refusal.of("lab.fault", "", e));
    }

    /** Never: whoever follows keeps the timeline. */
    @Override
    public void onStartedOver(Runnable listener) {}

    @Override
    public Moment now() {
        return recorder.now();
    }

    @Override
    public History history() {
        return recorder.history();
    }

    @Override
    public void onPublished(Runnable listener) {
        recorder.onPublished(listener);
    }

    @Override
    public Instant started() {
        return started;
    }

    @Override
    public Host host() {
        return Host.here(system.pid(), system.uid());
    }

    @Override
    public void save(Path path) throws IOException {
        recorder.flush();
        RecordingWriter.save(path, started, host(), recorder.history());
    }

    @Override
    public void settle() {
        if (!closing.get()) {
            CountDownLatch done = new CountDownLatch(1);
            workbench.later(done::countDown);
            Uninterrupted.await(done);
            recorder.flush();
        }
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            workbench.end(servers::close);
            recorder.close();
            view.close();
            closed.countDown();
        }
        Uninterrupted.await(closed);
    }
}
