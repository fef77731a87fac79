package org.socketlab.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.IpAddress;
import org.socketlab.os.CallSink;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.linux.LinuxSystem;

/** Servers on the real kernel, and plain JDK clients for them. Leaves nothing behind, and says so where it did. */
final class Stand implements AutoCloseable {
    static final Endpoint.Inet ANY_PORT = new Endpoint.Inet(IpAddress.LOOPBACK_V4, 0);

    final OperatingSystem system = new LinuxSystem();
    final ToldFacts facts = new ToldFacts();
    final KernelView view;
    final Servers servers;

    Stand() throws IOException {
        this(OwnerLookup.NONE);
    }

    Stand(OwnerLookup owners) throws IOException {
        this(owners, CallSink.NONE);
    }

    private Stand(OwnerLookup owners, CallSink calls) throws IOException {
        view = system.openView();
        servers = new Servers(system, view, calls, facts, owners);
    }

    /** A server {@code tcp} on a port of the kernel's choice. */
    static Stand tcp(Framing framing) throws IOException, ServerRefusal {
        return tcp(framing, CallSink.NONE);
    }

    /** The same, with its calls told. */
    static Stand tcp(Framing framing, CallSink calls) throws IOException, ServerRefusal {
        Stand stand = new Stand(OwnerLookup.NONE, calls);
        stand.servers.start("tcp", List.of(ANY_PORT), framing, Defaults.BACKLOG);
        return stand;
    }

    /** A server {@code unix} at the path. */
    static Stand unix(Path path, Framing framing) throws IOException, ServerRefusal {
        Stand stand = new Stand();
        stand.servers.start("unix", List.of(new Endpoint.Unix(path.toString())), framing, Defaults.BACKLOG);
        return stand;
    }

    int port() {
        return ((Endpoint.Inet) servers.endpoints("tcp").getFirst()).port();
    }

    /** A client whose reads fail after 20 s rather than block for ever. */
    Client connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port()));
        socket.setSoTimeout(20_000);
        return Client.of(socket);
    }

    Client connectUnix() throws IOException {
        Endpoint.Unix at = (Endpoint.Unix) servers.endpoints("unix").getFirst();
        return Client.of(SocketChannel.open(UnixDomainSocketAddress.of(at.path())));
    }

    /** A client of the server that is up, whichever that is. */
    Client connectAny() throws IOException {
        return servers.names().contains("tcp") ? connect() : connectUnix();
    }

    @Override
    public void close() {
        servers.close();
        view.close();
        Set<String> left = Set.of("server loop");
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (left.contains(thread.getName())) {
                throw new AssertionError("the thread is left behind: " + thread);
            }
        }
    }
}
