package org.socketlab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.socketlab.model.Command;
import org.socketlab.model.LabState;
import org.socketlab.model.Refusal;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Uninterrupted;
import org.socketlab.recording.Host;
import org.socketlab.recording.RecordingWriter;
import org.socketlab.recording.SpoolFile;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.socketlab.trace.Recorder;
import org.socketlab.trace.Ring;
import org.socketlab.trace.Timeline;

/**
 * What labs in this process are alike in: commands are carried out one by one on the lab's own thread, and what is learnt
 * goes through a ring to a recorder, which keeps the timeline.
 *
 * <pre>
 *   submit ─► lab thread ─► perform ─► ring ─► recorder ─► timeline, state ─► whoever reads
 * </pre>
 */
abstract class RecordedLab implements ServedLab {
    // in memory; what is older is read from the spool
    private static final int MOST_FACTS = 200_000;
    private static final long MOST_BYTES = 48L << 20;

    private final Instant started = Instant.now(); // first, for it is when the clock stands at the origin
    final OperatingSystem system;
    final Ring ring = new Ring();
    final Recorder recorder;
    final Workbench workbench = new Workbench("lab", this::failed);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param origin the {@link System#nanoTime()} that facts count their {@code t} from */
    RecordedLab(OperatingSystem system, long origin) {
        this.system = system;
        recorder = new Recorder(ring, timeline(LabState.empty(system.pid())), origin);
    }

    /** An empty timeline of the length that every lab keeps. */
    static Timeline timeline(LabState base) {
        return new Timeline(base, MOST_FACTS, MOST_BYTES, new SpoolFile());
    }

    /** Starts the threads; nothing may fail after that in a constructor, for it would leave them running. */
    final void begin() {
        recorder.start();
        workbench.start();
    }

    @Override
    public final void submit(Command command, String by) {
        if (!closing.get()) {
            workbench.later(() -> perform(command, by));
        }
    }

    /** Carries a command out, on the lab's thread. */
    abstract void perform(Command command, String by);

    private void failed(Throwable e) {
        ring.observed(Refusal.of("lab.fault", "", e));
    }

    @Override
    public final Moment now() {
        return recorder.now();
    }

    @Override
    public final History history() {
        return recorder.history();
    }

    @Override
    public final void onPublished(Runnable listener) {
        recorder.onPublished(listener);
    }

    @Override
    public final void save(Path path) throws IOException {
        recorder.flush();
        RecordingWriter.save(path, started, host(), recorder.history());
    }

    @Override
    public final Host host() {
        return Host.here(system.pid(), system.uid());
    }

    @Override
    public final Instant started() {
        return started;
    }

    @Override
    public final void settle() {
        if (!closing.get()) {
            CountDownLatch done = new CountDownLatch(1);
            workbench.later(done::countDown);
            Uninterrupted.await(done);
            recorder.flush();
        }
    }

    @Override
    public final void close() {
        if (closing.compareAndSet(false, true)) {
            workbench.end(this::end);
            recorder.close();
            closed.countDown();
        }
        Uninterrupted.await(closed);
    }

    /** Ends what makes facts, and closes what it looked through: the last thing done on the lab's thread. */
    abstract void end();
}
