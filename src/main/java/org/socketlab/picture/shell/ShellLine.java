package org.socketlab.picture.shell;

import org.socketlab.model.Endpoint;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpState;
import org.socketlab.picture.Selection;

/** Finds the command that shows the same as the selection, and is right when it is run (ss(8), lsof(8), proc(5)). */
public final class ShellLine {
    private ShellLine() {}

    /** Which view asks, because each shows another side of the selection. */
    public enum Side {
        SOCKETS,
        CALLS,
        FDS,
        TOOLS,
        BYTES
    }

    /** The command for a selection as of this moment. */
    public static String of(Selection selection, LabState state, Side side) {
        return switch (selection) {
            case Selection.Pair(SocketId client, SocketId server) ->
                side == Side.FDS ? fds(state, client) : pair(state, client, server);
            case Selection.Socket(SocketId id) -> side == Side.FDS ? fds(state, id) : one(state, id);
            case Selection.Process(int pid) -> process(pid, side);
            case Selection.Fd(int pid, int fd) -> "lsof -nP -p " + pid + " -a -d " + fd;
        };
    }

    /** The command where nothing is selected: all that the lab's own process holds. */
    public static String ofAll(LabState state, Side side) {
        return process(state.self(), side);
    }

    private static String process(int pid, Side side) {
        return switch (side) {
            case FDS -> "ls -l /proc/" + pid + "/fd";
            case CALLS, BYTES -> "strace -f -tt -T -e trace=%net,read,write,close -p " + pid;
            case SOCKETS, TOOLS -> "lsof -nP -i -a -p " + pid;
        };
    }

    private static String fds(LabState state, SocketId id) {
        SeenSocket seen = state.sockets().get(id);
        return seen == null || seen.socket().owners().isEmpty()
                ? process(state.self(), Side.FDS)
                : "lsof -nP -p " + seen.socket().owners().getFirst().pid() + " -a -d "
                        + seen.socket().owners().getFirst().fd();
    }

    private static String pair(LabState state, SocketId client, SocketId server) {
        SeenSocket seen = state.sockets().get(client);
        return seen != null ? one(state, client) : one(state, server);
    }

    private static String one(LabState state, SocketId id) {
        SeenSocket seen = state.sockets().get(id);
        if (seen == null) {
            return "ss -tanp";
        }
        KernelSocket socket = seen.socket();
        return switch (socket.local()) {
            case Endpoint.Inet local -> inet(socket, local);
            case Endpoint.Unix local -> unix(socket, local);
        };
    }

    /** ss filters by either end; the client's port alone tells a connection from every other to the same server. */
    private static String inet(KernelSocket socket, Endpoint.Inet local) {
        if (socket.state() == TcpState.LISTEN) {
            return "ss -tlnp \"sport = :" + local.port() + "\"";
        }
        if (socket.remote() instanceof Endpoint.Inet remote && remote.port() != 0) {
            int port = Math.max(local.port(), remote.port());
            return "ss -tanoi \"sport = :" + port + " or dport = :" + port + "\"";
        }
        return "ss -tanp \"sport = :" + local.port() + "\"";
    }

    private static String unix(KernelSocket socket, Endpoint.Unix local) {
        if (socket.state().listens() && !local.path().isEmpty()) {
            return "ss -xlp src " + quoted(local.path());
        }
        return socket.inode() == 0 ? "ss -xp" : "ss -xp | grep -w " + socket.inode();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
