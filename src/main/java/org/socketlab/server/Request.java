package org.socketlab.server;

import java.nio.ByteBuffer;

/**
 * One request: what it asks, and where its text lies in the input. Read anew for each request, so that none makes
 * garbage. Bytes, never characters.
 */
public final class Request {
    /** What a request asks. */
    public enum Kind {
        /** Answered {@code pong}. */
        PING,
        /** Answered with the text. */
        ECHO,
        /** Ends the connection. */
        QUIT,
        /** Not answered but logged; the text is its first word. */
        UNSUPPORTED
    }

    private Kind kind = Kind.UNSUPPORTED;
    private int from;
    private int to;

    /** Reads the request that lies between two absolute indexes of the buffer, its LF not among them. */
    public void read(ByteBuffer in, int begin, int end) {
        int start = WhiteSpace.skip(in, begin, end);
        int stop = WhiteSpace.skipBack(in, start, end);
        int space = start;
        while (space < stop && in.get(space) != ' ') {
            space++;
        }
        kind = space - start == 4 ? kindOfFour(in, start) : Kind.UNSUPPORTED;
        if (kind == Kind.ECHO) {
            from = Math.min(space + 1, stop);
            to = stop;
        } else {
            from = start;
            to = space;
        }
    }

    private static Kind kindOfFour(ByteBuffer in, int at) {
        return switch (in.get(at)) {
            case 'p' -> rest(in, at, 'i', 'n', 'g') ? Kind.PING : Kind.UNSUPPORTED;
            case 'e' -> rest(in, at, 'c', 'h', 'o') ? Kind.ECHO : Kind.UNSUPPORTED;
            case 'q' -> rest(in, at, 'u', 'i', 't') ? Kind.QUIT : Kind.UNSUPPORTED;
            default -> Kind.UNSUPPORTED;
        };
    }

    private static boolean rest(ByteBuffer in, int at, char second, char third, char fourth) {
        return in.get(at + 1) == second && in.get(at + 2) == third && in.get(at + 3) == fourth;
    }

    public Kind kind() {
        return kind;
    }

    /** Where its text begins: the rest of an echo, else the first word. */
    int from() {
        return from;
    }

    /** Where its text ends. */
    int to() {
        return to;
    }
}
