package org.socketlab.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.Family;
import org.socketlab.model.FdEntry;
import org.socketlab.model.Framing;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.Limits;
import org.socketlab.model.Owner;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Protocol;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketStage;
import org.socketlab.model.SocketState;
import org.socketlab.model.SocketType;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/** A session told as the facts that the real lab would tell, for tests of pictures: no clock, no kernel. */
public final class Session implements History {
    public static final int SELF = 4711;
    /** The servers' own process, where they have one. */
    public static final int SERVERS = 4720;

    public static final String PATH = "/run/user/1000/socketlab/lab.sock";
    public static final int PORT = 1208;
    private static final int CLIENT_PORTS = 35_120;

    private final List<Fact> facts = new ArrayList<>();
    private final List<LabState> states = new ArrayList<>();
    private final Map<SocketId, KernelSocket> kernel = new LinkedHashMap<>();
    private final Map<Integer, FdEntry> ownFds = new LinkedHashMap<>();
    private final Map<String, Integer> fdOf = new HashMap<>();
    private final Map<String, SocketId> idOf = new HashMap<>();
    private LabState state = LabState.empty(SELF);
    private final Map<SocketId, Long> untils = new HashMap<>();
    private long t;
    private long calls;
    private long cookies = 8000;
    private long inodes = 91_000;
    private int ports = CLIENT_PORTS;
    private int nextFd = 38;
    private boolean capturing;
    private boolean apart;
    private final Set<Integer> serverFds = new HashSet<>();
    /** The next sequence number of each end, by its endpoint. */
    private final Map<Endpoint, Long> numbers = new HashMap<>();

    /** The servers up, on both loopbacks and the Unix path, with their first facts. */
    public static Session started() {
        Session session = new Session();
        session.begin();
        return session;
    }

    /** The same, the servers in a process of their own. */
    public static Session apart() {
        Session session = new Session();
        session.apart = true;
        session.tell(new Event.ProcessSeen(new ProcessView(SERVERS, "socketlab", "ann"), true, OptionalInt.empty()));
        session.tell(new Event.LimitsRead(new Limits(SERVERS, 64, 1_048_576, 32_768, 60_999)));
        session.tell(new Event.Called(++session.calls, SocketCall.epoll_create1, List.of(), -1, "servers", "server"));
        session.tell(new Event.Returned(session.calls, 7, "", List.of(), Optional.empty(), Bytes.NONE, 0));
        session.begin();
        return session;
    }

    /** SIGKILL to the servers' own process: the kernel closes all it had, and their clients read its end. */
    public Session killed() {
        tell(new Event.ProcessSeen(new ProcessView(SERVERS, "socketlab", "ann"), false, OptionalInt.of(9)));
        kernel.values().removeIf(socket -> socket.state().listens() || ofServers(socket.id()));
        kernel.replaceAll((_, socket) -> socket.protocol() == Protocol.TCP ? socket.in(TcpState.CLOSE_WAIT) : socket);
        ownFds.keySet().removeAll(serverFds);
        serverFds.clear();
        apart = false;
        return look();
    }

    private boolean ofServers(SocketId id) {
        return idOf.entrySet().stream()
                .anyMatch(named ->
                        named.getKey().startsWith("for ") && named.getValue().equals(id));
    }

    /** From now on a capture sees every segment, and stands for those of connections opened from now on. */
    public Session capturing() {
        capturing = true;
        return this;
    }

    /** A segment from one end of a connection to the other, seen by the capture. */
    public Session segment(String from, String flags, String payload) {
        KernelSocket socket = kernel.get(idOf.get(from));
        return segment(socket.local(), socket.remote(), flags, payload, 512, false);
    }

    /** The same bytes, SYN or FIN once more. */
    public Session again(String from, String flags, String payload) {
        KernelSocket socket = kernel.get(idOf.get(from));
        return segment(socket.local(), socket.remote(), flags, payload, 512, true);
    }

