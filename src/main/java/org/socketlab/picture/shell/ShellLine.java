package org.socketlab.picture.shell;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.socketlab.lab.Network;
import org.socketlab.model.Endpoint;
import org.socketlab.model.IpAddress;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.OwnFds;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpState;
import org.socketlab.picture.Selection;
import org.socketlab.picture.diagram.Connection;

/**
 * Finds the command that shows the same as the selection, and is right when it is run (ss(8), lsof(8), strace(1),
 * proc(5)). Pure.
 */
public final class ShellLine {
    private static final String TRACE = "strace -f -tt -T -e trace=%net,read,write,close";

    /** A link of /proc that points to one thing alone, not to one of a kind as anon_inode:[eventfd] does. */
    private static final Pattern NAMES_ONE = Pattern.compile("(socket|pipe):\\[[1-9]\\d*]");

    private ShellLine() {}

    /** Which view asks, because each shows another side of the selection. */
    public enum Side {
        SOCKETS,
        STATES,
        CALLS,
        FDS,
        TOOLS,
        BYTES
    }

    /** An fd, and what it points to as its link in /proc says. */
    private record Hold(int pid, int fd, String target) {}

    /** The command for a selection as of this moment. */
    public static String of(Selection selection, LabState state, Side side) {
        return Network.prefix(state) + here(selection, state, side);
    }

    private static String here(Selection selection, LabState state, Side side) {
        if (selection instanceof Selection.Process(int pid)) {
            return process(pid, side);
        }
        List<Hold> holders = holders(selection, state);
        int pid = holders.isEmpty() ? state.self() : holders.getFirst().pid();
        return switch (side) {
            case SOCKETS, STATES, TOOLS -> socket(selection, state);
            case FDS ->
                holders.isEmpty()
                        ? process(pid, Side.FDS)
                        : "lsof -nP -p " + pid + " -a -d " + holders.getFirst().fd();
            case CALLS -> holders.isEmpty() ? process(pid, side) : TRACE + of(holders);
            case BYTES -> holders.isEmpty() ? process(pid, side) : bytes(holders);
        };
    }

    /** The commands that connect to what is selected from outside the lab (nc(1), telnet(1)); none where it does not listen. */
    public static List<String> connecting(Selection selection, LabState state) {
        return Connection.sockets(selection, state).stream()
                .flatMap(id -> seen(state, id).stream())
                .filter(socket -> socket.state().listens())
                .flatMap(socket -> connecting(socket.local()).stream())
                .map(line -> Network.prefix(state) + line)
                .toList();
    }

    private static List<String> connecting(Endpoint at) {
        return switch (at) {
            case Endpoint.Inet inet -> {
                IpAddress own = inet.address().v6() ? IpAddress.LOOPBACK_V6 : IpAddress.LOOPBACK_V4;
                String to = (inet.address().any() ? own : inet.address()) + " " + inet.port();
                yield List.of("nc " + to, "telnet " + to);
            }
            case Endpoint.Unix unix
            when unix.spellable() && !unix.abstractName() && !unix.path().isEmpty() ->
                List.of("nc -U '" + unix.path().replace("'", "'\\''") + "'");
            case Endpoint.Unix _ -> List.of();
        };
    }

    /** The command where nothing is selected: all that the lab's own processes hold, or all that its TCP ports take part in. */
    public static String ofAll(LabState state, Side side) {
        String ports = state.listeners().keySet().stream()
                .flatMap(key -> key.endpoint() instanceof Endpoint.Inet inet ? Stream.of(inet.port()) : Stream.empty())
                .distinct()
                .sorted()
                .map(port -> "sport = :" + port + " or dport = :" + port)
                .collect(Collectors.joining(" or "));
        return Network.prefix(state)
                + (side == Side.STATES && !ports.isEmpty() ? "ss -tan \"" + ports + "\"" : ofAll(side, state));
    }

    /** The lab's processes together, where a command takes more than one. */
    private static String ofAll(Side side, LabState state) {
        Stream<String> pids = OwnFds.of(state).pids().map(String::valueOf);
        return switch (side) {
            case SOCKETS, TOOLS -> "lsof -nP -i -a -p " + pids.collect(Collectors.joining(","));
            case CALLS, BYTES -> TRACE + pids.map(pid -> " -p " + pid).collect(Collectors.joining());
            case FDS, STATES -> process(state.self(), side);
        };
    }

    private static String process(int pid, Side side) {
        return switch (side) {
            case FDS -> "ls -l /proc/" + pid + "/fd";
            case CALLS, BYTES -> TRACE + " -p " + pid;
            case SOCKETS, TOOLS -> "lsof -nP -i -a -p " + pid;
            case STATES -> "ss -tanp | grep pid=" + pid + ",";
        };
    }

    /** strace prints what read and write carry as hex and text, of these fds alone. */
    private static String bytes(List<Hold> holders) {
        String fds = distinct(holders, hold -> String.valueOf(hold.fd())).collect(Collectors.joining(","));
        return "strace -f -e trace=%net,read,write -e read=" + fds + " -e write=" + fds + of(holders);
    }

