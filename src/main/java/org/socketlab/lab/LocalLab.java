package org.socketlab.lab;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.socketlab.client.Console;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.SocketId;
import org.socketlab.model.Stage;
import org.socketlab.observe.Observer;
import org.socketlab.observe.Segments;
import org.socketlab.observe.Watch;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import org.socketlab.server.Servers;
import org.socketlab.trace.Moment;
import org.socketlab.trace.Ring;

/**
 * The lab in this process.
 *
 * <pre>
 *   submit ─► lab thread ─► servers, consoles ─► calls ─┐
 *                                                       ├─► ring ─► recorder ─► timeline, state ─► views
 *             observer ◄─ nudge ─ recorder              │
 *             observer ─► looks ────────────────────────┤
 *             capture ─► segments, where permitted ─────┘
 * </pre>
 *
 * <p>Commands are carried out one by one on the lab's own thread. What was asked is told before it is done.
 */
public final class LocalLab extends RecordedLab {
    private final KernelView view;
    private final KernelView observersView;
    private final ServerPlaces servers;
    private final ConsoleRoom consoleRoom;
    private final OwnSockets ownSockets;
    private final Observer observer;
    private final Segments segments;
    private final Silence silence = new Silence(ring);
    private final Set<Endpoint> targets = new LinkedHashSet<>();
    private final AtomicBoolean listening = new AtomicBoolean();
    private volatile Runnable startedOver = () -> {};
    private long heard;

    /** A lab that takes the installed program where its servers shall have a process of their own. */
    public LocalLab(OperatingSystem system) throws SyscallException {
        this(system, () -> List.of("socketlab"));
    }

    /**
     * Starts a lab with no server and no console yet.
     *
     * @param program how this program is started once more, up to where its arguments begin
     * @throws SyscallException where there is no fd for an epoll set
     */
    public LocalLab(OperatingSystem system, Supplier<List<String>> program) throws SyscallException {
        super(system, System.nanoTime());
        view = system.openView();
        observersView = system.openView();
        Servers inside = new Servers(system, view, ring, ring, new PortOwners(view));
        consoleRoom = new ConsoleRoom(system, ring, ring);
        begin();
        observer = Observer.of(observersView, ring, system.pid());
        segments = Segments.of(observersView, ring, recorder::sort);
        servers = new ServerPlaces(
                system,
                new ServersHere(inside, ring, system),
                program,
                new Surroundings(ring, view, observer::nudge, recorder::flush, observer::alsoOwn, workbench::later));
        ownSockets = new OwnSockets(consoleRoom, servers, ring);
        recorder.onCalls(observer::nudge);
        recorder.onPublished(this::published);
    }

    @Override
    void perform(Command command, String by) {
        ring.observed(new Event.Asked(command, by));
        perform(command);
        watch();
    }

    private void watch() {
        Watch wanted = Watch.of(servers.endpoints(), targets);
        segments.watch(wanted);
        observer.watch(wanted);
    }

    private void perform(Command command) {
        switch (command) {
            case Command.StartServer start -> servers.start(start);
            case Command.StopServer(String server) -> servers.room().stop(server);
            case Command.SetStage(String server, Stage stage) -> servers.room().setStage(server, stage);
            case Command.LetOneIn(String server) -> servers.room().letOneIn(server);
            case Command.OpenConsole(String console, Endpoint target) -> {
                targets.add(target);
                watch(); // before the first segment
                consoleRoom.open(console, target);
            }
            case Command.Send(String console, Bytes bytes) ->
                consoleRoom.named(console).ifPresent(one -> one.send(bytes));
            case Command.HalfClose(String console) -> consoleRoom.named(console).ifPresent(Console::halfClose);
            case Command.HoldRead(SocketId socket, boolean held) -> ownSockets.holdRead(socket, held);
            case Command.HoldClose(SocketId socket, boolean held) -> ownSockets.holdClose(socket, held);
            case Command.Reset(SocketId socket) -> ownSockets.reset(socket);
            case Command.Disconnect(String console) ->
                consoleRoom.named(console).ifPresent(Console::disconnect);
            case Command.CloseConsole(String console) -> consoleRoom.close(console);
            case Command.Isolate(boolean on) -> servers.isolate(on);
            case Command.LimitFds(int most) -> servers.limitFds(most);
            case Command.KillServer() -> servers.kill();
            case Command.StartOver() -> startOver();
            case Command.AddNote(String text, String author, OptionalLong at) ->
                ring.observed(new Event.Note(text, author, at));
        }
    }

    /**
     * Sockets that the kernel still holds, in TIME_WAIT say, stay in the state, because they are there. Consoles stay as
     * ended ones. {@code seq} goes on, so that no view mistakes a new fact for an old one, and so does {@code t}.
     */
    private void startOver() {
        consoleRoom.endAll();
        servers.startOver();
        targets.clear();
        recorder.flush();
        recorder.forget();
        silence.clear();
        heard = recorder.now().seq();
        startedOver.run();
    }

    @Override
    public void onStartedOver(Runnable listener) {
        startedOver = listener;
    }

    /** On the recorder's thread. */
    private void published() {
        if (listening.compareAndSet(false, true)) {
            workbench.later(this::listen);
        }
    }

    /** Reads what was learnt since the last time, for what the lab itself concludes from facts. */
    private void listen() {
        listening.set(false);
        Moment now = recorder.now();
        for (Fact fact : recorder.history().between(heard, now.seq())) {
            if (fact.event() instanceof Event.Gap gap && gap.why().equals(Ring.FULL)) {
                observer.tellAnew(); // a close() among what was lost would leave its fd in the state for ever
            }
            silence.learn(fact);
        }
        silence.tell(now.state());
        observer.staged(now.state().listeners().values().stream()
                .anyMatch(seen -> !seen.listener().stage().equals(Stage.FREE)));
        heard = now.seq();
    }

    @Override
    void end() {
        consoleRoom.endAll();
        servers.close();
        observer.close();
        segments.close();
        observersView.close();
        view.close();
    }
}
