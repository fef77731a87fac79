package org.socketlab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.socketlab.lab.Lab;
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
import org.socketlab.model.SocketType;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.socketlab.trace.Spool;
import org.socketlab.trace.Timeline;

/** A lab that plays a crowd, so that what a frame costs is the window's alone: one server, one client, many connections. */
final class CrowdLab implements Lab {
    private static final int SELF = 4711;
    private static final int CLIENT = 4800;
    private static final int LISTENER = 38;
    private static final int FIRST_FD = 100;
    private static final int FIRST_PORT = 33_000;
    private static final int CLIENT_COOKIES = 10_000;
    private static final int SERVER_COOKIES = 20_000;
    private static final int INODES = 600_000;
    private static final Endpoint AT = Endpoint.parse("127.0.0.1:1208");
    private static final String ACTOR = "server:tcp";
    private static final int FACTS = 200_000;
    private static final long BYTES = 64_000_000;

    private final Timeline timeline = new Timeline(LabState.empty(SELF), FACTS, BYTES, Spool.NONE);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final long start = System.nanoTime();
    private long calls;
    private volatile Moment now = new Moment(timeline.live(), 0);

    /** Tells of the server, its client and so many connections between them. */
    CrowdLab(int pairs) {
        tell(new Event.ProcessSeen(new ProcessView(SELF, "socketlab", "ann"), true, OptionalInt.empty()));
        tell(new Event.ProcessSeen(new ProcessView(CLIENT, "load", "ann"), true, OptionalInt.empty()));
        tell(new Event.LimitsRead(new Limits(SELF, 4_096, 1_048_576, 32_768, 60_999)));
        opened(SocketCall.socket, -1, LISTENER, id(9_000));
        tell(new Event.Listener(ACTOR, true, AT, Framing.LINE, 128, Stage.FREE));
        List<KernelSocket> sockets = new ArrayList<>();
        List<FdEntry> own = new ArrayList<>(List.of(row(LISTENER, 9_000)));
        List<FdEntry> clients = new ArrayList<>();
        sockets.add(socket(9_000, TcpState.LISTEN, AT, Endpoint.NONE, 0, 128, List.of()));
        for (int i = 0; i < pairs; i++) {
            opened(SocketCall.accept4, LISTENER, FIRST_FD + i, server(i));
            sockets.add(client(i));
            sockets.add(accepted(i, 0));
            clients.add(row(FIRST_FD + i, CLIENT_COOKIES + i));
            own.add(row(FIRST_FD + i, SERVER_COOKIES + i));
        }
        tell(new Event.Looked(new Scope.All(), true, sockets));
        tell(new Event.FdTable(SELF, own));
        tell(new Event.FdTable(CLIENT, clients));
        publish();
    }

    /** A look finds so many bytes unread at the server's end of one connection. */
    void waits(int pair, long unread) {
        tell(new Event.Looked(new Scope.Ids(List.of(server(pair))), true, List.of(accepted(pair, unread))));
    }

    /** The server reads a line from one connection. */
    void reads(int pair) {
        Bytes line = Bytes.of("ping\n");
        int fd = FIRST_FD + pair;
        tell(new Event.Called(++calls, SocketCall.read, List.of(fd + "", "4096"), fd, "servers", ACTOR));
        tell(new Event.Returned(calls, line.length(), "", List.of(), Optional.of(server(pair)), line, line.length()));
    }

    /** Shows the views what was told. */
    void publish() {
        now = new Moment(timeline.live(), timeline.lastSeq());
        listeners.forEach(Runnable::run);
    }

    private void opened(SocketCall name, int on, int fd, SocketId id) {
        tell(new Event.Called(++calls, name, List.of(on + ""), on, "servers", ACTOR));
        tell(new Event.Returned(calls, fd, "", List.of(), Optional.of(id), Bytes.NONE, 0));
    }

    private void tell(Event event) {
        long seq = timeline.lastSeq() + 1;
        timeline.append(new Fact(seq, System.nanoTime() - start, Evidence.OBSERVED, Because.OBSERVED, event));
    }

    private static FdEntry row(int fd, int cookie) {
        return new FdEntry(fd, "socket:[" + (INODES + cookie) + "]", "rwx");
    }

    private static SocketId server(int pair) {
        return id(SERVER_COOKIES + pair);
    }

    private static SocketId id(long cookie) {
        return new SocketId(Protocol.TCP, cookie);
    }

    private static Endpoint port(int pair) {
        return Endpoint.parse("127.0.0.1:" + (FIRST_PORT + pair));
    }

    private static KernelSocket client(int pair) {
        Owner owner = new Owner(CLIENT, "load", "ann", FIRST_FD + pair, "u");
        return socket(CLIENT_COOKIES + pair, TcpState.ESTABLISHED, port(pair), AT, 0, 0, List.of(owner));
    }

    private static KernelSocket accepted(int pair, long unread) {
        Owner owner = new Owner(SELF, "java", "ann", FIRST_FD + pair, "u");
        return socket(SERVER_COOKIES + pair, TcpState.ESTABLISHED, AT, port(pair), unread, 0, List.of(owner));
    }

    private static KernelSocket socket(
            int cookie, TcpState state, Endpoint local, Endpoint remote, long recvQ, long sendQ, List<Owner> owners) {
        return new KernelSocket(
                id(cookie),
                Family.INET,
                SocketType.STREAM,
                state,
                local,
                remote,
                INODES + cookie,
                0,
                1_000,
                recvQ,
                sendQ,
                OptionalLong.empty(),
                owners,
                false,
                TcpInfo.NONE,
                "");
    }

    @Override
    public void submit(Command command, String by) {
        // nobody asks in a benchmark
    }

    @Override
    public Moment now() {
        return now;
    }

    @Override
    public History history() {
        return timeline;
    }

    @Override
    public void onPublished(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        timeline.close();
    }
}
