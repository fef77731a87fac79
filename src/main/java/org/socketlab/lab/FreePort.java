package org.socketlab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.IpAddress;
import org.socketlab.os.CallSink;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SocketOption;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/** Finds a port that is free on several addresses at once. Its calls are nobody's facts. */
final class FreePort {
    private static final int ATTEMPTS = 20;

    private final Sockets sockets;

    FreePort(OperatingSystem system) {
        sockets = system.sockets("lab", CallSink.NONE);
    }

    /** A port the kernel picked for the first and that the others have free too; empty where there is none. */
    OptionalInt on(List<IpAddress> addresses) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            OptionalInt port = attempt(addresses);
            if (port.isPresent()) {
                return port;
            }
        }
        return OptionalInt.empty();
    }

    private OptionalInt attempt(List<IpAddress> addresses) {
        List<Integer> held = new ArrayList<>();
        try {
            int port = 0;
            for (IpAddress address : addresses) {
                int fd = sockets.socket(address.v6() ? Family.INET6 : Family.INET, true);
                held.add(fd);
                if (address.v6()) {
                    sockets.set(fd, SocketOption.IPV6_V6ONLY, 1);
                }
                sockets.bind(fd, new Endpoint.Inet(address, port));
                if (sockets.localName(fd) instanceof Endpoint.Inet local) {
                    port = local.port();
                }
            }
            return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
        } catch (SyscallException taken) {
            return OptionalInt.empty();
        } finally {
            held.forEach(sockets::close);
        }
    }
}
