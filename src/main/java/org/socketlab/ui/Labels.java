package org.socketlab.ui;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.socketlab.model.Endpoint;
import org.socketlab.model.IpAddress;
import org.socketlab.model.LabState;

/** Short names that views show of what has a long one. */
public final class Labels {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

    private static final IpAddress ANY_V4 = IpAddress.parse("0.0.0.0");
    private static final IpAddress ANY_V6 = IpAddress.parse("::");

    private Labels() {}

    /** {@code localhost:1208}, {@code [::1]:1208}, {@code lab.sock}. */
    public static String of(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Inet inet when inet.address().equals(LOOPBACK) -> "localhost:" + inet.port();
            case Endpoint.Inet inet -> inet.toString();
            case Endpoint.Unix unix -> unix.path().substring(unix.path().lastIndexOf('/') + 1);
        };
    }

    /** Where servers listen: TCP before Unix, IPv4 before IPv6. */
    public static List<Endpoint> sorted(Collection<LabState.ListenerKey> listeners) {
        return listeners.stream()
                .map(LabState.ListenerKey::endpoint)
                .sorted(Comparator.comparing((Endpoint end) -> end instanceof Endpoint.Unix)
                        .thenComparing(end -> end instanceof Endpoint.Inet inet
                                && inet.address().v6())
                        .thenComparing(Endpoint::toString))
                .toList();
    }

    /** Whether other machines can reach a listener there: 0.0.0.0 or :: (ip(7), INADDR_ANY). */
    public static boolean everywhere(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Inet inet
                && (inet.address().equals(ANY_V4) || inet.address().equals(ANY_V6));
    }

    /** The port of the first that has one, else 0. */
    public static int port(List<Endpoint> endpoints) {
        return endpoints.stream()
                .filter(Endpoint.Inet.class::isInstance)
                .mapToInt(endpoint -> ((Endpoint.Inet) endpoint).port())
                .findFirst()
                .orElse(0);
    }
}
