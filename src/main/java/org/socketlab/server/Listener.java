package org.socketlab.server;

import java.io.IOException;
import java.util.Optional;
import org.socketlab.model.Endpoint;
import org.socketlab.os.Accepted;
import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

/** A listening socket of a server. The loop's thread only. */
final class Listener implements Pollable {
    /** The most connections accepted in one turn of the loop. */
    private static final int MOST_A_TURN = 64;

    /** What one accept4() came to. */
    enum Outcome {
        ACCEPTED,
        /** EAGAIN. */
        NONE_WAITS,
        /** One connection was lost before we had it; the next may be whole. */
        NEXT,
        /** The listener is out of the epoll set for a while. */
        OUT_OF_FDS
    }

    private final ServerLoop loop;
    private final Server server;
    private final int fd;
    private final Endpoint endpoint;
    private final Optional<SocketFile> file;
    private boolean watched;
    private boolean paused;
    private long lastTurn;
    private int most = 1;

    Listener(ServerLoop loop, Server server, int fd, Endpoint endpoint, Optional<SocketFile> file) {
        this.loop = loop;
        this.server = server;
        this.fd = fd;
        this.endpoint = endpoint;
        this.file = file;
    }

    Server server() {
        return server;
    }

    int fd() {
        return fd;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    boolean tcp() {
        return endpoint instanceof Endpoint.Inet;
    }

    /**
     * Accepts one, or twice as many as last time where the last turn left some waiting.
     *
     * <p>So a lone client costs one accept4() and no EAGAIN, and a crowd is let in quickly.
     */
    @Override
    public void ready(int events) {
        most = loop.turn() == lastTurn + 1 ? Math.min(2 * most, MOST_A_TURN) : 1;
        lastTurn = loop.turn();
        for (int i = 0; i < most && !paused; i++) {
            if (accept() == Outcome.NONE_WAITS) {
                return;
            }
        }
    }

    /** One accept4(). */
    Outcome accept() {
        long before = System.nanoTime();
        Accepted accepted;
        try {
            accepted = server.sockets().accept(fd);
        } catch (SyscallException e) {
            return refused(e);
        }
        loop.adopt(new Connection(loop, server, accepted.fd(), accepted.peer()));
        if (tcp()) {
            loop.handshakes().tell(accepted.fd(), before);
        }
        return Outcome.ACCEPTED;
    }

    /** accept(2) hands on the new socket's own pending errors; those are no reason to stop. */
    private Outcome refused(SyscallException e) {
        if (e.is(Errno.EAGAIN)) {
            return Outcome.NONE_WAITS;
        }
        if (e.is(Errno.EMFILE) || e.is(Errno.ENFILE) || e.is(Errno.ENOBUFS) || e.is(Errno.ENOMEM)) {
            loop.pause(this, e);
            return Outcome.OUT_OF_FDS;
        }
        if (e.is(Errno.EBADF) || e.is(Errno.EINVAL) || e.is(Errno.ENOTSOCK) || e.is(Errno.EOPNOTSUPP)) {
            throw new IllegalStateException("fd " + fd + " is no listener any more", e);
        }
        return Outcome.NEXT;
    }

    /** Leaves the epoll set: a level-triggered retry would spin. */
    void pause() {
        paused = true;
        watch();
    }

    void resume() {
        paused = false;
        watch();
    }

    /** Puts it into the epoll set or takes it out, as stage and pause say. */
    void watch() {
        boolean wanted = server.accepts() && !paused;
        if (wanted != watched) {
            watched = wanted;
            loop.watch(this, wanted);
        }
    }

    /** Closes the socket and takes its file away. */
    void close() {
        loop.forget(this);
        server.sockets().close(fd);
        server.tell(this, false);
        if (file.isPresent()) {
            try {
                file.get().remove(server.sockets());
            } catch (IOException e) {
                server.log("the socket file " + file.get().path() + " stays behind: " + e.getMessage());
            }
        }
    }
}
