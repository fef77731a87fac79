package org.socketlab.ui;

import java.util.List;
import org.socketlab.model.Endpoint;
import org.socketlab.model.IpAddress;

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
