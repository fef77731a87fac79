package org.socketlab.server;

import java.nio.ByteBuffer;
import org.socketlab.os.OffHeap;

/**
 * The lab protocol: cuts requests from what peers send, and writes the replies. It knows no sockets. One serves all
 * peers of a loop; its thread only.
 */
final class Dialogue {
    /** The most bytes before an LF; one more ends the connection. */
    static final int LONGEST_LINE = 65_536;

    private static final long LINE_FEEDS = 0x0a0a0a0a0a0a0a0aL;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final Chunks chunks;
    private final Replies replies;
    private final Request request = new Request();

    Dialogue(Chunks chunks, Replies replies) {
        this.chunks = chunks;
        this.replies = replies;
    }

    /**
     * Takes one read's bytes, of which every LF ends a request.
     *
     * @return false where the connection shall end: after {@code quit}, a line too long, or one that no memory is left for
     */
    boolean lines(Peer peer, OffHeap in, int begin, int end) {
        int from = begin;
        while (from < end) {
            int feed = lineFeed(in.bytes(), from, end);
            if (peer.partialLength() + feed - from > LONGEST_LINE) {
                peer.log(LogWording.LINE_TOO_LONG);
                return false;
            }
            if (feed == end) {
                if (chunks.scarce() && peer.outgrows(end - from)) {
                    peer.log(LogWording.TOO_MUCH_UNFINISHED);
                    return false;
                }
                peer.append(chunks, in, from, end);
                return true;
            }
            if (!(peer.partialLength() == 0
                    ? answer(peer, in.bytes(), from, feed)
                    : answerPartial(peer, in, from, feed))) {
                return false;
            }
            from = feed + 1;
        }
        return true;
    }

    /** The end of input: what came without an LF is a request too. */
    boolean end(Peer peer) {
        int length = peer.partialLength();
        return length == 0 || answerPartial(peer, peer.partial(), length, length);
    }

    /** Takes one read's bytes as one request, whatever they are. */
    boolean whole(Peer peer, OffHeap in, int begin, int end) {
        return answer(peer, in.bytes(), begin, end);
    }

    private boolean answerPartial(Peer peer, OffHeap in, int begin, int end) {
        if (end > begin) {
            peer.append(chunks, in, begin, end);
        }
        boolean goesOn = answer(peer, peer.partial().bytes(), 0, peer.partialLength());
        peer.dropPartial(chunks);
        return goesOn;
    }

    private boolean answer(Peer peer, ByteBuffer in, int begin, int end) {
        request.read(in, begin, end);
        switch (request.kind()) {
            case PING -> replies.pong();
            case ECHO -> replies.line(in, request.from(), request.to());
            case UNSUPPORTED -> peer.log(LogWording.unsupported(in, request.from(), request.to()));
            case QUIT -> {
                return false;
            }
        }
        return true;
    }

    /** The index of the next LF, {@code end} where there is none: eight bytes at a glance, then one by one. */
    private static int lineFeed(ByteBuffer in, int begin, int end) {
        int at = begin;
        while (at + Long.BYTES <= end) {
            long zeroWhereFeed = in.getLong(at) ^ LINE_FEEDS;
            if ((zeroWhereFeed - LOW_BITS & ~zeroWhereFeed & HIGH_BITS) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < end && in.get(at) != '\n') {
            at++;
        }
        return at;
    }
}
