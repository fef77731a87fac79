package org.socketlab.server;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One end of a connection, for tests; texts are Latin-1, a character a byte. */
final class Client implements Closeable {
    /** shutdown(SHUT_WR). */
    private interface HalfClose {
        void run() throws IOException;
    }

    private final Closeable socket;
    private final InputStream in;
    private final OutputStream out;
    private final HalfClose halfClose;

    private Client(Closeable socket, InputStream in, OutputStream out, HalfClose halfClose) {
        this.socket = socket;
        this.in = in;
        this.out = out;
        this.halfClose = halfClose;
    }

    static Client of(Socket socket) throws IOException {
        return new Client(socket, socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput);
    }

    static Client of(SocketChannel channel) {
        return new Client(
                channel, Channels.newInputStream(channel), Channels.newOutputStream(channel), channel::shutdownOutput);
    }

    Client say(String latin) throws IOException {
        return say(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    Client say(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    void endOutput() throws IOException {
        halfClose.run();
    }

    /** So many bytes, fewer where the end comes before. */
    String hear(int count) throws IOException {
        return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    /** Up to and with the next LF. */
    String hearLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b;
        do {
            b = in.read();
            if (b >= 0) {
                line.write(b);
            }
        } while (b >= 0 && b != '\n');
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** All there is until the server's end; throws where that is a reset. */
    String hearEnd() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Reads and counts until so many bytes have come. */
    long hearCount(long count) throws IOException {
        byte[] buffer = new byte[65_536];
        long heard = 0;
        while (heard < count) {
            int got = in.read(buffer, 0, (int) Math.min(buffer.length, count - heard));
            if (got < 0) {
                break;
            }
            heard += got;
        }
        return heard;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
