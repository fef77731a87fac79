package org.socketlab.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.socketlab.model.Endpoint;
import org.socketlab.model.IpAddress;
import org.socketlab.model.SocketState;
import org.socketlab.model.TcpState;

/** What /proc/net/tcp and tcp6 show (proc_net_tcp.txt): the kernel's word by another way than the lab's own. */
final class ProcNetTcp {
    private ProcNetTcp() {}

    /** {@code STATE local remote} of every socket with the port at either end, sorted. */
    static List<String> withPort(int port) throws IOException {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                String[] parts = line.strip().split("\\s+");
                if (parts[0].endsWith(":")) {
                    Endpoint.Inet local = endpoint(parts[1]);
                    Endpoint.Inet remote = endpoint(parts[2]);
                    if (local.port() == port || remote.port() == port) {
                        rows.add(row(TcpState.of(Integer.parseInt(parts[3], 16)), local, remote));
                    }
                }
            }
        }
        return rows.stream().sorted().toList();
    }

    /** A listener has no remote end; the table prints zeros there. */
    static String row(SocketState state, Endpoint local, Endpoint remote) {
        return state + " " + local + (state.listens() ? "" : " " + remote);
    }

    /** The address stands there as words in host order, the port as it is written. */
    private static Endpoint.Inet endpoint(String text) {
        int colon = text.indexOf(':');
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(text.substring(0, colon)));
        ByteBuffer address = ByteBuffer.allocate(words.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        while (words.hasRemaining()) {
            address.putInt(words.getInt());
        }
        return new Endpoint.Inet(IpAddress.of(address.array()), Integer.parseInt(text.substring(colon + 1), 16));
    }
}
