package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Endpoint;
import org.socketlab.os.Interposed;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Sockets;
import org.socketlab.os.linux.LinuxSystem;

/** Servers on a port of the kernel's choice, on a host where others look for one too. */
@Timeout(60)
class ServersHereIT {
    @TempDir
    Path folder;

    private @Nullable ServerSocket thief;

    @Test
    void aPortThatWasFreeAMomentAgoIsLookedForAnew() throws Exception {
        try (Stand stand = new Stand(new LocalLab(withAThief(new LinuxSystem())), folder).servers();
                ServerSocket taken = java.util.Objects.requireNonNull(thief)) {
            assertThat(stand.tcp.port()).isPositive().isNotEqualTo(taken.getLocalPort());
        }
    }

    /** Somebody takes the first port that the lab finds free, before the server has it. */
    private OperatingSystem withAThief(OperatingSystem real) {
        return Interposed.as(OperatingSystem.class, (method, arguments) -> {
            Object result = method.invoke(real, arguments);
            return result instanceof Sockets sockets && arguments[0].equals("lab") ? looking(sockets) : result;
        });
    }

    private Sockets looking(Sockets real) {
        int[] found = {0};
        return Interposed.as(Sockets.class, (method, arguments) -> {
            Object result = method.invoke(real, arguments);
            if (result instanceof Endpoint.Inet local) {
                found[0] = local.port();
            } else if (method.getName().equals("close") && thief == null && found[0] != 0) {
                thief = taking(found[0]);
            }
            return result;
        });
    }

    /** On 127.0.0.1, whose socket is closed first. */
    private static ServerSocket taking(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