    /** Bytes from one end that a capture left out. */
    public Session unseen(String from, int bytes) {
        numbers.merge(kernel.get(idOf.get(from)).local(), (long) bytes, Long::sum);
        return this;
    }

    /** An acknowledgement that closes the window. */
    public Session closesWindow(String from) {
        KernelSocket socket = kernel.get(idOf.get(from));
        return segment(socket.local(), socket.remote(), "ACK", "", 0, false);
    }

    private Session segment(Endpoint from, Endpoint to, String flags, String payload, int window, boolean again) {
        List<String> set = List.of(flags.split(" "));
        int counts = payload.length() + (set.contains("SYN") || set.contains("FIN") ? 1 : 0);
        long next = numbers.computeIfAbsent(from, end -> 4_294_967_290L - end.hashCode() % 3);
        long seqno = again ? next - counts : next;
        numbers.put(from, seqno + counts);
        tick(11_000);
        byte[] packet = new byte[52 + payload.length()];
        System.arraycopy(Bytes.of(payload).toArray(), 0, packet, 52, payload.length());
        tell(new Event.Segment(
                from,
                to,
                set,
                seqno & 0xffffffffL,
                set.contains("ACK") ? numbers.getOrDefault(to, 0L) & 0xffffffffL : 0,
                window,
                set.contains("SYN") ? List.of("mss 65495", "sackOK", "wscale 7") : List.of("TS val 7 ecr 6"),
                payload.length(),
                Bytes.of(packet),
                "capture",
                "delivered"));
        return this;
    }

    private void begin() {
        tell(new Event.ProcessSeen(new ProcessView(SELF, "socketlab", "ann"), true, OptionalInt.empty()));
        for (int fd = 0; fd < 3; fd++) {
            ownFds.put(fd, new FdEntry(fd, "/dev/pts/3", "rwx"));
        }
        for (int fd = 3; fd < 38; fd++) {
            ownFds.put(fd, new FdEntry(fd, "/usr/lib/socketlab/runtime/lib/modules" + fd, "r-x"));
        }
        ownFds.put(300, new FdEntry(300, "socket:[88017]", "rwx"));
        tell(new Event.LimitsRead(new Limits(SELF, 1024, 1_048_576, 32_768, 60_999)));
        listen("server:tcp", Endpoint.parse("127.0.0.1:1208"), "tcp4");
        listen("server:tcp", Endpoint.parse("[::1]:1208"), "tcp6");
        listen("server:unix", new Endpoint.Unix(PATH), "unix");
        tell(new Event.SocketFile(PATH, "srw-------", 1000, 1000, 77, false));
        log("server:tcp", "Listening on 127.0.0.1:1208");
        log("server:tcp", "Listening on [::1]:1208");
        log("server:unix", "Listening on " + PATH);
        look();
    }

    private void listen(String actor, Endpoint at, String name) {
        int fd = opened(actor, name, at instanceof Endpoint.Unix ? Protocol.UNIX : Protocol.TCP);
        call(actor, SocketCall.bind, fd, 0, name);
        call(actor, SocketCall.listen, fd, 0, name);
        SocketState listening = at instanceof Endpoint.Unix ? UnixState.LISTEN : TcpState.LISTEN;
        put(name, socket(name, listening, at, Endpoint.NONE, ++inodes, 0, 0, 128));
        tell(new Event.Listener(actor, true, at, Framing.LINE, 128, Stage.FREE));
    }

    /** A console, its socket connected and accepted, seen by a look. */
    public Session console(String name) {
        connecting(name, "127.0.0.1:" + PORT);
        establish(name, "127.0.0.1:" + PORT);
        accept(name);
        look();
        return this;
    }

