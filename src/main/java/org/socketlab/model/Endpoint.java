package org.socketlab.model;

/**
 * One end that a socket is bound or connected to: address and port, or a Unix name.
 *
 * <p>The text is the one of facts and tools: {@code 127.0.0.1:1208}, {@code [::1]:1208}, a path, {@code @name} for an
 * abstract name, the empty text for none.
 */
public sealed interface Endpoint {
    /** An unnamed Unix socket, or an end that is not there. */
    Endpoint NONE = new Unix("");

    /**
     * An IP address and a port.
     *
     * @param port host order, 0 to 65535; 0 where the kernel shall pick or none is known
     */
    record Inet(IpAddress address, int port) implements Endpoint {
        public Inet {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("a port lies between 0 and 65535, not " + port);
            }
        }

        /** With a v4-mapped address as plain IPv4. */
        public Inet normal() {
            return address.mapped() ? new Inet(address.normal(), port) : this;
        }

        @Override
        public String toString() {
            return (address.v6() ? "[" + address + "]" : address.toString()) + ":" + port;
        }
    }

    /**
     * The name of a Unix socket.
     *
     * @param path a path in the file system, {@code @name} for an abstract one, empty for unnamed
     */
    record Unix(String path) implements Endpoint {
        /** Whether the name is abstract, that is in no file system (unix(7)). */
        public boolean abstractName() {
            return path.startsWith("@");
        }

        /**
         * Whether the text says all of the name. A name is bytes; what of them is no UTF-8 text stands as U+FFFD, and so
         * spelled it would be another's name.
         */
        public boolean spellable() {
            return path.indexOf('\uFFFD') < 0 && (abstractName() || path.indexOf('\0') < 0);
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /** The endpoint of a text as facts hold it; a text that is no literal HOST:PORT is a Unix name. */
    static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (text.startsWith("/") || text.startsWith("@") || colon < 1) {
            return new Unix(text);
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            return new Inet(IpAddress.parse(bracketed ? host.substring(1, host.length() - 1) : host), port);
        } catch (IllegalArgumentException notAnAddress) {
            return new Unix(text);
        }
    }
}
