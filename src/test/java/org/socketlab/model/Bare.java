package org.socketlab.model;

import java.util.List;
import java.util.OptionalLong;

/** Sockets with nothing in them but what a test speaks of. */
public final class Bare {
    private Bare() {}

    public static SocketId tcp(long cookie) {
        return new SocketId(Protocol.TCP, cookie);
    }

    public static SocketId unix(long cookie) {
        return new SocketId(Protocol.UNIX, cookie);
    }

    /** @param remote empty where there is none */
    public static KernelSocket tcp(SocketId id, TcpState state, String local, String remote, long inode) {
        return socket(id, Family.INET, state, Endpoint.parse(local), Endpoint.parse(remote), inode, 0);
    }

    /** @param peer the other end's inode */
    public static KernelSocket unix(SocketId id, UnixState state, String name, long inode, long peer) {
        return socket(id, Family.UNIX, state, new Endpoint.Unix(name), Endpoint.NONE, inode, peer);
    }

    private static KernelSocket socket(
            SocketId id, Family family, SocketState state, Endpoint local, Endpoint remote, long inode, long peer) {
        return new KernelSocket(
                id,
                family,
                SocketType.STREAM,
                state,
                local,
                remote,
                inode,
                peer,
                1_000,
                0,
                0,
                OptionalLong.empty(),
                List.of(),
                false,
                TcpInfo.NONE,
                "");
    }
}
