package org.socketlab.observe;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Refusal;
import org.socketlab.os.Errno;
import org.socketlab.os.FactSink;
import org.socketlab.os.KernelView;
import org.socketlab.os.SegmentCapture;
import org.socketlab.os.SyscallException;
import org.socketlab.os.Uninterrupted;

/**
 * Tells of the segments that pass on loopback, where this process may capture: as root, with CAP_NET_RAW, or in a network
 * namespace of its own. On a thread of its own; what it leaves out of a flood, and what the kernel drops, becomes a gap
 * a second.
 *
 * <p>Where it may not capture nothing is told: that is everyday, and no error.
 */
public final class Segments implements AutoCloseable {
    /** Why of a gap: segments of a flood, left out by this reader. */
    public static final String THINNED = "capture-thinned";

    /** Why of a gap: segments that the kernel dropped because its ring was full. */
    public static final String DROPPED = "capture-dropped";

    /** Why of a gap: for up to a second only what opens or ends a connection was copied, so how many others passed is unknown. */
    public static final String NARROWED = "capture-narrowed";

    private static final int A_SECOND = 2_000;
    private static final int BURST = 1_000;
    private static final int LOOK_UP = 200; // ms: how often gaps are thought of while nothing comes
    private static final long GAPS_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final KernelView view;
    private final FactSink sink;
    private final Runnable begins;
    private final Thinning thinning;
    private final Thread thread;
    private boolean begun;
    private volatile @Nullable SegmentCapture capture;
    private volatile Watch watch = Watch.NOTHING;
    private volatile boolean closed;
    private final Flood flood = new Flood();
    private long left;
    private long dropped;
    private boolean narrowed;
    private long toldAt;
    private boolean owing;

    private Segments(KernelView view, FactSink sink, Runnable begins, Thinning thinning) {
        this.view = view;
        this.sink = sink;
        this.begins = begins;
        this.thinning = thinning;
        thread = Thread.ofPlatform().name("capture").daemon().unstarted(this::run);
    }

    /**
     * Makes one, which captures from the first {@link #watch} on.
     *
     * @param begins called before the first segment is told, where there will be any
     */
    public static Segments of(KernelView view, FactSink sink, Runnable begins) {
        return of(view, sink, begins, new Thinning(A_SECOND, BURST));
    }

    static Segments of(KernelView view, FactSink sink, Runnable begins, Thinning thinning) {
        return new Segments(view, sink, begins, thinning);
    }

    /** From now on tells of segments of these; returns once the kernel copies them. Any thread, one at a time. */
    public synchronized void watch(Watch wanted) {
        if (closed || wanted.equals(watch)) {
            return;
        }
        boolean before = begun;
        begun = true;
        watch = wanted;
        try {
            SegmentCapture open = before ? capture : view.capture();
            if (open == null) {
                return;
            }
            if (!before) {
                begins.run();
                capture = open;
                thread.start();
            }
            open.ports(wanted.asked());
        } catch (SyscallException e) {
            refused(e);
        }
    }

    private void refused(SyscallException e) {
        if (!e.is(Errno.EPERM)) {
            sink.observed(Refusal.of("observe.capture", e.errnoName(), e.call(), e.errnoName()));
        }
    }

    private void run() {
        SegmentCapture open = capture;
        if (open == null) {
            return;
        }
        try {
            while (!closed) {
                int came = open.await(owing ? LOOK_UP : -1, taker);
                narrow(open, came);
                gaps(open);
            }
            open.await(0, taker);
        } catch (SyscallException e) {
            refused(e);
        }
        settle(open);
    }

    private final SegmentCapture.Taker taker = new SegmentCapture.Taker() {
        @Override
        public boolean wants(long flow, int seqno, int flags, int length, long t) {
            return thinning.passes(flow, seqno, flags, length, t);
        }

        @Override
        public void segment(long t, Event.Segment segment) {
            if (watch.covers(segment.from(), segment.to())) {
                sink.tell(t, Evidence.OBSERVED, Because.OBSERVED, segment);
            }
        }
    };

    /** A flood is not even looked at for most of the time: copying it would cost the server and the reader. */
    private void narrow(SegmentCapture open, int came) throws SyscallException {
        boolean before = flood.narrow();
        flood.came(came, System.nanoTime());
        if (flood.narrow() != before) {
            open.narrow(flood.narrow());
            narrowed |= flood.narrow();
        }
    }

    /** Tells what is missing, once a second at most; what is owed is told when the flood is over, too. */
    private void gaps(SegmentCapture open) throws SyscallException {
        long now = System.nanoTime();
        if (now - toldAt < GAPS_EVERY) {
            owing = true;
            return;
        }
        toldAt = now;
        owing = flood.narrow();
        dropped += open.dropped();
        tellGaps();
    }

    /** Nothing is told after this, so what is owed is told now. */
    private void settle(SegmentCapture open) {
        try {
            dropped += open.dropped();
        } catch (SyscallException e) {
            refused(e);
        }
        tellGaps();
    }

    private void tellGaps() {
        left += thinning.takeLeft();
        if (left > 0 && sink.observed(new Event.Gap(left, THINNED, 0, 0))) {
            left = 0;
        }
        if (narrowed && sink.observed(new Event.Gap(0, NARROWED, 0, 0))) {
            narrowed = flood.narrow();
        }
        if (dropped > 0 && sink.observed(new Event.Gap(dropped, DROPPED, 0, 0))) {
            dropped = 0;
        }
    }

    /** Ends the thread and waits for it. Idempotent; any thread but its own. */
    @Override
    public void close() {
        SegmentCapture open;
        synchronized (this) {
            closed = true;
            open = capture;
        }
        if (open != null) {
            open.wake();
            Uninterrupted.join(thread);
            open.close();
        }
    }
}
