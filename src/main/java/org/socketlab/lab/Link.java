package org.socketlab.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.socketlab.os.Errno;
import org.socketlab.os.OffHeap;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/**
 * A connected Unix socket between two processes of the lab's, as two streams. Its calls are nobody's facts. One thread
 * reads, and closes; any thread writes; both block as the kernel does.
 */
final class Link implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Sockets sockets;
    private final int fd;
    private final OffHeap received;
    private final OffHeap sent;
    private final InputStream in = new Incoming();
    private final OutputStream out = new Outgoing();
    private boolean closed; // guarded by this

    Link(OperatingSystem system, Sockets sockets, int fd) {
        this.sockets = sockets;
        this.fd = fd;
        received = system.allocate(BUFFER);
        sent = system.allocate(BUFFER);
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** The other end reads the end of the stream, and a thread that waits to write here fails. Any thread. */
    synchronized void endOutput() {
        shutdown(Sockets.How.SHUT_WR);
    }

    private synchronized void shutdown(Sockets.How how) {
        if (!closed) {
            sockets.shutdown(fd, how);
        }
    }

    @Override
    public void close() {
        shutdown(Sockets.How.SHUT_RDWR);
        synchronized (sent) { // whoever was writing has failed by now
            synchronized (this) {
                if (!closed) {
                    closed = true;
                    sockets.close(fd);
                }
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private static int checked(String call, int outcome) throws SyscallException {
        if (outcome < 0) {
            throw new SyscallException(call, -outcome);
        }
        return outcome;
    }

    private final class Incoming extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            Objects.checkFromIndexSize(from, length, into.length);
            int outcome = sockets.read(fd, received, 0, Math.min(length, BUFFER));
            // unix(7): the other end was closed with something of ours unread, as by a process that was killed
            int count = outcome == -Errno.ECONNRESET.number() ? 0 : checked("read", outcome);
            received.bytes().get(0, into, from, count);
            return count == 0 && length > 0 ? -1 : count;
        }

        @Override
        public void close() {
            Link.this.close();
        }
    }

    private final class Outgoing extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            Objects.checkFromIndexSize(from, length, bytes.length);
            synchronized (sent) {
                int at = from;
                while (at < from + length) {
                    if (isClosed()) {
                        throw new IOException("the link is closed");
                    }
                    int part = Math.min(from + length - at, BUFFER);
                    sent.bytes().put(0, bytes, at, part);
                    at += checked("write", sockets.write(fd, sent, 0, part));
                }
            }
        }
    }
}
