package org.socketlab.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import org.socketlab.recording.RecordingReader;
import org.socketlab.recording.RecordingRefused;
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
    private static final Duration TO_EXIT = Duration.ofSeconds(1);

    private final ChildProcess process;
    private final RecordingReader told;
    private final Relay relay;
    private final ProcessView who;
    private final Consumer<ServersApart> over;
    private final Thread reading =
            Thread.ofPlatform().name("servers' facts").daemon().unstarted(this::read);
    private final Map<Long, CountDownLatch> settling = new ConcurrentHashMap<>();
    private final ServersTold servers = new ServersTold();
    private volatile boolean ended;
    private volatile boolean wanted = true;
    private long settles;

    private ServersApart(
            ChildProcess process, ProcessView who, RecordingReader told, Relay relay, Consumer<ServersApart> over) {
        this.process = process;
        this.who = who;
        this.told = told;
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
        ChildProcess process = ChildProcess.start(system, ChildProgram.servers(program));
        try {
            RecordingReader told =
                    RecordingReader.of("pid " + process.pid(), process.link().in());
            Relay relay = new Relay(around, process.pid(), number);
            ProcessView who =
                    around.view().process(process.pid()).orElse(new ProcessView(process.pid(), "socketlab", ""));
            ServersApart apart = new ServersApart(process, who, told, relay, over);
            apart.reading.start();
            return apart;
        } catch (RecordingRefused e) {
            process.kill();
            process.end(TO_EXIT);
            process.link().close();
            throw new ChildRefused(e.refusal());
        }
    }

    int pid() {
        return process.pid();
    }

    private void read() {
        Optional<Refusal> garbage = Optional.empty();
        try {
            for (Optional<Told> next = told.told(); next.isPresent(); next = told.told()) {
                take(next.get());
            }
        } catch (RecordingRefused e) {
            garbage = Optional.of(e.refusal());
        } catch (RuntimeException e) {
            garbage = Optional.of(Refusal.of("lab.fault", "", e));
        }
        garbage.ifPresent(_ -> process.kill());
        int exit = process.end(TO_EXIT);
        process.link().close();
        ended = true;
        tellEnd(garbage, exit);
        settling.values().forEach(CountDownLatch::countDown);
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
            case Told.Settled(long number) ->
                Optional.ofNullable(settling.remove(number)).ifPresent(CountDownLatch::countDown);
        }
    }

    private void tellEnd(Optional<Refusal> garbage, int exit) {
        int signal = garbage.isPresent() ? 0 : ChildProcess.signal(exit);
        relay.observed(new Event.ProcessSeen(who, false, signal == 0 ? OptionalInt.empty() : OptionalInt.of(signal)));
        servers.listening().forEach(relay::wentWithIt);
        if (wanted) {
            relay.observed(garbage.orElseGet(() -> why(signal, exit)));
        }
    }

    private Refusal why(int signal, int exit) {
        if (signal == 0) {
            return Refusal.of("apart.exited", "", pid(), exit, process.said());
        }
        String code = ORDERLY.contains(signal) ? "apart.ended" : "apart.killed";
        return Refusal.of(code, "", pid(), signal, SignalName.of(signal));
    }

    /** Asks that process, and waits until it is done and its facts are here; not where it owes an answer already. */
    private void ask(Command command) {
        int unanswered = settling.size();
        if (unanswered >= MOST_UNANSWERED) {
            relay.observed(Refusal.of("apart.behind", "", pid(), unanswered));
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        long number = ++settles;
        settling.put(number, done);
        send(new Request.Do(command, BY));
        send(new Request.Settle(number));
        if (unanswered == 0 && !ended && !answered(done)) {
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

    private void send(Request request) {
        if (!ended) {
            try {
                process.link().out().write(Request.line(request).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // its end is met, and told, where its facts are read
            }
        }
    }

    /** Ends it by SIGKILL, as anyone may from outside; returns once that is told. */
    void kill() {
        process.kill();
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
        process.link().endOutput();
        process.end(TO_END);
        Uninterrupted.join(reading);
    }
}
