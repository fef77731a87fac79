package org.socketlab.model;

/**
 * A socket's identity for all its life: its protocol and the kernel's cookie (SO_COOKIE, sock_diag's idiag_cookie).
 *
 * <p>Not the inode: that is 0 before accept() and after close(). The cookie lives from SYN_RECV through TIME_WAIT. It
 * is given at the first query, so it says nothing about the order of creation.
 *
 * @param cookie unsigned 64 bits, never 0 for a socket that was seen
 */
public record SocketId(Protocol protocol, long cookie) {
    /** The id of a text such as {@code tcp/8001}; throws IllegalArgumentException for any other. */
    public static SocketId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a socket id: " + text);
        }
        return new SocketId(Protocol.of(text.substring(0, slash)), Long.parseUnsignedLong(text.substring(slash + 1)));
    }

    // Maps of sockets are read some ten thousand times a frame: a record's own two go through method handles.
    @Override
    public boolean equals(Object other) {
        return other instanceof SocketId(Protocol kind, long number) && cookie == number && protocol == kind;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(cookie) + protocol.ordinal();
    }

    @Override
    public String toString() {
        return protocol.word() + "/" + Long.toUnsignedString(cookie);
    }
}