    /** A console's socket() and the entry of its connect(). */
    public Session connecting(String name, String target) {
        tell(new Event.Asked(new Command.OpenConsole(name, Endpoint.parse(target)), "user"));
        int fd = opened("console:" + name, name, Protocol.TCP);
        tick(4_000);
        long call = ++calls;
        idOf.put("connect " + name, new SocketId(Protocol.TCP, call));
        tell(new Event.Called(
                call,
                SocketCall.connect,
                List.of(String.valueOf(fd), "{AF_INET, " + target + "}"),
                fd,
                "console-" + name,
                "console:" + name));
        return this;
    }

    /** The kernel's three segments, and connect() returning 0. */
    public Session establish(String name, String target) {
        Endpoint server = Endpoint.parse(target);
        Endpoint client = new Endpoint.Inet(((Endpoint.Inet) server).address(), ports++);
        if (capturing) {
            numbers.put(client, 2_918_331_207L);
            segment(client, server, "SYN", "", 65_495, false);
            segment(server, client, "SYN ACK", "", 65_483, false);
            segment(client, server, "ACK", "", 512, false);
        }
        tick(18_000);
        tell(new Event.Segment(
                client,
                server,
                List.of("SYN"),
                2_918_331_207L,
                0,
                65_495,
                List.of("mss 65495", "sackOK", "timestamp 1 0", "nop", "wscale 7"),
                0,
                Bytes.NONE,
                "saved_syn",
                "delivered"));
        long call = idOf.get("connect " + name).cookie();
        tick(24_000);
        tell(new Event.Returned(call, 0, "", List.of(), Optional.of(idOf.get(name)), Bytes.NONE, 0));
        put(name, socket(name, TcpState.ESTABLISHED, client, server, ++inodes, 0, 0, 0));
        SocketId child = new SocketId(Protocol.TCP, ++cookies);
        idOf.put("for " + name, child);
        put("for " + name, socket("for " + name, TcpState.ESTABLISHED, server, client, 0, 0, 0, 0));
        return this;
    }

    /** accept4() fetching the connection of that client. */
    public Session accept(String name) {
        SocketId child = idOf.get("for " + name);
        KernelSocket waiting = kernel.get(child);
        String actor = waiting.protocol() == Protocol.UNIX ? "server:unix" : "server:tcp";
        int fd = nextFd++;
        long call = ++calls;
        int listener = fdOf.get(waiting.protocol() == Protocol.UNIX ? "unix" : "tcp4");
        tick(3_000);
        tell(new Event.Called(call, SocketCall.accept4, List.of(String.valueOf(listener)), listener, "servers", actor));
        tick(2_000);
        tell(new Event.Returned(call, fd, "", List.of("peer"), Optional.of(child), Bytes.NONE, 0));
        fdOf.put("for " + name, fd);
        long inode = ++inodes;
        put(
                "for " + name,
                socket(
                        "for " + name,
                        waiting.state(),
                        waiting.local(),
                        waiting.remote(),
                        inode,
                        waiting.peer(),
                        waiting.recvQ(),
                        0));
        ownFds.put(fd, new FdEntry(fd, "socket:[" + inode + "]", "rwx"));
        if (apart) {
            serverFds.add(fd);
        }
        return this;
    }

    /** A console on the Unix path that nobody has accepted yet: the kernel gives it no peer, but its listener's name. */
    public Session unixWaiting(String name) {
        Endpoint path = new Endpoint.Unix(PATH);
        tell(new Event.Asked(new Command.OpenConsole(name, path), "user"));
        int fd = opened("console:" + name, name, Protocol.UNIX);
        call("console:" + name, SocketCall.connect, fd, 0, name);
        put(name, socket(name, UnixState.CONNECTED, Endpoint.NONE, path, ++inodes, 0, 0, 0));
        look();
        return this;
    }

