package org.socketlab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds connections open, and on each line of its standard input asks {@code ping} over them for so many milliseconds.
 *
 * <p>One request is under way on each connection at any time. One thread goes round: it takes the answer of a connection,
 * asks anew, goes on to the next. That costs two system calls a request and nothing else, so that the server is the one
 * who is measured.
 *
 * <p>Usage: {@code LoadClient tcp|unix ADDRESS CONNECTIONS}. Prints {@code ready}, then a line {@code REQUESTS NANOSECONDS}
 * for each run.
 */
public final class LoadClient {
    private static final byte[] PING = "ping\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "pong\n".getBytes(StandardCharsets.US_ASCII);

    private LoadClient() {}

    public static void main(String[] args) {
        try {
            load(args);
        } catch (IOException e) {
            System.err.println("load client: " + e.getMessage() + ", so it ends");
        }
    }

    private static void load(String[] args) throws IOException {
        List<SocketChannel> connections = new ArrayList<>();
        for (int n = Integer.parseInt(args[2]); n > 0; n--) {
            connections.add(connect(args[0], args[1]));
        }
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            long begin = System.nanoTime();
            long requests = run(connections, begin + Long.parseLong(line) * 1_000_000);
            System.out.println(requests + " " + (System.nanoTime() - begin));
        }
    }

    private static SocketChannel connect(String kind, String address) throws IOException {
        if (kind.equals("unix")) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(address));
            return channel;
        }
        int colon = address.lastIndexOf(':');
        SocketAddress target =
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        SocketChannel channel = SocketChannel.open(target);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    private static long run(List<SocketChannel> connections, long until) throws IOException {
        ByteBuffer ping = ByteBuffer.allocateDirect(PING.length).put(PING).flip();
        ByteBuffer answer = ByteBuffer.allocateDirect(64);
        for (SocketChannel connection : connections) {
            connection.write(ping.rewind());
        }
        long requests = 0;
        while (System.nanoTime() < until) {
            for (SocketChannel connection : connections) {
                take(connection, answer);
                connection.write(ping.rewind());
            }
            requests += connections.size();
        }
        for (SocketChannel connection : connections) {
            take(connection, answer);
        }
        return requests + connections.size();
    }

    private static void take(SocketChannel connection, ByteBuffer answer) throws IOException {
        answer.clear().limit(PONG.length);
        while (answer.hasRemaining()) {
            if (connection.read(answer) < 0) {
                throw new IOException("the server hung up");
            }
        }
        for (int i = 0; i < PONG.length; i++) {
            if (answer.get(i) != PONG[i]) {
                throw new IOException("the server answered something else");
            }
        }
    }
}
