package org.socketlab.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
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
import org.socketlab.recording.RecordingWriter;
import org.socketlab.recording.Request;
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
    private static final String LOOPBACK_V6 = "0".repeat(31) + "1";

    /** How long an orderly end may take: longer than it waits itself for its servers' process, which it may have to kill. */
    private static final Duration TO_END = Duration.ofSeconds(5);

    /** How long an answer may take: longer than it waits itself for its servers' process. */
    private static final Duration TO_SETTLE = Duration.ofSeconds(10);

    private final OperatingSystem system;
    private final ChildTalk child;
    private final Timeline timeline;
    private final Workbench requests = new Workbench("child's requests", this::unsent);
    private final Thread reading =
            Thread.ofPlatform().name("child's facts").daemon().unstarted(this::read);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Moment moment;
    private long origin = Long.MAX_VALUE; // of the child's clock, at most so late; guarded by timeline

    private ChildLab(OperatingSystem system, ChildTalk child) {
        this.system = system;
        this.child = child;
        timeline = RecordedLab.timeline(child.base());
        moment = new Moment(timeline.live(), timeline.lastSeq());
    }

    /**
     * Starts a process with a lab that has no server and no console yet; returns when it is ready.
     *
     * @throws ChildRefused where the system, or that process, does not let it be
     */
    public static ChildLab start(OperatingSystem system, ChildProgram program) throws ChildRefused {
        ChildLab lab = new ChildLab(system, ChildTalk.start(system, program));
        lab.requests.start();
        lab.reading.start();
        return lab;
    }

    /** The pid of the lab's process. */
    public int pid() {
        return child.pid();
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
        if (child.over()) {
            if (!closing.get()) {
                tell(Refusal.of("child.gone", "", pid()));
            }
        } else {
            requests.later(() -> child.send(new Request.Do(command, by)));
        }
    }

    private void unsent(Throwable e) {
        tell(Refusal.of("lab.fault", "", e));
    }

    private void read() {
        child.follow(this::take, this::ended);
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
            case Told.Settled _ -> {}
        }
        publish();
    }

    /** What became of the process is told. */
    private void ended(ChildTalk.Ended end) {
        LabState last = timeline.live();
        ProcessView view = Optional.ofNullable(last.processes().get(pid()))
                .flatMap(LabState.SeenProcess::process)
                .orElse(new ProcessView(pid(), "socketlab", ""));
        tell(end.seen(view));
        last.listeners().keySet().forEach(listener -> takeAway(last, listener.endpoint()));
        if (!closing.get()) {
            tell(end.garbage()
                    .orElseGet(() -> end.signal() == 0
                            ? Refusal.of("child.exited", "", pid(), end.exit(), child.said())
                            : Refusal.of("child.killed", "", pid(), end.signal())));
        }
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
        ChildTalk.Settling settling = child.settling();
        requests.later(() -> child.send(settling.request()));
        // what ends after this opens the latch
        if (!child.over() && !Uninterrupted.await(settling.done(), TO_SETTLE)) {
            tell(Refusal.of("child.hung", "", pid(), TO_SETTLE.toSeconds()));
        }
    }

    @Override
    public void save(Path path) throws IOException {
        settle();
        RecordingWriter.save(path, child.header().started(), child.header().host(), timeline);
    }

    /** When the lab's clock stood at 0. */
    public Instant started() {
        return child.header().started();
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            child.end(TO_END);
            Uninterrupted.join(reading);
            requests.end(() -> {});
            timeline.close();
            closed.countDown();
        }
        Uninterrupted.await(closed);
    }
}
