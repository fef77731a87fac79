package org.socketlab.recording;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.socketlab.model.Fact;

/** Cuts a stream into lines without ever holding more than one of the greatest length. */
final class Lines {
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private boolean ended;
    private long number;
    private long passed; // bytes of the stream that were before the buffer

    private int start;
    private int length;
    private boolean whole;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException, Malformed {
        int searched = from;
        while (true) {
            for (int at = searched; at < to; at++) {
                if (buffer[at] == '\n') {
                    return found(at, true);
                }
            }
            searched = to;
            if (ended) {
                return to > from && found(to, false);
            }
            if (to - from > Json.LONGEST_LINE) {
                number++;
                throw new Malformed(Malformed.Fault.LONG, "");
            }
            searched -= read();
        }
    }

    private boolean found(int end, boolean whole) throws Malformed {
        number++;
        if (end - from > Json.LONGEST_LINE) {
            throw new Malformed(Malformed.Fault.LONG, "");
        }
        this.whole = whole;
        start = from;
        length = end - from;
        from = Math.min(end + 1, to);
        return true;
    }

    /** Reads on; returns by how much what is held has moved to the front. */
    private int read() throws IOException {
        int moved = from;
        passed += from;
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, to, buffer.length - to);
        ended = count < 0;
        to += Math.max(0, count);
        return moved;
    }

    /** The number of the present line, from 1. */
    long number() {
        return number;
    }

    /** Whether the line has an end; only the last one can have none. */
    boolean whole() {
        return whole;
    }

    /** Where the line begins in the stream, bytes; good until the next one is asked for. */
    long at() {
        return passed + start;
    }

    /** Its bytes, without its end. */
    int length() {
        return length;
    }

    /** The fact that it is. */
    Fact fact() throws Malformed {
        return FactLine.read(buffer, start, length);
    }

    Fields fields() throws Malformed {
        return Json.parse(buffer, start, length);
    }
}
