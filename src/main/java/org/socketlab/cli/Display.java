package org.socketlab.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.IpAddress;
import org.socketlab.model.Refusal;
import org.socketlab.os.CallSink;
import org.socketlab.os.Errno;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/**
 * Tells whether a window can be opened, before JavaFX tries: once its toolkit has failed to start, nothing can start it in
 * the same process, not even without a display.
 *
 * <p>Names of displays as X(7) has them, and the sockets behind them as xcb tries them: the abstract one, the file, TCP.
 */
final class Display {
    private static final Pattern NAME = Pattern.compile("(?:unix|([^/:]*|\\[[^]]*]))?:(\\d{1,5})(?:\\.\\d+)?");
    private static final String VARIABLE = "DISPLAY";
    private static final String SOCKET = "/tmp/.X11-unix/X";
    private static final int FIRST_PORT = 6_000; // of display 0, X(7)
    private static final String GTK = "libgtk-3.so.0"; // JavaFX's windows on Linux are GTK 3's

    private final Map<String, String> environment;
    private final OperatingSystem system;

    public Display(Map<String, String> environment, OperatingSystem system) {
        this.environment = Map.copyOf(environment);
        this.system = system;
    }

    /** Whether there is a name of a display at all. */
    public boolean named() {
        return !environment.getOrDefault(VARIABLE, "").isEmpty();
    }

    /** Why no window can be opened; empty where one can. Blocks while it connects to the X server. */
    public Optional<Refusal> refusal() {
        String name = environment.getOrDefault(VARIABLE, "");
        if (name.isEmpty()) {
            return Optional.of(Refusal.of("display.none", ""));
        }
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.of(Refusal.of("display.malformed", "", name));
        }
        String host = Optional.ofNullable(parts.group(1)).orElse("");
        List<Endpoint> candidates = candidates(host, Integer.parseInt(parts.group(2)));
        if (candidates.stream().noneMatch(Display::answers)) {
            int error = connect(candidates);
            if (error != 0) {
                return Optional.of(Refusal.of("display.silent", Errno.name(error), name, Errno.name(error)));
            }
        }
        return system.hasLibrary(GTK) ? Optional.empty() : Optional.of(Refusal.of("display.no-gtk", ""));
    }

    private static List<Endpoint> candidates(String host, int number) {
        List<Endpoint> candidates = new ArrayList<>();
        if (host.isEmpty()) {
            candidates.add(new Endpoint.Unix("@" + SOCKET + number));
            candidates.add(new Endpoint.Unix(SOCKET + number));
            return candidates;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                candidates.add(new Endpoint.Inet(IpAddress.of(address.getAddress()), FIRST_PORT + number));
            }
        } catch (UnknownHostException _) {
            // no candidate, which is told as a display that does not answer
        }
        return candidates;
    }

    /**
     * Asks by the JDK's channels, which are there at once: our own calls are being linked at this moment, for the lab, and
     * the window would wait for that. They know neither abstract names nor errno, so that a no here decides nothing.
     */
    private static boolean answers(Endpoint candidate) {
        try (SocketChannel _ = SocketChannel.open(
                switch (candidate) {
                    case Endpoint.Unix(String path) -> UnixDomainSocketAddress.of(path);
                    case Endpoint.Inet(IpAddress address, int port) ->
                        new InetSocketAddress(address.toInetAddress(), port);
                })) {
            return true;
        } catch (IOException no) {
            return false;
        }
    }

    /** 0 once one of them answers, else the last one's errno. */
    private int connect(List<Endpoint> candidates) {
        int error = Errno.EHOSTUNREACH.number();
        for (Endpoint candidate : candidates) {
            error = connect(candidate);
            if (error == 0) {
                return 0;
            }
        }
        return error;
    }

    private int connect(Endpoint target) {
        Sockets sockets = system.sockets("display", CallSink.NONE);
        try {
            int fd = sockets.socket(family(target), false);
            try {
                return -sockets.connect(fd, target);
            } finally {
                sockets.close(fd);
            }
        } catch (SyscallException e) {
            return e.errno();
        }
    }

    private static Family family(Endpoint target) {
        return switch (target) {
            case Endpoint.Unix _ -> Family.UNIX;
            case Endpoint.Inet(IpAddress address, int _) -> address.v6() ? Family.INET6 : Family.INET;
        };
    }
}
