package org.socketlab.os.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Bytes;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.FdEntry;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Limits;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Protocol;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpInfo;
import org.socketlab.os.Errno;
import org.socketlab.os.FdLink;
import org.socketlab.os.KernelView;
import org.socketlab.os.SegmentCapture;
import org.socketlab.os.SyscallException;

/**
 * Looks through netlink's sock_diag (TCP, Unix) and /proc; works for an ordinary user.
 *
 * <p>Netlink is opened with the first look, so that where it is forbidden all else still works.
 */
public final class LinuxKernelView implements KernelView {
    private static final byte[] NO_FILTER = {};

    private final ProcFds fds;
    private final Accounts users = Accounts.users();
    private final Accounts groups = Accounts.groups();
    /** Sockets bound to a network device are found by exact lookup only where it is named; there are few. */
    private final Map<FiveTuple, Integer> devices = new HashMap<>();

    private final String network;

    private @Nullable Netlink netlink;
    private boolean closed;

    /** @param own the pid of this process, which is in the host's network */
    public LinuxKernelView(int own) {
        this(own, "");
    }

    /** @param network the name of the network namespace that this process is in, empty for the host's */
    LinuxKernelView(int own, String network) {
        fds = new ProcFds(own);
        this.network = network;
    }

    private Netlink netlink() throws SyscallException {
        if (closed) {
            throw new SyscallException("sock_diag", Errno.EBADF.number());
        }
        Netlink open = netlink;
        if (open == null) {
            open = new Netlink();
            netlink = open;
        }
        return open;
    }

    @Override
    public Event.Looked look(Scope scope) throws SyscallException {
        List<KernelSocket> found = new ArrayList<>();
        boolean complete =
                switch (scope) {
                    case Scope.All() -> {
                        boolean tcp = tcp(InetDiag.ALL_STATES, NO_FILTER, found);
                        yield unix(found) && tcp;
                    }
                    case Scope.Of(Protocol protocol) -> all(protocol, found);
                    case Scope.Port(Protocol protocol, int port) ->
                        protocol != Protocol.TCP || tcp(InetDiag.ALL_STATES, PortFilter.bytecode(port), found);
                    case Scope.Listening() -> tcp(InetDiag.LISTENING, NO_FILTER, found);
                    case Scope.Tuples(List<FiveTuple> tuples) -> {
                        for (FiveTuple tuple : tuples) {
                            lookup(tuple).ifPresent(found::add);
                        }
                        yield true;
                    }
                    case Scope.Ids(List<SocketId> ids) -> ids(new HashSet<>(ids), found);
                    case Scope.Unwatched _ -> true; // not to look is all that it asks
                };
        found.replaceAll(this::placed);
        return new Event.Looked(scope, complete, found);
    }

    /** Netlink shows only sockets of the namespace in which it was opened. */
    private KernelSocket placed(KernelSocket socket) {
        return network.isEmpty() ? socket : socket.inNetwork(network);
    }

    private boolean all(Protocol protocol, List<KernelSocket> found) throws SyscallException {
        return switch (protocol) {
            case TCP -> tcp(InetDiag.ALL_STATES, NO_FILTER, found);
            case UNIX -> unix(found);
            case UDP, RAW, ICMP -> throw new SyscallException("sock_diag", Errno.EPROTONOSUPPORT.number());
        };
    }

    /** The kernel finds TCP sockets by tuple and Unix ones by inode, none by its cookie alone. */
    private boolean ids(Set<SocketId> ids, List<KernelSocket> found) throws SyscallException {
        boolean complete = true;
        for (Protocol protocol : Set.of(Protocol.TCP, Protocol.UNIX)) {
            if (ids.stream().anyMatch(id -> id.protocol() == protocol)) {
                complete &= all(protocol, found);
            }
        }
        found.removeIf(socket -> !ids.contains(socket.id()));
        return complete;
    }

    private boolean tcp(int states, byte[] filter, List<KernelSocket> found) throws SyscallException {
        return Dump.read(
                netlink()::ask,
                (request, sequence) -> InetDiag.dump(request, states, filter, sequence),
                found,
                (bytes, from, end, rows) -> {
                    Optional<KernelSocket> socket = InetDiag.socket(bytes, from, end);
                    socket.ifPresent(row -> {
                        rows.add(row);
                        rememberDevice(row, InetDiag.device(bytes, from));
                    });
                    return socket.isPresent();
                });
    }

