package org.socketlab.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many clients in a process of its own: opens them all, then has each say ping at every line of input. */
final class Crowd {
    private Crowd() {}

    public static void main(String[] args) throws IOException {
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
        int count = Integer.parseInt(args[1]);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SocketChannel client = SocketChannel.open(server);
            client.setOption(StandardSocketOptions.SO_LINGER, 0); // none stays in TIME_WAIT for other tests to meet
            clients.add(client);
        }
        System.out.println("open");
        while (lines.readLine() != null) {
            ByteBuffer answer = ByteBuffer.allocate(5);
            for (SocketChannel client : clients) {
                client.write(ByteBuffer.wrap("ping\n".getBytes(StandardCharsets.US_ASCII)));
                answer.clear();
                while (answer.hasRemaining() && client.read(answer) >= 0) {
                    // until the whole answer is there
                }
                if (!new String(answer.array(), StandardCharsets.US_ASCII).equals("pong\n")) {
                    throw new IOException("no pong");
                }
            }
            System.out.println("ponged");
        }
    }
}
