package org.socketlab.cli;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.os.CallSink;
import org.socketlab.os.Sockets;
import org.socketlab.os.linux.LinuxSystem;

/** A process that holds sockets of every kind that the tools show, until its standard input ends. */
final class Holder {
    private static final List<AutoCloseable> HELD = new ArrayList<>();

    private Holder() {}

    /** Prints {@code PORT4 PORT6} once all are open. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("holder");
        ServerSocketChannel v4 = held(ServerSocketChannel.open(StandardProtocolFamily.INET));
        v4.bind(new InetSocketAddress("127.0.0.1", 0), 5);
        ServerSocketChannel v6 = held(ServerSocketChannel.open());
        v6.bind(new InetSocketAddress(0), 7);
        held(ServerSocketChannel.open(StandardProtocolFamily.INET6)).bind(new InetSocketAddress("::1", 0));
        held(ServerSocketChannel.open()).bind(new InetSocketAddress("127.0.0.1", 0));
        for (ServerSocketChannel listener : List.of(v4, v6)) {
            int port = listener.socket().getLocalPort();
            held(SocketChannel.open(StandardProtocolFamily.INET)).connect(new InetSocketAddress("127.0.0.1", port));
            held(listener.accept());
            held(SocketChannel.open(new InetSocketAddress("127.0.0.1", port))); // stays in the accept queue
        }
        held(SocketChannel.open(new InetSocketAddress("::1", v6.socket().getLocalPort())))
                .shutdownOutput();
        held(SocketChannel.open()).bind(new InetSocketAddress("127.0.0.1", 0));
        held(SocketChannel.open());
        for (String name :
                List.of("plain", "sp ace", "back\\slash", "ü你", "re\rturn", "feed\f", "tab\t", longest(folder))) {
            Path path = folder.resolve(name);
            ServerSocketChannel unix = held(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
            unix.bind(UnixDomainSocketAddress.of(path));
            held(SocketChannel.open(UnixDomainSocketAddress.of(path)));
            held(unix.accept());
            held(SocketChannel.open(UnixDomainSocketAddress.of(path)));
        }
        held(SocketChannel.open(StandardProtocolFamily.UNIX));
        long pid = ProcessHandle.current().pid();
        for (String name : List.of("@plain" + pid, "@with\0nul" + pid, "@sp ace" + pid, "@control\1" + pid)) {
            abstractPair(new Endpoint.Unix(name));
        }
        System.out.println(v4.socket().getLocalPort() + " " + v6.socket().getLocalPort());
        System.in.read();
        for (AutoCloseable each : HELD) {
            each.close();
        }
        try (var left = Files.newDirectoryStream(folder)) {
            for (Path path : left) {
                Files.delete(path);
            }
        }
        Files.delete(folder);
    }

    /** A name that makes the longest path that the JDK takes, one byte less than the kernel does (unix(7)). */
    private static String longest(Path folder) {
        return "l".repeat(106 - (folder + "/").length());
    }

    /** The JDK knows no abstract names. */
    private static void abstractPair(Endpoint name) throws Exception {
        Sockets calls = new LinuxSystem().sockets("holder", CallSink.NONE);
        int listener = calls.socket(Family.UNIX, true);
        calls.bind(listener, name);
        calls.listen(listener, 3);
        int client = calls.socket(Family.UNIX, true);
        calls.connect(client, name);
        int accepted = calls.accept(listener).fd();
        int waiting = calls.socket(Family.UNIX, true);
        calls.connect(waiting, name);
        for (int fd : new int[] {listener, client, accepted, waiting}) {
            HELD.add(() -> calls.close(fd));
        }
    }

    private static <T extends AutoCloseable> T held(T resource) {
        HELD.add(resource);
        return resource;
    }
}