    private void rememberDevice(KernelSocket socket, int device) {
        if (device != 0) {
            devices.put(socket.tuple(), device);
        }
    }

    private boolean unix(List<KernelSocket> found) throws SyscallException {
        List<UnixDiag.Row> rows = new ArrayList<>();
        boolean complete = Dump.read(netlink()::ask, UnixDiag::dump, rows, (bytes, from, end, into) -> {
            Optional<UnixDiag.Row> row = UnixDiag.row(bytes, from, end);
            row.ifPresent(into::add);
            return row.isPresent();
        });
        found.addAll(UnixDiag.joined(rows));
        return complete;
    }

    @Override
    public Optional<KernelSocket> lookup(FiveTuple tuple) throws SyscallException {
        if (tuple.protocol() == Protocol.TCP
                && tuple.local() instanceof Endpoint.Inet local
                && tuple.remote() instanceof Endpoint.Inet remote) {
            List<KernelSocket> found = new ArrayList<>(1);
            int device = devices.isEmpty() ? 0 : devices.getOrDefault(tuple, 0);
            netlink()
                    .ask(
                            (request, sequence) -> InetDiag.exact(request, local, remote, device, sequence),
                            (bytes, from, end) ->
                                    InetDiag.socket(bytes, from, end).ifPresent(found::add));
            if (!found.isEmpty() && InetDiag.is(found.getFirst(), tuple)) {
                return Optional.of(placed(found.getFirst()));
            }
            devices.remove(tuple);
            return Optional.empty();
        }
        return look(new Scope.Of(tuple.protocol())).sockets().stream()
                .filter(socket -> socket.tuple().equals(tuple))
                .findFirst();
    }

    @Override
    public List<Integer> pids() throws SyscallException {
        return ProcFs.pids();
    }

    @Override
    public Optional<ProcessView> process(int pid) {
        return ProcFs.process(pid).map(process -> new ProcessView(pid, process.command(), userName(process.uid())));
    }

    @Override
    public List<FdEntry> fds(int pid) throws SyscallException {
        return fds.read(pid);
    }

    @Override
    public List<FdLink> fdLinks(int pid) throws SyscallException {
        return FileStats.links(pid, fds.read(pid));
    }

    @Override
    public String commandLine(int pid) {
        try {
            return ProcFs.text(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException goneOrSecret) {
            return "";
        }
    }

    @Override
    public Limits limits(int pid) throws SyscallException {
        return ProcFs.limits(pid);
    }

    @Override
    public Event.SocketFile file(String path) throws SyscallException {
        return FileStats.socketFile(path);
    }

    @Override
    public String userName(int uid) {
        return users.name(uid);
    }

    @Override
    public String groupName(int gid) {
        return groups.name(gid);
    }

    /** Rows: {@code Num: RefCount Protocol Flags Type St Inode Path}, after a heading. */
    @Override
    public Map<Long, String> unixAddresses() throws SyscallException {
        try {
            Map<Long, String> addresses = new HashMap<>();
            for (String line : ProcFs.text(Path.of("/proc/net/unix")).split("\n")) {
                String[] fields = line.strip().split("\\s+", 8);
                if (fields.length > 6 && fields[0].endsWith(":")) {
                    addresses.put(Long.parseLong(fields[6]), fields[0].substring(0, fields[0].length() - 1));
                }
            }
            return addresses;
        } catch (IOException e) {
            throw ProcFs.failed(e);
        }
    }

    @Override
    public DestroyEvents destroyEvents() throws SyscallException {
        return new LinuxDestroyEvents();
    }

    @Override
    public SegmentCapture capture() throws SyscallException {
        return new LinuxCapture();
    }

    @Override
    public TcpInfo tcpInfo(int fd) throws SyscallException {
        Bytes raw = TcpOptions.read(fd, TcpOptions.TCP_INFO);
        return raw.length() == 0 ? TcpInfo.NONE : new TcpInfo(raw);
    }

    @Override
    public Bytes savedSyn(int fd) throws SyscallException {
        return TcpOptions.read(fd, TcpOptions.TCP_SAVED_SYN);
    }

    @Override
    public void close() {
        closed = true;
        Netlink open = netlink;
        if (open != null) {
            open.close();
        }
        fds.close();
    }
}
