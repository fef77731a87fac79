package org.socketlab.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.socketlab.model.Endpoint;
import org.socketlab.model.IpAddress;
import org.socketlab.model.Refusal;

/**
 * HOST:PORT as a person gives it, on the command line or in the window: a name, an IPv4 literal, or an IPv6 literal in brackets.
 *
 * @param host without brackets
 */
public record HostPort(String host, int port) {
    private static final int LAST_PORT = 65_535;

    /**
     * Reads HOST:PORT.
     *
     * @throws IllegalArgumentException where it is none; its message says in one sentence why
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw wrong(text, "it is not of the form HOST:PORT; write 127.0.0.1:1208, [::1]:1208 or localhost:1208");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.indexOf(':') >= 0 && !bracketed) {
            throw wrong(text, "an IPv6 address stands in brackets; write [::1]:1208");
        }
        if (host.indexOf('%') >= 0) {
            throw wrong(text, "the lab knows addresses without their zone; take ::1, or a global or IPv4 address");
        }
        return new HostPort(host, port(text, text.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || Integer.parseInt(digits) > LAST_PORT) {
            throw wrong(text, "a port is a number from 0 to 65535, and \"" + digits + "\" is not");
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("\"" + text + "\" names no place to connect or listen at: " + why);
    }

    /**
     * The address that the host's name stands for, the first where there are several.
     *
     * @throws UnknownHost where the name is not known
     */
    public Endpoint.Inet resolve() throws UnknownHost {
        return endpoints().getFirst();
    }

    /**
     * All addresses that the host's name stands for, in the order in which the system's resolver prefers them; the
     * resolver is asked only for names. Blocks for as long as the resolver does, so not for the JavaFX thread.
     *
     * @throws UnknownHost where the name is not known
     */
    public List<Endpoint.Inet> endpoints() throws UnknownHost {
        try {
            return List.of(new Endpoint.Inet(IpAddress.parse(host), port));
        } catch (IllegalArgumentException aName) {
            return lookUp();
        }
    }

    private List<Endpoint.Inet> lookUp() throws UnknownHost {
        List<Endpoint.Inet> endpoints = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                endpoints.add(new Endpoint.Inet(IpAddress.of(address.getAddress()), port));
            }
        } catch (UnknownHostException e) {
            throw new UnknownHost(host);
        }
        return endpoints;
    }

    /** No address is found for a host's name. */
    public static final class UnknownHost extends Exception {
        private static final long serialVersionUID = 1;

        private final String host;

        UnknownHost(String host) {
            super("no address is found for " + host);
            this.host = host;
        }

        /** The same as a person is told it. */
        public Refusal refusal() {
            return Refusal.of("client.unknown-host", "", host);
        }
    }
}
