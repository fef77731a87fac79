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

    private static final int A_SECOND = 2_000;
    private static final int BURST = 1_000;
    private static final int LOOK_UP = 500; // ms: how often gaps are thought of while nothing comes
    private static final long GAPS_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final KernelView view;
    private final FactSink sink;
    private final Runnable begins;
    private final Thinning thinning = new Thinning(A_SECOND, BURST);
    private final Thread thread;
    private boolean begun;
    private volatile @Nullable SegmentCapture capture;
    private volatile Watch watch = Watch.NOTHING;
    private volatile boolean closed;
    private long left;
    private long dropped;
    private long toldAt;
    private boolean owing;

    private Segments(KernelView view, FactSink sink, Runnable begins) {
        this.view = view;
        this.sink = sink;
        this.begins = begins;
        thread = Thread.ofPlatform().name("capture").daemon().unstarted(this::run);
    }

    /**
     * Makes one, which captures from the first {@link #watch} on.
     *
     * @param begins called before the first segment is told, where there will be any
     */
    public static Segments of(KernelView view, FactSink sink, Runnable begins) {
        return new Segments(view, sink, begins);
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
        while (!closed && open != null) {
            try {
                open.await(owing ? LOOK_UP : -1, taker);
                gaps(open);
            } catch (SyscallException e) {
                refused(e);
                return;
            }
        }
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

    /** Tells what is missing, once a second at most; what is owed is told when the flood is over, too. */
    private void gaps(SegmentCapture open) throws SyscallException {
        long now = System.nanoTime();
        if (now - toldAt < GAPS_EVERY) {
            owing = true;
            return;
        }
        toldAt = now;
        owing = false;
        left += thinning.takeLeft();
        dropped += open.dropped();
        if (left > 0 && sink.observed(new Event.Gap(left, THINNED, 0, 0))) {
            left = 0;
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
