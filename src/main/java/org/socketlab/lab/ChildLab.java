package org.socketlab.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.socketlab.model.Because;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.IpAddress;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenFile;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Refusal;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Uninterrupted;
import org.socketlab.recording.Header;
import org.socketlab.recording.RecordingReader;
import org.socketlab.recording.RecordingRefused;
import org.socketlab.recording.RecordingWriter;
import org.socketlab.recording.Request;
import org.socketlab.recording.SpoolFile;
import org.socketlab.recording.Told;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.socketlab.trace.Timeline;

/**
 * A lab in a process of its own, as this process follows it: the facts bear that process's numbers and times.
 *
 * <pre>
 *   submit ─► requests ─► Unix socket ─► LabService in the child
 *   views ◄─ timeline ◄─ reading ◄─ Unix socket ◄─┘
 * </pre>
 *
 * <p>Its death by any signal, or lines that no lab writes, become facts of this timeline.
 */
public final class ChildLab implements LiveLab {
    // as a lab in this process keeps
    private static final int MOST_FACTS = 200_000;
    private static final long MOST_BYTES = 48L << 20;

    private static final String LOOPBACK_V6 = "0".repeat(31) + "1";

    /** How long an orderly end may take: longer than it waits itself for its servers' process, which it may have to kill. */
    private static final Duration TO_END = Duration.ofSeconds(5);

    /** How long a process may stay that has closed its socket. */
    private static final Duration TO_EXIT = Duration.ofSeconds(1);

    private final OperatingSystem system;
    private final ChildProcess process;
    private final RecordingReader told;
    private final Header header;
    private final Timeline timeline;
    private final Workbench requests = new Workbench("child's requests", this::unsent);
    private final Thread reading =
            Thread.ofPlatform().name("child's facts").daemon().unstarted(this::read);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<Long, CountDownLatch> settling = new ConcurrentHashMap<>();
    private final AtomicLong settles = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean over;
    private volatile Moment moment;
    private long origin = Long.MAX_VALUE; // of the child's clock, at most so late; guarded by timeline

    private ChildLab(OperatingSystem system, ChildProcess process, RecordingReader told) {
        this.system = system;
        this.process = process;
        this.told = told;
        header = told.header();
        timeline = new Timeline(told.base(), MOST_FACTS, MOST_BYTES, new SpoolFile());
        moment = new Moment(timeline.live(), timeline.lastSeq());
    }

    /**
     * Starts a process with a lab that has no server and no console yet; returns when it is ready.
     *
     * @throws ChildRefused where the system, or that process, does not let it be
     */
    public static ChildLab start(OperatingSystem system, ChildProgram program) throws ChildRefused {
        ChildProcess process = ChildProcess.start(system, program);
        try {
            RecordingReader told =
                    RecordingReader.of("pid " + process.pid(), process.link().in());
            if (told.base().self() != process.pid()) {
                throw new ChildRefused(Refusal.of(
                        "child.stranger", "", process.pid(), told.base().self()));
            }
            ChildLab lab = new ChildLab(system, process, told);
            lab.requests.start();
            lab.reading.start();
            return lab;
        } catch (RecordingRefused e) {
            throw abandoned(process, new ChildRefused(e.refusal()));
        } catch (ChildRefused e) {
            throw abandoned(process, e);
        }
    }

    private static ChildRefused abandoned(ChildProcess process, ChildRefused why) {
        process.kill();
        process.end(TO_EXIT);
        process.link().close();
        return why;
    }

    /** The pid of the lab's process. */
    public int pid() {
        return process.pid();
    }

    /** 127.0.0.1, and ::1 where the network in which the lab's process stands has it, at that port. */
    public List<Endpoint> loopback(int port) {
        Endpoint v4 = new Endpoint.Inet(IpAddress.LOOPBACK_V4, port);
        // proc_pid_net(5): a line an IPv6 address of that network's, in hexadecimal
        try (Stream<String> addresses = Files.lines(Path.of("/proc/" + pid() + "/net/if_inet6"))) {
            return addresses.anyMatch(line -> line.startsWith(LOOPBACK_V6))
                    ? List.of(v4, new Endpoint.Inet(IpAddress.LOOPBACK_V6, port))
                    : List.of(v4);
        } catch (IOException | UncheckedIOException none) {
            return List.of(v4);
        }
    }

    @Override
    public void submit(Command command, String by) {
        if (over) {
            if (!closing.get()) {
                tell(Refusal.of("child.gone", "", pid()));
            }
        } else {
            requests.later(() -> send(new Request.Do(command, by)));
        }
    }

