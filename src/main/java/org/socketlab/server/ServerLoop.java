package org.socketlab.server;

import static org.socketlab.os.Sockets.Poller.IN;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.SocketId;
import org.socketlab.os.OffHeap;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/**
 * One thread, one epoll set, for every listener and connection of every server.
 *
 * <pre>
 *   ┌─► epoll_wait ─► each that is ready: one bounded piece of work ─► a crowd's replies ─┐
 *   └────────────────────── what is due ◄─ what others posted ◄──────────────────────────┘
 * </pre>
 *
 * <p>Level-triggered, so whoever has more to say is ready again on the next turn, behind all others: the kernel's ready
 * list goes round. Nothing here sleeps, and no other thread touches what the loop owns; they {@link #post}.
 */
final class ServerLoop implements Runnable {
    /** The most bytes one read() takes. */
    static final int LARGEST_READ = 65_536;

    static final int READY_AT_ONCE = 256;

    /** Failures to accept that are closer together than this are one episode, told once. */
    private static final long EPISODE = TimeUnit.SECONDS.toNanos(1);

    private final Sockets.Poller poller;
    private final HandshakeEvidence handshakes;
    private final Chunks chunks;
    private final OffHeap input;
    private final Replies replies;
    private final Dialogue dialogue;
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final Waits waits = new Waits();
    private final Crowd crowd;
    private @Nullable Pollable[] watched = new @Nullable Pollable[64];
    private long turn;
    private long lastOutOfFds = Long.MIN_VALUE / 2;
    private boolean ended;
    private volatile boolean over;

    ServerLoop(OperatingSystem system, Sockets.Poller poller, HandshakeEvidence handshakes) {
        this.poller = poller;
        this.handshakes = handshakes;
        chunks = new Chunks(system::allocate);
        input = system.allocate(LARGEST_READ);
        replies = new Replies(system::allocate, LARGEST_READ);
        dialogue = new Dialogue(chunks, replies);
        crowd = new Crowd(system);
    }

    /** Has the loop's thread do something. One thread at a time; where the loop is no more, that thread does it. */
    void post(Runnable work) {
        posted.add(work);
        poller.wake();
        if (over) {
            runPosted();
        }
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                int ready = poller.await(timeout());
                turn++;
                crowd.gather(ready);
                for (int i = 0; i < ready; i++) {
                    serve(poller.fd(i), poller.ready(i));
                }
                crowd.answer();
                runPosted();
                waits.takeDue(System.nanoTime());
            }
        } finally {
            abandon();
            over = true;
            runPosted();
            poller.close();
        }
    }

    private void runPosted() {
        for (Runnable work = posted.poll(); work != null; work = posted.poll()) {
            work.run();
        }
    }

    /** Where a fault of ours ends the loop itself, no connection is left hanging. */
    private void abandon() {
        for (Pollable one : watched) {
            if (one instanceof Connection connection) {
                connection.close();
            }
        }
    }

    private void serve(int fd, int events) {
        Pollable one = fd < watched.length ? watched[fd] : null;
        if (one == null) {
            return;
        }
        try {
            one.ready(events);
        } catch (RuntimeException | Error fault) {
            failed(one, fault);
        }
    }

    /** A fault of ours costs the one connection that met it, never the server. */
    void failed(Pollable one, Throwable fault) {
        switch (one) {
            case Connection connection -> {
                connection.log("the server failed on this connection: " + fault);
                connection.close();
            }
            case Listener listener -> {
                listener.server().log("the server failed to accept: " + fault);
                listener.pause();
                waits.rest(listener, System.nanoTime());
            }
        }
    }

    private int timeout() {
        return posted.isEmpty() ? waits.untilDue(System.nanoTime()) : 0;
    }

    /** Starts to watch a connection that was just accepted. */
    void adopt(Connection connection) {
        connection.server().opened();
        put(connection.fd(), connection);
        try {
            poller.add(connection.fd(), IN);
        } catch (SyscallException e) {
            connection.log("a connection could not be watched: " + e.getMessage());
            connection.close();
        }
    }

    /** One of whom nothing is wanted leaves the epoll set, for that tells of a hang-up whether it is wanted or not. */
    void watch(Connection connection, int before, int interest) {
        try {
            if (interest == 0) {
                poller.remove(connection.fd());
            } else if (before == 0) {
                poller.add(connection.fd(), interest);
            } else {
                poller.change(connection.fd(), interest);
            }
        } catch (SyscallException e) {
            throw new IllegalStateException("fd " + connection.fd() + " cannot be watched", e);
        }
    }

    void watch(Listener listener, boolean on) {
        try {
            if (on) {
                put(listener.fd(), listener);
                poller.add(listener.fd(), IN);
            } else {
                poller.remove(listener.fd());
                watched[listener.fd()] = null;
            }
        } catch (SyscallException e) {
            throw new IllegalStateException("fd " + listener.fd() + " cannot be watched", e);
        }
    }

    private void put(int fd, Pollable one) {
        if (fd >= watched.length) {
            watched = Arrays.copyOf(watched, Math.max(fd + 1, 2 * watched.length));
        }
        watched[fd] = one;
    }

    /** The connection is about to be closed; close() takes it out of the epoll set. */
    void forget(Connection connection) {
        watched[connection.fd()] = null;
        waits.forget(connection);
        connection.server().closedOne();
    }

    void forget(Listener listener) {
        waits.forget(listener);
        if (listener.fd() < watched.length) {
            watched[listener.fd()] = null;
        }
    }

    /** An fd is free again: listeners that waited for one go on. */
    void fdClosed() {
        waits.resumeAll();
    }

    /** accept4() found no fd, or no memory: told once an episode, tried again once an fd closes or 100 ms have passed. */
    void pause(Listener listener, SyscallException e) {
        long now = System.nanoTime();
        if (now - lastOutOfFds > EPISODE) {
            listener.server().log(LogWording.cannotAccept(e.errnoName()));
        }
        lastOutOfFds = now;
        listener.pause();
        waits.rest(listener, now);
    }

    /** The connection with that socket, null where there is none. Looks at each in turn: for a person's commands only. */
    @Nullable
    Connection connection(SocketId socket) throws SyscallException {
        for (Pollable one : watched) {
            if (one instanceof Connection connection
                    && connection.server().sockets().id(connection.fd()).equals(socket)) {
                return connection;
            }
        }
        return null;
    }

    /** Ends connections in order but soon: all, or those of one server. */
    void endConnections(@Nullable Server of) {
        long now = System.nanoTime();
        for (Pollable one : watched.clone()) {
            if (one instanceof Connection connection && (of == null || connection.server() == of)) {
                waits.hurry(connection, now);
                connection.endInOrder();
            }
        }
    }

    /** Leaves the loop after this turn. */
    void end() {
        ended = true;
    }

    long turn() {
        return turn;
    }

    /** Where memory is scarce so little is read that even the replies to it need only what everyone gets. */
    int readSize() {
        return chunks.scarce() ? Chunks.SMALLEST : crowd.readSize();
    }

    boolean shortOfMemory() {
        return chunks.scarce();
    }

    Waits waits() {
        return waits;
    }

    Crowd crowd() {
        return crowd;
    }

    OffHeap input() {
        return input;
    }

    Replies replies() {
        return replies;
    }

    Dialogue dialogue() {
        return dialogue;
    }

    Chunks chunks() {
        return chunks;
    }

    HandshakeEvidence handshakes() {
        return handshakes;
    }
}