    /** A console on the Unix path. */
    public Session unixConsole(String name) {
        tell(new Event.Asked(new Command.OpenConsole(name, new Endpoint.Unix(PATH)), "user"));
        int fd = opened("console:" + name, name, Protocol.UNIX);
        call("console:" + name, SocketCall.connect, fd, 0, name);
        long client = ++inodes;
        long server = ++inodes;
        put(name, socket(name, UnixState.CONNECTED, Endpoint.NONE, Endpoint.NONE, client, server, 0, 0));
        idOf.put("for " + name, new SocketId(Protocol.UNIX, ++cookies));
        put(
                "for " + name,
                socket(
                        "for " + name,
                        UnixState.CONNECTED,
                        new Endpoint.Unix(PATH),
                        Endpoint.NONE,
                        server,
                        client,
                        0,
                        0));
        accept(name);
        KernelSocket child = kernel.get(idOf.get("for " + name));
        KernelSocket own = kernel.get(idOf.get(name));
        kernel.put(own.id(), withPeer(own, child.inode()));
        look();
        return this;
    }

    /** Someone else's process, connected to the TCP server and accepted. */
    public Session foreign(String name, int pid) {
        return foreign(name, pid, "127.0.0.1:" + PORT, false);
    }

    public Session foreign(String name, int pid, String target, boolean hidden) {
        Endpoint server = Endpoint.parse(target);
        Endpoint client = new Endpoint.Inet(((Endpoint.Inet) server).address(), ports++);
        idOf.put(name, new SocketId(Protocol.TCP, ++cookies));
        idOf.put("for " + name, new SocketId(Protocol.TCP, ++cookies));
        long inode = ++inodes;
        KernelSocket socket = socket(name, TcpState.ESTABLISHED, client, server, inode, 0, 0, 0);
        put(name, socket.ownedBy(hidden ? List.of() : List.of(new Owner(pid, name, "ann", 3, "u")), hidden));
        put("for " + name, socket("for " + name, TcpState.ESTABLISHED, server, client, 0, 0, 0, 0));
        if (!hidden) {
            tell(new Event.ProcessSeen(new ProcessView(pid, name, "ann"), true, OptionalInt.empty()));
            tell(new Event.FdTable(
                    pid,
                    List.of(
                            new FdEntry(0, "/dev/pts/5", "rwx"),
                            new FdEntry(1, "/dev/pts/5", "rwx"),
                            new FdEntry(2, "/dev/pts/5", "rwx"),
                            new FdEntry(3, "socket:[" + inode + "]", "rwx"))));
        }
        accept(name);
        look();
        return this;
    }

    /** write() on the client, read() on the server, both told. */
    public Session send(String name, String text) {
        return passes(
                "console:" + name,
                fdOf.get(name),
                name,
                serverActor(name),
                fdOf.get("for " + name),
                "for " + name,
                text);
    }

    /** The server's write() and the client's read(). */
    public Session reply(String name, String text) {
        return passes(
                serverActor(name),
                fdOf.get("for " + name),
                "for " + name,
                "console:" + name,
                fdOf.get(name),
                name,
                text);
    }

    private String serverActor(String name) {
        return idOf.get("for " + name).protocol() == Protocol.UNIX ? "server:unix" : "server:tcp";
    }

    private Session passes(String from, int fromFd, String writer, String to, int toFd, String reader, String text) {
        Bytes bytes = Bytes.of(text);
        long write = ++calls;
        tell(new Event.Called(write, SocketCall.write, List.of(String.valueOf(fromFd)), fromFd, from, from));
        if (capturing && idOf.get(writer).protocol() == Protocol.TCP) {
            segment(writer, "PSH ACK", text);
            segment(reader, "ACK", "");
        }
        tick(7_000);
        tell(new Event.Returned(
                write, bytes.length(), "", List.of(), Optional.of(idOf.get(writer)), bytes, bytes.length()));
        long read = ++calls;
        tick(6_000);
        tell(new Event.Called(read, SocketCall.read, List.of(String.valueOf(toFd)), toFd, to, to));
        tick(5_000);
        tell(new Event.Returned(
                read, bytes.length(), "", List.of(), Optional.of(idOf.get(reader)), bytes, bytes.length()));
        tick(1_000_000);
        return this;
    }

