package org.socketlab.model;

import java.util.List;
import java.util.OptionalLong;

/**
 * A socket as the kernel reported it in one look.
 *
 * @param inode 0 where the kernel gives none: before accept(), orphaned, TIME_WAIT
 * @param peer the inode of the other end of a Unix connection, 0 where there is none
 * @param uid the user that made it
 * @param recvQ bytes that wait to be read; on LISTEN the length of the accept queue
 * @param sendQ bytes not yet acknowledged; on LISTEN the backlog
 * @param expires milliseconds until the timer runs out (TIME_WAIT, retransmission), empty where none runs
 * @param owners who holds it open, as far as that may be read
 * @param ownersHidden whether it has an inode but its owner may not be read
 * @param network the network namespace where it is not the host's, else empty
 */
public record KernelSocket(
        SocketId id,
        Family family,
        SocketType type,
        SocketState state,
        Endpoint local,
        Endpoint remote,
        long inode,
        long peer,
        int uid,
        long recvQ,
        long sendQ,
        OptionalLong expires,
        List<Owner> owners,
        boolean ownersHidden,
        TcpInfo tcpInfo,
        String network) {

    public KernelSocket {
        owners = List.copyOf(owners);
    }

    public Protocol protocol() {
        return id.protocol();
    }

    public FiveTuple tuple() {
        return new FiveTuple(protocol(), local, remote);
    }

    /** The local port, or -1 for a socket that has none. */
    public int localPort() {
        return port(local);
    }

    /** The remote port, or -1 for a socket that has none. */
    public int remotePort() {
        return port(remote);
    }

    private static int port(Endpoint end) {
        return end instanceof Endpoint.Inet inet ? inet.port() : -1;
    }

    /**
     * Whether it is a Unix client in its listener's accept queue: connected, and no end is its peer yet. Its remote name
     * is then the listener's, because the kernel lists its inode there (UNIX_DIAG_ICONS).
     */
    public boolean queued() {
        return state == UnixState.CONNECTED && peer == 0 && !remote.equals(Endpoint.NONE);
    }

    /** The same socket with other owners. */
    public KernelSocket ownedBy(List<Owner> owners, boolean hidden) {
        return with(state, remote, owners, hidden, tcpInfo, network);
    }

    /** The same socket, seen in a network namespace of that name. */
    public KernelSocket inNetwork(String name) {
        return with(state, remote, owners, ownersHidden, tcpInfo, name);
    }

    /** The same socket in another state; for what a call's own return says between two looks. */
    public KernelSocket in(SocketState now) {
        return with(now, remote, owners, ownersHidden, tcpInfo, network);
    }

    /** The same socket with the name of its other end, which the kernel tells elsewhere. */
    public KernelSocket toward(Endpoint end) {
        return with(state, end, owners, ownersHidden, tcpInfo, network);
    }

    /** The same socket without what only TCP tells of it. */
    public KernelSocket withoutTcpInfo() {
        return with(state, remote, owners, ownersHidden, TcpInfo.NONE, network);
    }

    private KernelSocket with(
            SocketState now, Endpoint end, List<Owner> holders, boolean hidden, TcpInfo info, String where) {
        return new KernelSocket(
                id, family, type, now, local, end, inode, peer, uid, recvQ, sendQ, expires, holders, hidden, info,
                where);
    }
}
