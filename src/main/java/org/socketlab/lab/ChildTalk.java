package org.socketlab.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.socketlab.model.Event;
import org.socketlab.model.LabState;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Refusal;
import org.socketlab.os.OperatingSystem;
import org.socketlab.recording.Header;
import org.socketlab.recording.RecordingReader;
import org.socketlab.recording.RecordingRefused;
import org.socketlab.recording.Request;
import org.socketlab.recording.Told;

/** What this process and a child that serves a lab say to each other: requests down, facts up, until the child's end. */
final class ChildTalk {
    /** How long a program may take from its start until it has said who it is. */
    private static final Duration TO_BEGIN = Duration.ofSeconds(20);

    /** How long a process may stay that has closed its socket. */
    private static final Duration TO_EXIT = Duration.ofSeconds(1);

    private final ChildProcess process;
    private final RecordingReader told;
    private final Map<Long, CountDownLatch> settling = new ConcurrentHashMap<>();
    private final AtomicLong settles = new AtomicLong();
    private volatile boolean over;

    /** To be sent after other requests; the latch opens once they are done and told, or there is no process any more. */
    record Settling(Request.Settle request, CountDownLatch done) {}

    /**
     * How it ended.
     *
     * @param garbage why it was killed, where it told what no lab tells
     * @param exit as the shell has it
     */
    record Ended(Optional<Refusal> garbage, int exit) {
        /** The signal that ended it, 0 where none did, or ours. */
        int signal() {
            return garbage.isPresent() ? 0 : ChildProcess.signal(exit);
        }

        Event.ProcessSeen seen(ProcessView process) {
            return new Event.ProcessSeen(
                    process, false, signal() == 0 ? OptionalInt.empty() : OptionalInt.of(signal()));
        }
    }

    private ChildTalk(ChildProcess process, RecordingReader told) {
        this.process = process;
        this.told = told;
    }

    /**
     * Starts a process; returns when it has said who it is.
     *
     * @throws ChildRefused where the system, or that process, does not let it be
     */
    static ChildTalk start(OperatingSystem system, ChildProgram program) throws ChildRefused {
        return start(system, program, TO_BEGIN);
    }

    /** The same, with another patience: one that is stopped, or silent, is killed then. */
    static ChildTalk start(OperatingSystem system, ChildProgram program, Duration patience) throws ChildRefused {
        ChildProcess process = ChildProcess.start(system, program, patience);
        try {
            RecordingReader told =
                    RecordingReader.of("pid " + process.pid(), process.link().in());
            process.begun();
            int self = told.base().self();
            if (self != process.pid()) {
                throw abandoned(process, Refusal.of("child.stranger", "", process.pid(), self));
            }
            return new ChildTalk(process, told);
        } catch (RecordingRefused e) {
            throw abandoned(process, process.unbegun(e.refusal()));
        }
    }

    private static ChildRefused abandoned(ChildProcess process, Refusal why) {
        process.kill();
        process.end(TO_EXIT);
        process.link().close();
        return new ChildRefused(why);
    }

    int pid() {
        return process.pid();
    }

    Header header() {
        return told.header();
    }

    /** What its facts begin with. */
    LabState base() {
        return told.base();
    }

    /** Whether it has ended; nothing is sent any more. */
    boolean over() {
        return over;
    }

    /** What it wrote last to its standard error. */
    String said() {
        return process.said();
    }

    /** Sends it; blocks where the child does not read. One thread at a time. */
    void send(Request request) {
        if (!over) {
            try {
                process.link().out().write(Request.line(request).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // its end is met, and told, where its facts are read
            }
        }
    }

    Settling settling() {
        Settling next = new Settling(new Request.Settle(settles.incrementAndGet()), new CountDownLatch(1));
        settling.put(next.request().number(), next.done());
        return next;
    }

    /** How many settlings wait for their answer. */
    int unanswered() {
        return settling.size();
    }

    /** Hands over all that is told until the stream ends; the process ends with it, by itself or by force. */
    void follow(Consumer<Told> each, Consumer<Ended> end) {
        Optional<Refusal> garbage = Optional.empty();
        try {
            for (Optional<Told> next = told.told(); next.isPresent(); next = told.told()) {
                if (next.get() instanceof Told.Settled(long number)) {
                    Optional.ofNullable(settling.remove(number)).ifPresent(CountDownLatch::countDown);
                }
                each.accept(next.get());
            }
        } catch (RecordingRefused e) {
            garbage = Optional.of(e.refusal());
        } catch (RuntimeException e) { // a rule failed on what it told
            garbage = Optional.of(Refusal.of("lab.fault", "", e));
        }
        garbage.ifPresent(_ -> process.kill());
        int exit = process.end(TO_EXIT);
        process.link().close();
        over = true;
        end.accept(new Ended(garbage, exit));
        settling.values().forEach(CountDownLatch::countDown);
    }

    /** Ends it by SIGKILL. */
    void kill() {
        process.kill();
    }

    /** Says that nothing follows, so that it ends in order; by force where that takes longer. */
    void end(Duration patience) {
        process.link().endOutput();
        process.end(patience);
    }
}