    /** The server's read() of what a foreign client sent, whose write() nobody saw. */
    public Session hears(String name, String text) {
        Bytes bytes = Bytes.of(text);
        long read = ++calls;
        int fd = fdOf.get("for " + name);
        tell(new Event.Called(read, SocketCall.read, List.of(String.valueOf(fd)), fd, "servers", "server:tcp"));
        tick(5_000);
        tell(new Event.Returned(
                read, bytes.length(), "", List.of(), Optional.of(idOf.get("for " + name)), bytes, bytes.length()));
        return this;
    }

    /** The server closes first: its end goes to TIME_WAIT, the client's is destroyed. */
    public Session quit(String name) {
        SocketId child = idOf.get("for " + name);
        int serverFd = fdOf.get("for " + name);
        call(serverActor(name), SocketCall.shutdown, serverFd, 0, "for " + name);
        boolean seen = capturing && child.protocol() == Protocol.TCP;
        if (seen) {
            segment("for " + name, "FIN ACK", "");
        }
        tick(8_000);
        call("console:" + name, SocketCall.close, fdOf.get(name), 0, name);
        if (seen) {
            segment(name, "FIN ACK", "");
            segment("for " + name, "ACK", "");
        }
        tick(8_000);
        call(serverActor(name), SocketCall.close, serverFd, 0, "for " + name);
        ownFds.remove(fdOf.get(name));
        ownFds.remove(serverFd);
        serverFds.remove(serverFd);
        KernelSocket ended = kernel.get(child);
        KernelSocket client = kernel.remove(idOf.get(name));
        tell(new Event.Destroyed(client.id(), client.local(), client.remote(), TcpInfo.NONE));
        if (ended.protocol() == Protocol.TCP) {
            put("for " + name, timed(ended, TcpState.TIME_WAIT, 57_000));
        } else {
            kernel.remove(child);
        }
        log(serverActor(name), "Connection from " + client.local() + " closed");
        look();
        return this;
    }

    /** A look that finds this socket in another state. */
    public Session becomes(String name, TcpState state) {
        KernelSocket socket = kernel.get(idOf.get(name));
        put(name, state == TcpState.TIME_WAIT ? timed(socket, state, 60_000) : socket.in(state));
        return look();
    }

    /** The kernel tells that it destroyed this socket. */
    public Session freed(String name) {
        KernelSocket socket = kernel.remove(idOf.get(name));
        return tell(new Event.Destroyed(socket.id(), socket.local(), socket.remote(), socket.tcpInfo()));
    }

    /** A console that has met itself: its SYN came back to its own port. */
    public Session itself(String name) {
        connecting(name, "127.0.0.1:45000");
        Endpoint self = Endpoint.parse("127.0.0.1:45000");
        put(name, socket(name, TcpState.ESTABLISHED, self, self, ++inodes, 0, 0, 0));
        return look();
    }

    /** A connection of someone else that no look caught: only the end of each of its ends is told. */
    public Session brief(int port, long bytes) {
        Endpoint server = Endpoint.parse("127.0.0.1:" + PORT);
        Endpoint client = Endpoint.parse("127.0.0.1:" + port);
        TcpInfo in = TcpInfo.of(Map.of("tcpi_bytes_received", bytes, "tcpi_segs_in", 4L, "tcpi_segs_out", 3L));
        tell(new Event.Destroyed(new SocketId(Protocol.TCP, ++cookies), server, client, in));
        TcpInfo out = TcpInfo.of(Map.of("tcpi_bytes_sent", bytes, "tcpi_segs_in", 3L, "tcpi_segs_out", 4L));
        return tell(new Event.Destroyed(new SocketId(Protocol.TCP, ++cookies), client, server, out));
    }

    public Session log(String actor, String text) {
        tell(new Event.Log(actor, text));
        return this;
    }

