package org.socketlab.server;

import static org.socketlab.os.Sockets.Poller.ERROR;
import static org.socketlab.os.Sockets.Poller.HANG_UP;
import static org.socketlab.os.Sockets.Poller.IN;
import static org.socketlab.os.Sockets.Poller.OUT;

import org.jspecify.annotations.Nullable;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.SocketStage;
import org.socketlab.os.Errno;
import org.socketlab.os.OffHeap;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/**
 * An accepted socket, from accept4() to close(). The loop's thread only.
 *
 * <pre>
 *            quit, line too long,              all sent,                    peer's end,
 *            peer's end                        or 5 s                       1 s, or 1 MiB
 *   TALKING ─────────────────────► OWING ────────────────────► DRAINING ─────────────────► CLOSED
 *      │                                   shutdown(SHUT_WR)    read, drop       close()     ▲
 *      └── reset, EPIPE; `read` framing's quit or end ───────────────────────────────────────┤
 *                                                                     hold close: OVER ──────┘
 * </pre>
 *
 * <p>A close() with unread input would send RST, and the peer would lose the replies it has not read yet (RFC 1122,
 * 4.2.2.13): hence DRAINING. Where the peer's end was already read, nothing is left to drain.
 *
 * <p>While the stage holds read(), nothing is read in any phase. While it holds close(), whatever would lead to CLOSED
 * leads to OVER, and there it stays; where the peer ended first, no SHUT_WR is sent either, so the socket stays
 * CLOSE_WAIT. No deadline runs meanwhile.
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
        /** All is said, and only the held close() is left. */
        OVER,
        CLOSED
    }

    private final ServerLoop loop;
    private final Server server;
    private final int fd;
    private final Endpoint remote;
    private Phase phase = Phase.TALKING;
    private SocketStage held = SocketStage.FREE;
    private int interest = IN;
    private boolean peerEnded;
    private boolean peerReset;
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

    /** One read, its replies, one write (in a crowd after the others' reads). An error or hang-up shows in whichever call is due anyway. */
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
                case OWING, OVER, CLOSED -> {}
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
            finish();
            return;
        }
        if (replies.length() > 0) {
            if (goesOn && outbox == null && loop.crowd().keeps(this, replies)) {
                return;
            }
            send(replies.memory(), 0, replies.length());
        }
        if (!goesOn && phase == Phase.TALKING) {
            end();
        } else {
            watch();
        }
    }

    /** The replies that the crowd kept, once the others are read. */
    void answer(OffHeap bytes, int from, int length) {
        try {
            send(bytes, from, length);
            watch();
        } catch (RuntimeException | Error fault) {
            loop.failed(this, fault);
        }
    }

    /** Writes at once what the socket takes; the rest waits. */
    private void send(OffHeap bytes, int from, int length) {
        int written = 0;
        if (outbox == null) {
            written = server.sockets().write(fd, bytes, from, length);
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
        outbox.add(bytes, from + written, length - written);
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
     * A read or write failed: where the connection is broken it is over.
     *
     * @return false where the call only found nothing to do
     */
    private boolean failed(int result) {
        if (result == -Errno.EAGAIN.number() || result == -Errno.EINTR.number()) {
            return false;
        }
        peerReset = result == -Errno.ECONNRESET.number();
        finish();
        return true;
    }

    /** Ends it in order: what is owed, SHUT_WR, the peer's end. */
    private void end() {
        dropPartial(loop.chunks());
        phase = Phase.OWING;
        if (outbox == null) {
            halfClose();
        } else {
            giveTime();
            watch();
        }
    }

    /** The phases that depend on the peer last only so long, except while the stage holds the socket. */
    private void giveTime() {
        if (!held.free()) {
            return;
        }
        switch (phase) {
            case OWING -> loop.waits().toTake(this);
            case DRAINING -> loop.waits().toEnd(this);
            case TALKING, OVER, CLOSED -> {}
        }
    }

    private void halfClose() {
        dropOwed();
        if (!peerEnded || !held.holdClose()) {
            server.sockets().shutdown(fd, Sockets.How.SHUT_WR);
        }
        if (peerEnded) {
            finish();
            return;
        }
        phase = Phase.DRAINING;
        giveTime();
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
            finish();
        }
    }

    /** The peer took too long to take what it is owed. */
    void tookTooLong() {
        halfClose();
    }

    /** What the stage holds back from now on; what was held and is no longer is done at once. */
    void hold(SocketStage stage) {
        if (phase == Phase.CLOSED || stage.equals(held)) {
            return;
        }
        held = stage;
        server.tell(fd, stage);
        if (phase == Phase.OVER && !stage.holdClose()) {
            close();
            return;
        }
        if (stage.free()) {
            giveTime();
        } else {
            loop.waits().anyTime(this);
        }
        watch();
    }

    SocketStage held() {
        return held;
    }

    /** close() with SO_LINGER 0, which sends RST; whatever the phase and the stage. */
    void reset() throws SyscallException {
        server.sockets().resetOnClose(fd);
        close();
    }

    /** The server ends it, in order as after quit, and the stage holds it no longer. */
    void endInOrder() {
        hold(SocketStage.FREE);
        if (phase == Phase.TALKING) {
            end();
        }
    }

    /** close(), where the stage does not hold it. */
    private void finish() {
        if (!held.holdClose()) {
            close();
            return;
        }
        phase = Phase.OVER;
        dropOwed();
        dropPartial(loop.chunks());
        watch();
    }

    /** close(2), whatever the phase and the stage. */
    void close() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        dropOwed();
        dropPartial(loop.chunks());
        loop.forget(this);
        server.sockets().close(fd);
        server.log(peerReset ? LogWording.reset(remote) : LogWording.closed(remote));
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
        int suits =
                switch (phase) {
                    case TALKING -> (stuffed ? 0 : IN) | (outbox == null ? 0 : OUT);
                    case OWING -> OUT;
                    case DRAINING -> IN;
                    case OVER -> 0;
                    case CLOSED -> interest;
                };
        int wanted = held.holdRead() && phase != Phase.CLOSED ? suits & ~IN : suits;
        if (wanted != interest) {
            int before = interest;
            interest = wanted;
            loop.watch(this, before, wanted);
        }
    }
}
