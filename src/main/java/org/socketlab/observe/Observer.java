package org.socketlab.observe;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Event;
import org.socketlab.os.Errno;
import org.socketlab.os.FactSink;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;
import org.socketlab.os.Uninterrupted;

/**
 * Watches the kernel on a thread of its own and tells what changed: sockets, fd tables, processes, limits, socket files,
 * and the end of each TCP connection.
 *
 * <p>It looks 60 times a second for a second after a {@link #nudge}, an end that the kernel tells or a change, else some
 * five times. Where netlink or /proc cannot be had it tells so once and goes on with what there is.
 */
public final class Observer implements AutoCloseable {
    /** After so many wake-ups for ends within one tick the rest of them waits for the next: a flood. */
    private static final int MOST_WAKES = 4;

    static final long LISTEN_AGAIN = 2_000_000_000L; // ns

    private final KernelView view;
    private final Sight sight;
    private final Pace pace = new Pace();
    private final Thread thread;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean dozing = new AtomicBoolean();
    private volatile boolean nudged;
    private volatile boolean anew;
    private volatile boolean staged;
    private volatile boolean closed;
    private volatile Watch watch = Watch.NOTHING;
    private volatile KernelView.@Nullable DestroyEvents events;
    private Watch filtered = Watch.NOTHING;
    private boolean tried;
    private long triedAt;

    private Observer(KernelView view, FactSink sink, int own) {
        this.view = view;
        sight = new Sight(view, sink, own);
        thread = Thread.ofPlatform().name("observer").daemon().unstarted(this::run);
    }

    /**
     * Makes one, which looks from the first {@link #watch} on: until somebody wants to know, a look would only take the
     * processor from a lab that starts.
     *
     * @param view is used by the observer alone until {@link #close}, and stays open then
     * @param own the pid of the lab's process
     */
    public static Observer of(KernelView view, FactSink sink, int own) {
        return new Observer(view, sink, own);
    }

    /** From now on tells of these. Any thread. */
    public void watch(Watch wanted) {
        watch = wanted;
        if (begun.compareAndSet(false, true)) {
            thread.start();
        }
        nudge();
    }

    /** Whether clients may now stand before a listener that neither accepts nor queues them. Any thread. */
    public void staged(boolean staged) {
        if (staged != this.staged) {
            this.staged = staged;
            nudge();
        }
    }

    /** The pid of a second process of the lab's own, told of whatever it holds; 0 once it has ended. Any thread. */
    public void alsoOwn(int pid) {
        sight.alsoOwn(pid);
        nudge();
    }

    /** Facts of others were lost, so what was told before may no longer be what is known: tells all anew. Any thread. */
    public void tellAnew() {
        anew = true;
        nudge();
    }

    /** Something happened that a look may show. Any thread; costs a system call only where the observer dozes. */
    public void nudge() {
        nudged = true;
        if (dozing.get() && dozing.compareAndSet(true, false)) {
            wake();
        }
    }

    private void wake() {
        KernelView.DestroyEvents heard = events;
        if (heard != null) {
            heard.wake();
        }
        LockSupport.unpark(thread);
    }

    /** Ends the thread and waits for it. Idempotent; any thread but the observer's. */
    @Override
    public void close() {
        closed = true;
        wake();
        Uninterrupted.join(thread);
    }

    private void run() {
        try {
            while (!closed) {
                listen();
                tick();
                rest();
            }
        } finally {
            deafen();
        }
    }

    /** Where the kernel will not tell of ends they are found by looking, and it is asked again now and then. */
    private void listen() {
        long now = System.nanoTime();
        if (events == null && (!tried || now - triedAt >= LISTEN_AGAIN)) {
            tried = true;
            triedAt = now;
            try {
                events = view.destroyEvents();
                filtered = Watch.NOTHING;
                if (filter(watch)) { // before that the kernel tells of no end at all
                    sight.eventsWork();
                }
            } catch (SyscallException e) {
                sight.noEvents(e);
            }
        }
    }

    private void deafen() {
        KernelView.DestroyEvents heard = events;
        events = null;
        if (heard != null) {
            heard.close();
        }
    }

    private void tick() {
        long now = System.nanoTime();
        boolean wasNudged = nudged;
        nudged = false;
        if (wasNudged) {
            pace.happened(now);
        }
        pace.looked(now);
        if (anew) {
            anew = false;
            sight.tellAnew();
        }
        Watch wanted = watch;
        filter(wanted);
        if (sight.look(wanted, pace.active(), staged, wasNudged)) {
            pace.happened(now);
        }
    }

    /** Has the kernel tell of the ends that are wanted; whether it does. */
    private boolean filter(Watch wanted) {
        KernelView.DestroyEvents heard = events;
        if (heard == null) {
            return false;
        }
        try {
            if (!wanted.equals(filtered)) {
                heard.ports(wanted.asked());
                filtered = wanted;
            }
            return true;
        } catch (SyscallException e) {
            sight.noEvents(e);
            return false;
        }
    }

    /** Hears of ends until the next look is due. */
    private void rest() {
        int wakes = 0;
        long pause;
        while (!closed && (pause = pace.pause(System.nanoTime())) > 0) {
            if (!pace.active()) {
                doze(pause);
                if (nudged || pace.active()) {
                    return;
                }
            } else if (wakes < MOST_WAKES) {
                wakes += hear(pause) > 0 ? 1 : 0;
            } else {
                LockSupport.parkNanos(this, pause);
            }
        }
        if (wakes == MOST_WAKES) {
            hear(0);
        }
    }

    /** Sleeps until a nudge, an end or the time. A nudge that came just before is seen here; a later one wakes. */
    private void doze(long pause) {
        dozing.set(true);
        if (nudged || closed) {
            dozing.set(false);
            return;
        }
        hear(pause);
        dozing.set(false);
    }

    private int hear(long pause) {
        KernelView.DestroyEvents heard = events;
        if (heard == null) {
            LockSupport.parkNanos(this, pause);
            return 0;
        }
        try {
            int milliseconds = (int) Math.min(60_000, (pause + 999_999) / 1_000_000);
            int count = heard.await(milliseconds, this::ended);
            return count;
        } catch (SyscallException e) {
            lost(e);
            return 1;
        }
    }

    private void ended(Event.Destroyed end) {
        long now = System.nanoTime();
        sight.ended(end, now);
        pace.happened(now);
    }

    private void lost(SyscallException e) {
        if (e.is(Errno.ENOBUFS)) {
            sight.overrun(System.nanoTime());
            pace.happened(System.nanoTime());
        } else {
            sight.noEvents(e);
            deafen(); // a socket that fails otherwise will go on failing
        }
    }
}