    /** Accept held, with that many clients in the queue, each a console of its own. */
    public Session held(int waiting) {
        stage("server:tcp", "127.0.0.1:1208", new Stage(true, false, false));
        for (int i = 0; i < waiting; i++) {
            connecting("H" + i, "127.0.0.1:1208").establish("H" + i, "127.0.0.1:1208");
        }
        KernelSocket listener = kernel.get(idOf.get("tcp4"));
        put(
                "tcp4",
                socket("tcp4", TcpState.LISTEN, listener.local(), Endpoint.NONE, listener.inode(), 0, waiting, 128));
        look();
        return this;
    }

    public Session stage(String actor, String at, Stage stage) {
        tell(new Event.Listener(actor, true, Endpoint.parse(at), Framing.LINE, 128, stage));
        return this;
    }

    /** What the lab holds back on the socket of that name. */
    public Session holds(String name, SocketStage stage) {
        String actor = name.startsWith("for ") ? "server:tcp" : "console:" + name;
        return tell(
                stage.free() ? Evidence.OBSERVED : Evidence.STAGED,
                Because.of(stage.code()),
                new Event.Holding(actor, id(name), stage));
    }

    /** The client has ended its side, and the server, whose close() is held, has not. */
    public Session halfClosed(String name) {
        for (String end : List.of(name, "for " + name)) {
            KernelSocket now = kernel.get(idOf.get(end));
            TcpState state = end.equals(name) ? TcpState.FIN_WAIT2 : TcpState.CLOSE_WAIT;
            put(end, socket(end, state, now.local(), now.remote(), now.inode(), now.peer(), 0, 0));
        }
        return look();
    }

    /** The client closed first, and waits in TIME_WAIT. */
    public Session waitsForLate(String name) {
        KernelSocket now = kernel.get(idOf.get(name));
        put(name, timed(now, TcpState.TIME_WAIT, 60_000));
        return look();
    }

    /** A console whose SYN is not answered, because the queue is full. */
    public Session unanswered(String name) {
        stage("server:tcp", "127.0.0.1:1208", new Stage(false, true, false));
        connecting(name, "127.0.0.1:1208");
        Endpoint client = Endpoint.parse("127.0.0.1:" + ports++);
        KernelSocket asking =
                socket(name, TcpState.SYN_SENT, client, Endpoint.parse("127.0.0.1:1208"), ++inodes, 0, 0, 1);
        put(name, timed(asking, TcpState.SYN_SENT, 900));
        look();
        return this;
    }

    /** A look that finds nobody listening any more. */
    public Session unheard() {
        kernel.values().removeIf(socket -> socket.state().listens());
        return look();
    }

    /** Another listener of the lab's where the first one was. */
    public Session listening() {
        listen("server:tcp", Endpoint.parse("127.0.0.1:" + PORT), "tcp4 again");
        return look();
    }

    /** One more Unix listener, on any path. */
    public Session listening(String path) {
        listen("server:unix", new Endpoint.Unix(path), path);
        tell(new Event.SocketFile(path, "srw-------", 1000, 1000, 78, false));
        return look();
    }

    /** What waits unread at the server's end of a client. */
    public Session waits(String name, long bytes) {
        KernelSocket child = kernel.get(idOf.get("for " + name));
        put(
                "for " + name,
                socket(
                        "for " + name,
                        child.state(),
                        child.local(),
                        child.remote(),
                        child.inode(),
                        child.peer(),
                        bytes,
                        0));
        look();
        return this;
    }

    /** One complete look at everything, and the lab's own fd table. */
    public Session look() {
        tick(500_000);
        kernel.replaceAll((id, socket) -> ticked(id, socket));
        tell(new Event.Looked(new Scope.All(), true, List.copyOf(kernel.values())));
        if (apart) {
            List<FdEntry> rows = new ArrayList<>(List.of(
                    new FdEntry(0, "/dev/null", "r-x"),
                    new FdEntry(1, "/dev/null", "-wx"),
                    new FdEntry(2, "pipe:[88020]", "-wx"),
                    new FdEntry(3, "/usr/lib/socketlab/runtime/lib/modules", "r-x"),
                    new FdEntry(7, "anon_inode:[eventpoll]", "rwx")));
            serverFds.stream().sorted().map(ownFds::get).forEach(rows::add);
            tell(new Event.FdTable(SERVERS, rows));
        }
        tell(new Event.FdTable(
                SELF,
                ownFds.values().stream()
                        .filter(row -> !serverFds.contains(row.fd()))
                        .toList()));
        return this;
    }

