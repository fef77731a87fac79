package org.socketlab.picture.tools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Owner;
import org.socketlab.model.Protocol;
import org.socketlab.model.TcpState;

/**
 * Sockets as {@code lsof -nP -iTCP} and {@code lsof -U} print them (lsof 4.95, LC_ALL=C): a line for each fd that holds
 * one, by pid and fd. Pure.
 */
public final class LsofTable {
    /** lsof's default for {@code +c}. */
    private static final int COMMAND = 9;

    private static final int HIGHEST_FD = 9_999;

    private record Line(
            String command, int pid, String user, int fd, String type, String device, String node, String name) {}

    private LsofTable() {}

    /** TCP sockets; lsof knows none that is only bound or nobody's. Empty where there are none. */
    public static String tcp(List<KernelSocket> sockets) {
        return table(
                sockets, socket -> socket.protocol() == Protocol.TCP && socket.state() != TcpState.CLOSED, socket -> {
                    String type = socket.family() == Family.INET6 ? "IPv6" : "IPv4";
                    return new Line("", 0, "", 0, type, String.valueOf(socket.inode()), "TCP", name(socket));
                });
    }

    /**
     * Unix sockets.
     *
     * @param addresses the first column of /proc/net/unix by inode; where one is missing, zeros stand for it, as the
     *     kernel itself prints where it tells nobody (kptr_restrict)
     */
    public static String unix(List<KernelSocket> sockets, Map<Long, String> addresses) {
        return table(
                sockets,
                socket -> socket.protocol() == Protocol.UNIX,
                socket -> new Line(
                        "",
                        0,
                        "",
                        0,
                        "unix",
                        "0x" + addresses.getOrDefault(socket.inode(), "0".repeat(16)),
                        String.valueOf(socket.inode()),
                        path(socket.local()) + "type=" + socket.type() + " ("
                                + socket.state().name() + ")"));
    }

    private static String table(
            List<KernelSocket> sockets, Predicate<KernelSocket> known, Function<KernelSocket, Line> face) {
        List<Line> lines = new ArrayList<>();
        for (KernelSocket socket : sockets) {
            if (known.test(socket)) {
                Line of = face.apply(socket);
                for (Owner owner : socket.owners()) {
                    lines.add(new Line(
                            owner.command(),
                            owner.pid(),
                            owner.user(),
                            owner.fd(),
                            of.type(),
                            of.device(),
                            of.node(),
                            of.name()));
                }
            }
        }
        lines.sort(Comparator.comparingInt(Line::pid).thenComparingInt(Line::fd));
        return lines.isEmpty() ? "" : print(lines);
    }

    private static String print(List<Line> lines) {
        int command = lines.stream()
                .mapToInt(line -> Math.min(COMMAND, Escapes.columns(line.command())))
                .reduce("COMMAND".length(), Math::max);
        int pid = width(lines, "PID", line -> String.valueOf(line.pid()));
        int user = width(lines, "USER", Line::user);
        int device = width(lines, "DEVICE", Line::device);
        int node = width(lines, "NODE", Line::node);
        String format =
                "%-" + command + "s %" + pid + "s %" + user + "s %4s%2s %4s %" + device + "s %8s %" + node + "s %s\n";
        StringBuilder text = new StringBuilder();
        text.append(format.formatted("COMMAND", "PID", "USER", "FD", "", "TYPE", "DEVICE", "SIZE/OFF", "NODE", "NAME"));
        for (Line line : lines) {
            text.append(format.formatted(
                    Escapes.command(line.command(), command),
                    line.pid(),
                    line.user(),
                    fd(line.fd()),
                    "u ",
                    line.type(),
                    line.device(),
                    "0t0",
                    line.node(),
                    line.name()));
        }
        return text.toString();
    }

    private static int width(List<Line> lines, String title, Function<Line, String> column) {
        return lines.stream().map(column).mapToInt(String::length).reduce(title.length(), Math::max);
    }

    /** Four columns are all there is: of higher ones lsof prints the last three digits. */
    private static String fd(int fd) {
        return fd <= HIGHEST_FD ? String.valueOf(fd) : "*%03d".formatted(fd % 1000);
    }

    private static String name(KernelSocket socket) {
        String ends = socket.remote().equals(Endpoint.NONE)
                ? end(socket.local())
                : end(socket.local()) + "->" + end(socket.remote());
        return ends + " (" + socket.state().name() + ")";
    }

    /** A v4-mapped address stands as plain IPv4, the wildcard as a star. */
    private static String end(Endpoint end) {
        return switch (end) {
            case Endpoint.Inet inet when inet.address().any() -> "*:" + inet.port();
            case Endpoint.Inet inet -> inet.normal().toString();
            case Endpoint.Unix unix -> unix.path();
        };
    }

    /** lsof reads names from /proc/net/unix by blanks and lines (get_fields() in lsof 4.95), so it shows one up to the first. */
    private static String path(Endpoint local) {
        String first = local.toString().split("[ \t\n]", 2)[0];
        return first.isEmpty() ? "" : Escapes.of(first) + " ";
    }
}
