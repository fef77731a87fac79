package org.socketlab.observe;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.socketlab.model.Endpoint;
import org.socketlab.model.KernelSocket;

/**
 * Which sockets the observer is to tell of.
 *
 * @param ports every TCP socket with one of these ports at either end, and whatever listens there
 * @param remotes every TCP connection to one of these endpoints, both ends: for consoles connected elsewhere
 * @param paths every Unix socket with one of these names, or connected to it; {@code @} begins an abstract name
 */
public record Watch(Set<Integer> ports, Set<Endpoint.Inet> remotes, Set<String> paths) {
    public static final Watch NOTHING = new Watch(Set.of(), Set.of(), Set.of());

    public Watch {
        ports = Set.copyOf(ports);
        remotes = Set.copyOf(remotes);
        paths = Set.copyOf(paths);
    }

    /** All that meets these listeners, and the connections to these other endpoints. */
    public static Watch of(Collection<Endpoint> listeners, Collection<Endpoint> elsewhere) {
        Set<Integer> ports = new TreeSet<>();
        Set<Endpoint.Inet> remotes = new HashSet<>();
        Set<String> paths = new TreeSet<>();
        for (Endpoint listener : listeners) {
            switch (listener) {
                case Endpoint.Inet inet -> ports.add(inet.port());
                case Endpoint.Unix unix -> paths.add(unix.path());
            }
        }
        for (Endpoint end : elsewhere) {
            switch (end) {
                case Endpoint.Inet inet -> remotes.add(inet.normal());
                case Endpoint.Unix unix -> paths.add(unix.path());
            }
        }
        ports.remove(0);
        paths.remove("");
        return new Watch(ports, remotes, paths);
    }

    /** The ports to ask the kernel for, ascending. */
    List<Integer> asked() {
        Set<Integer> asked = new TreeSet<>(ports);
        for (Endpoint.Inet remote : remotes) {
            asked.add(remote.port());
        }
        return List.copyOf(asked);
    }

    /** Whether a TCP socket is one of these. */
    boolean covers(KernelSocket socket) {
        return covers(socket.local(), socket.remote());
    }

    /** Whether a TCP socket with these ends is. */
    boolean covers(Endpoint local, Endpoint remote) {
        return port(local) || port(remote) || remotes.contains(normal(local)) || remotes.contains(normal(remote));
    }

    private boolean port(Endpoint end) {
        return end instanceof Endpoint.Inet inet && ports.contains(inet.port());
    }

    private static Endpoint normal(Endpoint end) {
        return end instanceof Endpoint.Inet inet ? inet.normal() : end;
    }

    /** Whether a Unix socket has one of the names, or is connected to one. */
    boolean named(KernelSocket socket) {
        return paths.contains(socket.local().toString())
                || paths.contains(socket.remote().toString());
    }
}