    public Session tell(Event event) {
        return tell(Evidence.OBSERVED, Because.OBSERVED, event);
    }

    public Session tell(Evidence evidence, Because because, Event event) {
        tick(1_000);
        Event told = apart && event instanceof Event.Called call && call.actor().startsWith("server")
                ? new Event.Called(
                        call.call(), call.name(), call.args(), call.fd(), call.thread(), call.actor(), SERVERS)
                : event;
        Fact fact = new Fact(facts.size() + 1, t, evidence, because, told);
        facts.add(fact);
        state = state.apply(fact);
        states.add(state);
        return this;
    }

    private int opened(String actor, String name, Protocol protocol) {
        SocketId id = new SocketId(protocol, ++cookies);
        idOf.put(name, id);
        int fd = nextFd++;
        long call = ++calls;
        String family = protocol == Protocol.UNIX ? "AF_UNIX" : "AF_INET";
        tell(new Event.Called(call, SocketCall.socket, List.of(family, "SOCK_STREAM"), -1, actor, actor));
        tick(3_000);
        tell(new Event.Returned(call, fd, "", List.of(), Optional.of(id), Bytes.NONE, 0));
        fdOf.put(name, fd);
        ownFds.put(fd, new FdEntry(fd, "socket:[" + (inodes + 1) + "]", "rwx"));
        if (apart && actor.startsWith("server")) {
            serverFds.add(fd);
        }
        return fd;
    }

    private void call(String actor, SocketCall name, int fd, long result, String of) {
        long call = ++calls;
        tell(new Event.Called(call, name, List.of(String.valueOf(fd)), fd, actor, actor));
        tick(3_000);
        tell(new Event.Returned(call, result, "", List.of(), Optional.of(idOf.get(of)), Bytes.NONE, 0));
    }

    private void put(String name, KernelSocket socket) {
        kernel.put(socket.id(), socket);
        Integer fd = fdOf.get(name);
        if (fd != null && socket.inode() != 0 && ownFds.containsKey(fd)) {
            ownFds.put(fd, new FdEntry(fd, "socket:[" + socket.inode() + "]", "rwx"));
        }
    }

    private KernelSocket socket(
            String name,
            SocketState state,
            Endpoint local,
            Endpoint remote,
            long inode,
            long peer,
            long recvQ,
            long sendQ) {
        SocketId id = idOf.get(name);
        Family family = id.protocol() == Protocol.UNIX
                ? Family.UNIX
                : local.toString().startsWith("[") ? Family.INET6 : Family.INET;
        return new KernelSocket(
                id,
                family,
                SocketType.STREAM,
                state,
                local,
                remote,
                inode,
                peer,
                1000,
                recvQ,
                sendQ,
                OptionalLong.empty(),
                List.of(),
                false,
                TcpInfo.NONE,
                "");
    }

    /** TIME_WAIT's timer runs down between looks. */
    private KernelSocket ticked(SocketId id, KernelSocket socket) {
        if (socket.state() != TcpState.TIME_WAIT) {
            return socket;
        }
        long until =
                untils.computeIfAbsent(id, _ -> t / 1_000_000 + socket.expires().orElse(0));
        return timed(socket, TcpState.TIME_WAIT, Math.max(0, until - t / 1_000_000));
    }

