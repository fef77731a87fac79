package org.socketlab.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.IpAddress;
import org.socketlab.model.Saying;
import org.socketlab.os.CallSink;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SocketOption;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/** Where the servers listen when nobody says: loopback only. Its looks around are nobody's facts. */
public final class Defaults {
    /** The article's port. */
    public static final int PORT = 1208;

    /** listen(2)'s backlog. */
    public static final int BACKLOG = 128;

    /** What to say where {@link #loopback} came without ::1. */
    public static final Saying NO_IPV6 = Saying.of("server.no-ipv6-here");

    private static final String FILE = "lab.sock";

    private Defaults() {}

    /** 127.0.0.1, and ::1 where this host has it; the port 0 lets the kernel pick. */
    public static List<Endpoint> loopback(OperatingSystem system, int port) {
        List<Endpoint> endpoints = new ArrayList<>(2);
        endpoints.add(new Endpoint.Inet(IpAddress.LOOPBACK_V4, port));
        if (hasIpv6(system)) {
            endpoints.add(new Endpoint.Inet(IpAddress.LOOPBACK_V6, port));
        }
        return endpoints;
    }

    /** Whether ::1 can be bound: the family may be compiled out, or be there and switched off (disable_ipv6). */
    static boolean hasIpv6(OperatingSystem system) {
        Sockets sockets = system.sockets("server", CallSink.NONE);
        if (!sockets.families().contains(Family.INET6)) {
            return false;
        }
        try {
            int fd = sockets.socket(Family.INET6, true);
            try {
                sockets.set(fd, SocketOption.IPV6_V6ONLY, 1);
                sockets.bind(fd, new Endpoint.Inet(IpAddress.LOOPBACK_V6, 0));
                return true;
            } finally {
                sockets.close(fd);
            }
        } catch (SyscallException none) {
            return false;
        }
    }

    /**
     * The Unix path: {@code $XDG_RUNTIME_DIR/socketlab/lab.sock}, else {@code socketlab-UID/lab.sock} in the temporary
     * folder; {@code lab-PID.sock} where another lab is live there. Makes the folder, 0700, where it is missing.
     *
     * <p>An XDG_RUNTIME_DIR that is not ours, as su leaves it behind, counts as none.
     *
     * @param environment as {@link System#getenv()}
     * @param temporary the system's temporary folder
     * @throws ServerRefusal where the folder is another user's, or others may enter it
     */
    public static Endpoint.Unix unixPath(OperatingSystem system, Map<String, String> environment, Path temporary)
            throws ServerRefusal {
        Path usual = folder(system, environment, temporary).resolve(FILE);
        return live(system, usual)
                ? unixPath(system, environment, temporary, system.pid())
                : new Endpoint.Unix(usual.toAbsolutePath().toString());
    }

    /** The Unix path that only the lab of that pid uses, in the same folder. */
    public static Endpoint.Unix unixPath(
            OperatingSystem system, Map<String, String> environment, Path temporary, int pid) throws ServerRefusal {
        Path path = folder(system, environment, temporary).resolve("lab-" + pid + ".sock");
        return new Endpoint.Unix(path.toAbsolutePath().toString());
    }

    /**
     * Takes the folder of {@link #unixPath} away where it is empty: at the end of a lab, after its servers'. A lab that
     * runs on makes it again when it needs it.
     */
    public static void leaveFolder(OperatingSystem system, Map<String, String> environment, Path temporary) {
        SocketFolder.leave(folderName(system, environment, temporary), system.uid());
    }

    private static Path folder(OperatingSystem system, Map<String, String> environment, Path temporary)
            throws ServerRefusal {
        Path folder = folderName(system, environment, temporary);
        SocketFolder.makePrivate(folder, system.uid());
        return folder;
    }

    private static Path folderName(OperatingSystem system, Map<String, String> environment, Path temporary) {
        return ownRuntimeFolder(system, environment)
                .map(runtime -> runtime.resolve(SocketFolder.NAME))
                .orElseGet(() -> temporary.resolve(SocketFolder.NAME + "-" + system.uid()));
    }

    private static Optional<Path> ownRuntimeFolder(OperatingSystem system, Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!named.startsWith("/")) { // XDG base directories: a relative path is invalid and ignored
            return Optional.empty();
        }
        try {
            Path folder = Path.of(named);
            return Stat.of(folder)
                    .filter(stat -> stat.folder() && stat.uid() == system.uid())
                    .map(_ -> folder);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean live(OperatingSystem system, Path path) throws ServerRefusal {
        try {
            Optional<Stat> there = Stat.ofName(path);
            return there.isPresent()
                    && there.get().socket()
                    && SocketFile.probe(system.sockets("server", CallSink.NONE), path) == SocketFile.Life.LIVE;
        } catch (SyscallException e) {
            throw ServerRefusal.of(e, path);
        } catch (IOException e) {
            throw SocketFolder.unreadable(path, e);
        }
    }
}
