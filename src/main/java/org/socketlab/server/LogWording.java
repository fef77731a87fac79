package org.socketlab.server;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.socketlab.model.Endpoint;

/** The lines of a server's log, in plain ASCII whatever a peer sends. */
final class LogWording {
    static final String LINE_TOO_LONG = "line too long";

    /** Said where a line is given up for the sake of all others. */
    static final String TOO_MUCH_UNFINISHED = "line too long for now: unfinished lines and unread replies hold "
            + (Chunks.MOST_LENT >> 20) + " MiB; send a line whole, or fewer at once";

    private static final int MOST_BYTES = 200;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private LogWording() {}

    /** A request that is none: its first word, cut after 200 bytes. */
    static String unsupported(ByteBuffer in, int from, int to) {
        StringBuilder line = new StringBuilder("Unsupported command: ");
        int cut = Math.min(to, from + MOST_BYTES);
        for (int i = from; i < cut; i++) {
            append(line, in.get(i));
        }
        return cut < to ? line.append('…').toString() : line.toString();
    }

    private static void append(StringBuilder line, byte b) {
        if (b == '\\') {
            line.append("\\\\");
        } else if (b >= 0x21 && b <= 0x7e) {
            line.append((char) b);
        } else {
            HEX.toHexDigits(line.append("\\x"), b);
        }
    }

    /** accept4() failed for want of an fd or memory; clients wait in the accept queue meanwhile. */
    static String cannotAccept(String errno) {
        return "accept4: " + errno
                + ": no fd is free for another connection (see ulimit -n); clients wait until one is";
    }

    /** The end of a connection; a Unix client seldom has a name. */
    static String closed(Endpoint peer) {
        return from(peer) + " closed";
    }

    /** read() or write() failed because the peer sent RST. */
    static String reset(Endpoint peer) {
        return from(peer) + " reset by the peer: ECONNRESET";
    }

    private static String from(Endpoint peer) {
        return "Connection from " + (peer.equals(Endpoint.NONE) ? "unnamed" : peer);
    }
}