    private static KernelSocket timed(KernelSocket of, SocketState state, long expires) {
        boolean orphan = state == TcpState.TIME_WAIT;
        return new KernelSocket(
                of.id(),
                of.family(),
                of.type(),
                state,
                of.local(),
                of.remote(),
                orphan ? 0 : of.inode(),
                0,
                of.uid(),
                0,
                orphan ? 0 : of.sendQ(),
                OptionalLong.of(expires),
                List.of(),
                false,
                TcpInfo.NONE,
                "");
    }

    private static KernelSocket withPeer(KernelSocket of, long peer) {
        return new KernelSocket(
                of.id(),
                of.family(),
                of.type(),
                of.state(),
                of.local(),
                of.remote(),
                of.inode(),
                peer,
                of.uid(),
                0,
                0,
                OptionalLong.empty(),
                List.of(),
                false,
                TcpInfo.NONE,
                "");
    }

    public Session tick(long nanos) {
        t += nanos;
        return this;
    }

    public SocketId id(String name) {
        return idOf.get(name);
    }

    public LabState state() {
        return state;
    }

    public Moment moment() {
        return new Moment(state, state.seq());
    }

    public List<Fact> facts() {
        return List.copyOf(facts);
    }

    @Override
    public long firstSeq() {
        return facts.isEmpty() ? 0 : 1;
    }

    @Override
    public long lastSeq() {
        return facts.size();
    }

    @Override
    public List<Fact> between(long after, long upTo) {
        return List.copyOf(facts.subList((int) Math.max(0, after), (int) Math.min(upTo, facts.size())));
    }

    @Override
    public List<Fact> ofSocket(SocketId id, long after, long upTo, int most) {
        Map<Long, Fact> open = new HashMap<>();
        List<Fact> of = new ArrayList<>();
        for (Fact fact : between(0, upTo)) {
            switch (fact.event()) {
                case Event.Called called -> {
                    var row = stateAt(fact.seq() - 1).ownFds().get(called.fd());
                    if (row != null && row.id().filter(id::equals).isPresent() && called.name() != SocketCall.accept4) {
                        of.add(fact);
                    } else {
                        open.put(called.call(), fact);
                    }
                }
                case Event.Returned returned -> {
                    Fact called = open.get(returned.call());
                    if (returned.id().filter(id::equals).isPresent()) {
                        if (called != null) {
                            of.add(called);
                        }
                        of.add(fact);
                    }
                }
                case Event.Looked looked -> {
                    if (looked.sockets().stream().anyMatch(socket -> socket.id().equals(id))) {
                        of.add(fact);
                    }
                }
                case Event.Segment segment -> {
                    KernelSocket socket = last(id, upTo);
                    if (socket != null
                            && (segment.from().equals(socket.local())
                                            && segment.to().equals(socket.remote())
                                    || segment.to().equals(socket.local())
                                            && segment.from().equals(socket.remote()))) {
                        of.add(fact);
                    }
                }
                case Event.Destroyed destroyed -> {
                    if (destroyed.id().equals(id)) {
                        of.add(fact);
                    }
                }
                default -> {}
            }
        }
        return of.stream()
                .sorted(Comparator.comparingLong(Fact::seq))
                .skip(Math.max(0, of.size() - most))
                .filter(fact -> fact.seq() > after)
                .toList();
    }

    private KernelSocket last(SocketId id, long upTo) {
        KernelSocket last = null;
        for (Fact fact : between(0, upTo)) {
            if (fact.event() instanceof Event.Looked looked) {
                for (KernelSocket socket : looked.sockets()) {
                    last = socket.id().equals(id) ? socket : last;
                }
            }
        }
        return last;
    }

    @Override
    public List<Fact> ofActor(String actor, long upTo, int most) {
        List<Fact> of = between(0, upTo).stream()
                .filter(fact -> fact.event() instanceof Event.Called called
                        && called.actor().equals(actor))
                .toList();
        return of.subList(Math.max(0, of.size() - most), of.size());
    }

    @Override
    public LabState stateAt(long seq) {
        return seq <= 0 ? LabState.empty(SELF) : states.get((int) Math.min(seq, states.size()) - 1);
    }
}
