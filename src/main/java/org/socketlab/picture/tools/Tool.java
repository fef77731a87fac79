package org.socketlab.picture.tools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.socketlab.model.Endpoint;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenConsole;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.OwnFds;
import org.socketlab.model.Owner;
import org.socketlab.model.Protocol;
import org.socketlab.picture.Selection;

/** A tool that shows the lab's sockets: the line to run, and what it prints at the moment of a state. Pure. */
public enum Tool {
    /** TCP sockets with a port of ours at either end, and those of consoles that talk to somewhere else. */
    LSOF_TCP("lsof -i") {
        @Override
        public String line(LabState state) {
            List<String> places = new ArrayList<>();
            String ports = joined(ports(state), ",");
            if (!ports.isEmpty()) {
                places.add("-iTCP:" + ports);
            }
            elsewhere(state).forEach(end -> places.add("-iTCP@" + end));
            return places.isEmpty() ? "lsof -nP -iTCP -a -p " + pids(state) : "lsof -nP " + String.join(" ", places);
        }

        @Override
        public String table(LabState state) {
            return LsofTable.tcp(sockets(state));
        }
    },
    /** Unix sockets of the lab's own processes; the kernel's addresses, which no look tells, are left out of both. */
    LSOF_UNIX("lsof -U") {
        @Override
        public String line(LabState state) {
            return "lsof -U -a -p " + pids(state) + " | sed 's/0x[0-9a-f]*/0x" + NO_ADDRESS + "/'";
        }

        @Override
        public String table(LabState state) {
            OwnFds fds = OwnFds.of(state);
            List<KernelSocket> own = new ArrayList<>();
            Map<Long, String> addresses = new HashMap<>();
            for (KernelSocket socket : sockets(state)) {
                List<Owner> owners = socket.owners().stream()
                        .filter(owner -> fds.own(owner.pid()))
                        .toList();
                if (socket.protocol() == Protocol.UNIX && !owners.isEmpty()) {
                    own.add(socket.ownedBy(owners, false));
                    addresses.put(socket.inode(), NO_ADDRESS);
                }
            }
            return LsofTable.unix(own, addresses);
        }
    },
    /** What listens on the lab's ports. */
    NETSTAT("netstat") {
        @Override
        public String line(LabState state) {
            String ports = joined(ports(state), "|");
            String rows = ports.isEmpty() ? "" : "|:(" + ports + ") ";
            return "netstat -ntlp | grep -E '^Active|^Proto" + rows + "'";
        }

        @Override
        public String table(LabState state) {
            Set<Integer> ports = ports(state);
            return NetstatTable.listening(
                    sockets(state).stream()
                            .filter(socket -> ports.contains(socket.localPort()))
                            .toList(),
                    Owner::command);
        }
    };

    /** As wide as what it stands for: %pK of a 64-bit kernel. */
    private static final String NO_ADDRESS = ".".repeat(16);

    /** The second and fourth column of lsof: PID and FD, with its mode. */
    private static final Pattern HELD = Pattern.compile("^\\S+ +(\\d+) +\\S+ +(\\d+)u ");

    private final String word;

    Tool(String word) {
        this.word = word;
    }

    /** What it is called on a button. */
    public String word() {
        return word;
    }

    /** The shell line that prints {@link #table} outside the lab. */
    public abstract String line(LabState state);

    /** What the tool prints of the sockets of this state (LC_ALL=C); empty where it prints nothing. */
    public abstract String table(LabState state);

    /** What a printed line is of: an fd, a listener; empty of a head, or of what the columns have no room to name. */
    public Optional<Selection> selects(String line, LabState state) {
        Matcher held = HELD.matcher(line);
        if (held.find()) {
            return Optional.of(new Selection.Fd(Integer.parseInt(held.group(1)), Integer.parseInt(held.group(2))));
        }
        return state.sockets().values().stream()
                .map(SeenSocket::socket)
                .filter(socket -> socket.state().listens())
                .filter(socket -> NetstatTable.listening(List.of(socket), Owner::command)
                        .lines()
                        .anyMatch(row ->
                                row.contains(" LISTEN ") && row.stripTrailing().equals(line)))
                .findFirst()
                .map(socket -> new Selection.Socket(socket.id()));
    }

    /** Listeners first, then by inode: in the order in which they were made. */
    private static List<KernelSocket> sockets(LabState state) {
        return state.sockets().values().stream()
                .map(SeenSocket::socket)
                .sorted(Comparator.comparing(
                                (KernelSocket socket) -> !socket.state().listens())
                        .thenComparingLong(KernelSocket::inode))
                .toList();
    }

    private static Set<Integer> ports(LabState state) {
        Set<Integer> ports = new TreeSet<>();
        for (LabState.ListenerKey key : state.listeners().keySet()) {
            if (key.endpoint() instanceof Endpoint.Inet inet) {
                ports.add(inet.port());
            }
        }
        return ports;
    }

    private static List<Endpoint.Inet> elsewhere(LabState state) {
        Set<Integer> ports = ports(state);
        return state.consoles().values().stream()
                .map(SeenConsole::target)
                .filter(Endpoint.Inet.class::isInstance)
                .map(target -> ((Endpoint.Inet) target).normal())
                .filter(target -> !ports.contains(target.port()))
                .distinct()
                .sorted(Comparator.comparing(Endpoint.Inet::toString))
                .toList();
    }

    /** The lab's processes, as lsof takes them. */
    private static String pids(LabState state) {
        return OwnFds.of(state).pids().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String joined(Set<Integer> ports, String between) {
        return String.join(between, ports.stream().map(String::valueOf).toList());
    }
}
