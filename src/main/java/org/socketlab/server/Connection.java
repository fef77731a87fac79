package org.socketlab.server;

import static org.socketlab.os.Sockets.Poller.ERROR;
import static org.socketlab.os.Sockets.Poller.HANG_UP;
import static org.socketlab.os.Sockets.Poller.IN;
import static org.socketlab.os.Sockets.Poller.OUT;

import org.jspecify.annotations.Nullable;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.os.Errno;
import org.socketlab.os.OffHeap;
import org.socketlab.os.Sockets;

/**
 * An accepted socket, from accept4() to close(). The loop's thread only.
 *
 * <pre>
 *            quit, line too long,              all sent,                    peer's end,
 *            peer's end                        or 5 s                       1 s, or 1 MiB
 *   TALKING ─────────────────────► OWING ────────────────────► DRAINING ─────────────────► CLOSED
 *      │                                   shutdown(SHUT_WR)    read, drop       close()     ▲
 *      └── reset, EPIPE; `read` framing's quit or end ───────────────────────────────────────┘
 * </pre>
 *
 * <p>A close() with unread input would send RST, and the peer would lose the replies it has not read yet (RFC 1122,
 * 4.2.2.13): hence DRAINING. Where the peer's end was already read, nothing is left to drain.
 */
final class Connection extends Peer implements Pollable {
    /** Replies waiting, bytes, from which on the peer is not read until it has taken them all. */
    static final long MOST_OWED = 1 << 20;

    /** How much is read and dropped at the end, bytes. */
    static final int MOST_DRAINED = 1 << 20;

    /** In `read` framing one read() takes at most so many bytes, as the article's buffer does. */
    static final int ARTICLE_READ = 4_096;

    private enum Phase {
        TALKING,
        OWING,
        DRAINING,
        CLOSED
    }

    private final ServerLoop loop;
    private final Server server;
    private final int fd;
    private final Endpoint remote;
    private Phase phase = Phase.TALKING;
    private int interest = IN;
    private boolean peerEnded;
    private boolean stuffed;
    private int drained;
    private @Nullable Outbox outbox;

    /** A connection that is already watched for input. */
    Connection(ServerLoop loop, Server server, int fd, Endpoint remote) {
        this.loop = loop;
        this.server = server;
        this.fd = fd;
        this.remote = remote;
    }

    int fd() {
        return fd;
    }

    Server server() {
        return server;
    }

    @Override
    void log(String line) {
        server.log(line);
    }

    /** One read, its replies, one write. An error or hang-up shows in whichever call is due anyway. */
    @Override
    public void ready(int events) {
        boolean broken = (events & (ERROR | HANG_UP)) != 0;
        if (outbox != null && (broken || (events & OUT) != 0)) {
            writeOwed();
        }
        if ((interest & IN) != 0 && (broken || (events & IN) != 0)) {
            switch (phase) {
                case TALKING -> converse();
                case DRAINING -> drain();
                case OWING, CLOSED -> {}
            }
        }
    }

    private void converse() {
        OffHeap input = loop.input();
        boolean line = server.framing() == Framing.LINE;
        int got = server.sockets().read(fd, input, 0, line ? loop.readSize() : ARTICLE_READ);
        if (got < 0) {
            failed(got);
            return;
        }
        Dialogue dialogue = loop.dialogue();
        Replies replies = loop.replies();
        replies.clear();
        boolean goesOn;
        if (got == 0) {
            peerEnded = true;
            goesOn = false;
            if (line) {
                dialogue.end(this);
            }
        } else {
            goesOn = line ? dialogue.lines(this, input, 0, got) : dialogue.whole(this, input, 0, got);
        }
        if (!line && !goesOn) {
            close();
            return;
        }
        if (replies.length() > 0) {
            send(replies.memory(), replies.length());
        }
        if (!goesOn && phase == Phase.TALKING) {
            end();
        } else {
            watch();
        }
    }

    /** Writes at once what the socket takes; the rest waits. */
    private void send(OffHeap bytes, int length) {
        int written = 0;
        if (outbox == null) {
            written = server.sockets().write(fd, bytes, 0, length);
            if (written < 0) {
                if (failed(written)) {
                    return;
                }
                written = 0;
            }
            if (written == length) {
                return;
            }
            outbox = new Outbox(loop.chunks());
        }
        outbox.add(bytes, written, length - written);
        stuffed |= stuffed(outbox);
    }

    /** In `read` framing a reply is written out before the next read(), as the article's blocking write() does. */
    private boolean stuffed(Outbox waiting) {
        return waiting.owed() >= MOST_OWED || server.framing() == Framing.READ || loop.shortOfMemory();
    }

    private void writeOwed() {
        Outbox waiting = outbox;
        if (waiting == null) {
            return;
        }
        int written = waiting.write(server.sockets(), fd);
        if (written < 0) {
            failed(written);
            return;
        }
        if (waiting.owed() == 0) {
            outbox = null;
            stuffed = false;
            if (phase == Phase.OWING) {
                halfClose();
                return;
            }
        }
        watch();
    }

    /**
     * A read or write failed: where the connection is broken it is closed.
     *
     * @return false where the call only found nothing to do
     */
    private boolean failed(int result) {
        if (result == -Errno.EAGAIN.number() || result == -Errno.EINTR.number()) {
            return false;
        }
        close();
        return true;
    }

    /** Ends it in order: what is owed, SHUT_WR, the peer's end. */
    private void end() {
        dropPartial(loop.chunks());
        phase = Phase.OWING;
        if (outbox == null) {
            halfClose();
        } else {
            loop.giveTimeToTake(this);
            watch();
        }
    }

    private void halfClose() {
        dropOwed();
        server.sockets().shutdown(fd, Sockets.How.SHUT_WR);
        if (peerEnded) {
            close();
            return;
        }
        phase = Phase.DRAINING;
        loop.giveTimeToEnd(this);
        watch();
    }

    private void drain() {
        int got = server.sockets().read(fd, loop.input(), 0, loop.readSize());
        if (got < 0) {
            failed(got);
            return;
        }
        drained += got;
        if (got == 0 || drained >= MOST_DRAINED) {
            close();
        }
    }

    /** The peer took too long to take what it is owed. */
    void tookTooLong() {
        halfClose();
    }

    /** The server ends it, in order as after quit. */
    void endInOrder() {
        if (phase == Phase.TALKING) {
            end();
        }
    }

    /** close(2), whatever the phase. */
    void close() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        dropOwed();
        dropPartial(loop.chunks());
        loop.forget(this);
        server.sockets().close(fd);
        server.log(LogWording.closed(remote));
        loop.fdClosed();
    }

    private void dropOwed() {
        Outbox waiting = outbox;
        if (waiting != null) {
            waiting.drop();
            outbox = null;
        }
    }

    /** Tells epoll what is waited for, where that has changed. */
    private void watch() {
        int wanted =
                switch (phase) {
                    case TALKING -> (stuffed ? 0 : IN) | (outbox == null ? 0 : OUT);
                    case OWING -> OUT;
                    case DRAINING -> IN;
                    case CLOSED -> interest;
                };
        if (wanted != interest) {
            interest = wanted;
            loop.watch(this, wanted);
        }
    }
}
