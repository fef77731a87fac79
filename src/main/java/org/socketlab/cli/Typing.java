package org.socketlab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.socketlab.client.Session;
import org.socketlab.os.OffHeap;
import org.socketlab.server.Request;

/**
 * Sends standard input to the peer as it comes, on a thread of its own, and knows when the one who types is done: after a
 * request {@code quit}, or at the end of input, which ends the own side.
 */
final class Typing implements Runnable {
    private final Session session;
    private final InputStream in;
    private final OffHeap memory;
    private final Request request = new Request();

    /** The present line as far as it was typed; of a longer one than the server takes only its beginning. */
    private final ByteBuffer line = ByteBuffer.allocate(65_536);

    private volatile boolean done;
    private volatile int failure;

    Typing(Session session, InputStream in, OffHeap memory) {
        this.session = session;
        this.in = in;
        this.memory = memory;
    }

    /** Whether the peer's end is what was asked for. */
    boolean done() {
        return done;
    }

    /** The negative errno of the write() that failed, else 0. */
    int failure() {
        return failure;
    }

    @Override
    public void run() {
        byte[] chunk = new byte[memory.capacity()];
        int outcome = 0;
        while (outcome >= 0) {
            int length = typed(chunk);
            if (length < 0) {
                done = true;
                session.halfClose();
                return;
            }
            look(chunk, length); // before it goes: the peer may end at once
            memory.bytes().put(0, chunk, 0, length);
            outcome = session.write(memory, length);
        }
        failure = outcome;
    }

    private int typed(byte[] into) {
        try {
            return in.read(into);
        } catch (IOException e) {
            return -1; // a terminal that went away has no more to say
        }
    }

    private void look(byte[] chunk, int length) {
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '\n') {
                request.read(line, 0, line.position());
                done |= request.kind() == Request.Kind.QUIT;
                line.clear();
            } else if (line.hasRemaining()) {
                line.put(chunk[i]);
            }
        }
    }
}