    /** strace follows what an fd points to by its link's words, and whoever holds it by pid; of both ends where there are two. */
    private static String of(List<Hold> holders) {
        boolean each = holders.stream()
                .allMatch(hold -> NAMES_ONE.matcher(hold.target()).matches());
        Stream<String> targets = each ? distinct(holders, hold -> " -P '" + hold.target() + "'") : Stream.empty();
        return Stream.concat(targets, distinct(holders, hold -> " -p " + hold.pid()))
                .collect(Collectors.joining());
    }

    private static Stream<String> distinct(List<Hold> holders, Function<Hold, String> word) {
        return holders.stream().map(word).distinct();
    }

    /** Who holds what is selected, as far as that is known; the client's before the server's. */
    private static List<Hold> holders(Selection selection, LabState state) {
        return switch (selection) {
            case Selection.Fd(int pid, int fd) -> List.of(new Hold(pid, fd, target(pid, fd, state)));
            case Selection.Pair(SocketId client, SocketId server) -> holding(state, client, server);
            case Selection.Socket(SocketId id) -> holding(state, id);
            case Selection.Happening(Selection within, Optional<SocketId> id, List<Long> _) ->
                id.map(one -> holding(state, one)).orElseGet(() -> holders(within, state));
            case Selection.Process _ -> List.of();
        };
    }

    private static List<Hold> holding(LabState state, SocketId... ids) {
        return Stream.of(ids)
                .flatMap(id -> seen(state, id).stream())
                .flatMap(socket -> Stream.concat(rows(socket, state), owners(socket)))
                .distinct()
                .toList();
    }

    /** As the fd tables say, in which a call that made an fd stands before any look. */
    private static Stream<Hold> rows(KernelSocket socket, LabState state) {
        return state.processes().values().stream()
                .flatMap(process -> process.fds().values().stream()
                        .filter(row -> row.id().equals(Optional.of(socket.id()))
                                || socket.inode() != 0 && row.entry().target().equals(target(socket)))
                        .map(row -> new Hold(process.pid(), row.fd(), target(socket))));
    }

    private static Stream<Hold> owners(KernelSocket socket) {
        return socket.owners().stream().map(owner -> new Hold(owner.pid(), owner.fd(), target(socket)));
    }

    private static String target(KernelSocket socket) {
        return "socket:[" + socket.inode() + "]";
    }

    private static String target(int pid, int fd, LabState state) {
        return Optional.ofNullable(state.processes().get(pid))
                .flatMap(process -> Optional.ofNullable(process.fds().get(fd)))
                .map(seen -> seen.entry().target())
                .orElse("");
    }

    private static Optional<KernelSocket> seen(LabState state, SocketId id) {
        return Optional.ofNullable(state.sockets().get(id)).map(SeenSocket::socket);
    }

    private static String socket(Selection selection, LabState state) {
        return switch (selection) {
            case Selection.Pair(SocketId client, SocketId server) ->
                seen(state, client)
                        .or(() -> seen(state, server))
                        .map(ShellLine::one)
                        .orElse("ss -tanp");
            case Selection.Socket(SocketId id) ->
                seen(state, id).map(ShellLine::one).orElse("ss -tanp");
            case Selection.Fd(int pid, int fd) -> "lsof -nP -p " + pid + " -a -d " + fd;
            case Selection.Happening(Selection within, Optional<SocketId> id, List<Long> _) ->
                id.map(one -> socket(new Selection.Socket(one), state)).orElseGet(() -> socket(within, state));
            case Selection.Process(int pid) -> process(pid, Side.SOCKETS);
        };
    }

    private static String one(KernelSocket socket) {
        return switch (socket.local()) {
            case Endpoint.Inet local -> inet(socket, local);
            case Endpoint.Unix local -> unix(socket, local);
        };
    }

    /** Both ends of a connection have one line, which names both ports: each alone may serve in other connections too. */
    private static String inet(KernelSocket socket, Endpoint.Inet local) {
        if (socket.state() == TcpState.LISTEN) {
            return "ss -tlnp \"sport = :" + local.port() + "\"";
        }
        if (!(socket.remote() instanceof Endpoint.Inet remote) || remote.port() == 0) {
            return "ss -tanp \"sport = :" + local.port() + "\"";
        }
        int high = Math.max(local.port(), remote.port());
        int low = Math.min(local.port(), remote.port());
        return "ss -tanoi \"" + ports(high, low) + " or " + ports(low, high) + "\"";
    }

    /** In parentheses, for ss(8) binds neither of its words closer than the other. */
    private static String ports(int source, int destination) {
        return "( src :" + source + " dst :" + destination + " )";
    }

    /** ss takes a name by itself only where nothing in it is of meaning to ss; a socket before accept() has no inode. */
    private static String unix(KernelSocket socket, Endpoint.Unix local) {
        if (socket.state().listens() && !local.path().isEmpty()) {
            return local.path().matches("[A-Za-z0-9_./@-]+")
                    ? "ss -xlp src " + local.path()
                    : "ss -xlp | grep -F -- '" + local.path().replace("'", "'\\''") + "'";
        }
        return socket.inode() == 0 ? "ss -xp" : "ss -xp | grep -w " + socket.inode();
    }
}
