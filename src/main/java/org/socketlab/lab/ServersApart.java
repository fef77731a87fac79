package org.socketlab.lab;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Refusal;
import org.socketlab.model.SocketId;
import org.socketlab.model.Stage;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Uninterrupted;
import org.socketlab.recording.Request;
import org.socketlab.recording.Told;

/**
 * The servers in a process of their own, as the lab that started it drives them; what they do comes back as lines and
 * becomes this lab's facts.
 *
 * <pre>
 *   commands ─► requests ─► Unix socket ─► LabService, LoneServers in that process
 *   ring ◄─ {@link Relay} ◄─ reading ◄─ Unix socket ◄─┘
 * </pre>
 *
 * <p>A process that is stopped (SIGSTOP) answers nothing: it is waited for once. Until it has answered it is only told, not
 * waited for, and no more than its socket takes without a reader.
 */
final class ServersApart implements ServerRoom {
    private static final String BY = "lab";

    /** SIGHUP, SIGINT and SIGTERM, which let a Java program end in order. */
    private static final Set<Integer> ORDERLY = Set.of(1, 2, 15);

    /** How long an answer may take: half a second for silent peers, and a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A line of some 100 bytes is about 1 KiB of the 208 KiB that a Unix socket holds (net.core.wmem_default). */
    private static final int MOST_UNANSWERED = 32;

    private static final Duration TO_END = Duration.ofSeconds(3);

    private final ChildTalk child;
    private final Relay relay;
    private final ProcessView who;
    private final Consumer<ServersApart> over;
    private final Thread reading =
            Thread.ofPlatform().name("servers' facts").daemon().unstarted(this::read);
    private final ServersTold servers = new ServersTold();
    private volatile boolean wanted = true;

    private ServersApart(ChildTalk child, ProcessView who, Relay relay, Consumer<ServersApart> over) {
        this.child = child;
        this.who = who;
        this.relay = relay;
        this.over = over;
    }

    /**
     * Starts the process; returns when it is ready, with no server yet.
     *
     * @param number of this lab's such processes: the first, the second …
     * @param over called once, on another thread, when the process has ended unasked
     */
    static ServersApart start(
            OperatingSystem system, List<String> program, int number, Surroundings around, Consumer<ServersApart> over)
            throws ChildRefused {
        ChildTalk child = ChildTalk.start(system, ChildProgram.servers(program));
        Relay relay = new Relay(around, child.pid(), number);
        ProcessView who = around.view().process(child.pid()).orElse(new ProcessView(child.pid(), "socketlab", ""));
        ServersApart apart = new ServersApart(child, who, relay, over);
        apart.reading.start();
        return apart;
    }

    int pid() {
        return child.pid();
    }

    private void read() {
        child.follow(this::take, this::tellEnd);
        if (wanted) {
            over.accept(this);
        }
    }

    private void take(Told next) {
        switch (next) {
            case Told.Learnt learnt -> {
                if (learnt.fact().event() instanceof Event.Listener listener) {
                    servers.note(listener);
                }
                relay.pass(learnt.fact());
            }
            case Told.Anew anew -> relay.lost(anew.base().seq());
            case Told.Settled _ -> {}
        }
    }

    private void tellEnd(ChildTalk.Ended end) {
        relay.observed(end.seen(who));
        servers.listening().forEach(relay::wentWithIt);
        if (wanted) {
            relay.observed(end.garbage().orElseGet(() -> why(end.signal(), end.exit())));
        }
    }

    private Refusal why(int signal, int exit) {
        if (signal == 0) {
            return Refusal.of("apart.exited", "", pid(), exit, child.said());
        }
        String code = ORDERLY.contains(signal) ? "apart.ended" : "apart.killed";
        return Refusal.of(code, "", pid(), signal, SignalName.of(signal));
    }

    /** Asks that process, and waits until it is done and its facts are here; not where it owes an answer already. */
    private void ask(Command command) {
        int unanswered = child.unanswered();
        if (unanswered >= MOST_UNANSWERED) {
            relay.observed(Refusal.of("apart.behind", "", pid(), unanswered));
            return;
        }
        ChildTalk.Settling settling = child.settling();
        child.send(new Request.Do(command, BY));
        child.send(settling.request());
        if (unanswered == 0 && !child.over() && !answered(settling.done())) {
            relay.observed(Refusal.of("apart.hung", "", pid(), PATIENCE.toSeconds()));
        }
    }

    private static boolean answered(CountDownLatch done) {
        try {
            return done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it by SIGKILL, as anyone may from outside; returns once that is told. */
    void kill() {
        child.kill();
        Uninterrupted.join(reading);
    }

    @Override
    public void start(Command.StartServer asked) {
        ask(asked);
    }

    @Override
    public void stop(String name) {
        ask(new Command.StopServer(name));
        servers.stopped(name);
    }

    @Override
    public void setStage(String name, Stage stage) {
        ask(new Command.SetStage(name, stage));
    }

    @Override
    public void letOneIn(String name) {
        ask(new Command.LetOneIn(name));
    }

    @Override
    public boolean holdRead(SocketId socket, boolean held) {
        ask(new Command.HoldRead(socket, held));
        return true;
    }

    @Override
    public boolean holdClose(SocketId socket, boolean held) {
        ask(new Command.HoldClose(socket, held));
        return true;
    }

    @Override
    public boolean reset(SocketId socket) {
        ask(new Command.Reset(socket));
        return true;
    }

    @Override
    public void startOver() {
        servers.startOver();
        ask(new Command.StartOver());
    }

    @Override
    public List<Command.StartServer> up() {
        return servers.up();
    }

    @Override
    public Set<Endpoint> endpoints() {
        return servers.endpoints();
    }

    /** Ends the process in order, by force where it does not. */
    @Override
    public void close() {
        wanted = false;
        child.end(TO_END);
        Uninterrupted.join(reading);
    }
}