    private void send(Request request) {
        if (!over) {
            try {
                process.link().out().write(Request.line(request).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // its end is met, and told, where its facts are read
            }
        }
    }

    private void unsent(Throwable e) {
        tell(Refusal.of("lab.fault", "", e));
    }

    private void read() {
        Optional<Refusal> garbage = Optional.empty();
        try {
            for (Optional<Told> next = told.told(); next.isPresent(); next = told.told()) {
                take(next.get());
            }
        } catch (RecordingRefused e) {
            garbage = Optional.of(e.refusal());
        } catch (RuntimeException e) { // a rule failed on what it told
            garbage = Optional.of(Refusal.of("lab.fault", "", e));
        }
        ended(garbage);
    }

    private void take(Told next) {
        switch (next) {
            case Told.Learnt(Fact fact) -> {
                synchronized (timeline) {
                    timeline.append(fact);
                    origin = Math.min(origin, System.nanoTime() - fact.t());
                }
            }
            case Told.Anew(LabState base) -> {
                synchronized (timeline) {
                    timeline.forget(base);
                }
            }
            case Told.Settled(long number) ->
                Optional.ofNullable(settling.remove(number)).ifPresent(CountDownLatch::countDown);
        }
        publish();
    }

    /** The stream has ended, so the process ends, by itself or by force; what became of it is told. */
    private void ended(Optional<Refusal> garbage) {
        garbage.ifPresent(_ -> process.kill());
        int exit = process.end(TO_EXIT);
        process.link().close();
        over = true;
        LabState last = timeline.live();
        ProcessView view = Optional.ofNullable(last.processes().get(pid()))
                .flatMap(LabState.SeenProcess::process)
                .orElse(new ProcessView(pid(), "socketlab", ""));
        int signal = garbage.isPresent() ? 0 : ChildProcess.signal(exit);
        tell(new Event.ProcessSeen(view, false, signal == 0 ? OptionalInt.empty() : OptionalInt.of(signal)));
        last.listeners().keySet().forEach(listener -> takeAway(last, listener.endpoint()));
        if (!closing.get()) {
            tell(garbage.orElseGet(() -> signal == 0
                    ? Refusal.of("child.exited", "", pid(), exit, process.said())
                    : Refusal.of("child.killed", "", pid(), signal)));
        }
        settling.values().forEach(CountDownLatch::countDown);
    }

    private void takeAway(LabState last, Endpoint endpoint) {
        try {
            if (LeftFile.takeAway(system, endpoint)) {
                Optional.ofNullable(last.files().get(endpoint.toString()))
                        .map(SeenFile::file)
                        .ifPresent(file -> tell(new Event.SocketFile(
                                file.path(), file.mode(), file.uid(), file.gid(), file.inode(), true)));
            }
        } catch (IOException e) {
            tell(Refusal.of("child.file-left", "", endpoint, e));
        }
    }

    /** A fact that this process learnt, after all of the child's. */
    private void tell(Event event) {
        synchronized (timeline) {
            long t = origin == Long.MAX_VALUE ? 0 : System.nanoTime() - origin;
            timeline.append(new Fact(timeline.lastSeq() + 1, t, Evidence.OBSERVED, Because.OBSERVED, event));
        }
        publish();
    }

    private void publish() {
        synchronized (timeline) {
            moment = new Moment(timeline.live(), timeline.lastSeq());
        }
        listeners.forEach(Runnable::run);
    }

    @Override
    public Moment now() {
        return moment;
    }

    @Override
    public History history() {
        return timeline;
    }

    @Override
    public void onPublished(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void settle() {
        CountDownLatch done = new CountDownLatch(1);
        long number = settles.incrementAndGet();
        settling.put(number, done);
        requests.later(() -> send(new Request.Settle(number)));
        if (!over) { // what ends after this opens the latch
            Uninterrupted.await(done);
        }
        settling.remove(number);
    }

    @Override
    public void save(Path path) throws IOException {
        settle();
        RecordingWriter.save(path, header.started(), header.host(), timeline);
    }

    /** When the lab's clock stood at 0. */
    public Instant started() {
        return header.started();
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            process.link().endOutput();
            process.end(TO_END);
            Uninterrupted.join(reading);
            requests.end(() -> {});
            timeline.close();
            closed.countDown();
        }
        Uninterrupted.await(closed);
    }
}
