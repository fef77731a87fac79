package org.socketlab.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
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
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.Limits;
import org.socketlab.model.Owner;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Protocol;
import org.socketlab.model.Saying;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketState;
import org.socketlab.model.SocketType;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/** A lab that plays a part: it answers commands with the facts that a real one would bring. JavaFX thread or test's. */
final class ScriptedLab implements Lab {
    static final int SELF = 4711;
    private static final int FIRST_PORT = 35_123;
    private static final int FIRST_FD = 42;

    private final List<Fact> facts = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final TreeMap<String, Conversation> open = new TreeMap<>();
    final List<Command> asked = new ArrayList<>();
    private volatile Moment now = new Moment(LabState.empty(SELF), 0);
    private final long start = System.nanoTime();
    private long call;
    private int fd = FIRST_FD;
    private int port = FIRST_PORT;
    private long cookie = 8_000;
    private long inode = 91_200;
    boolean closed;
    /** What came before was forgotten. */
    volatile long firstKept = 1;

    private record Conversation(KernelSocket client, KernelSocket server, int clientFd, int serverFd) {}

    ScriptedLab() {
        tell(new Event.ProcessSeen(new ProcessView(SELF, "java", "ann"), true, OptionalInt.empty()));
        tell(new Event.LimitsRead(new Limits(SELF, 1_024, 4_096, 32_768, 60_999)));
        tell(new Event.FdTable(
                SELF,
                List.of(
                        new FdEntry(0, "/dev/pts/0", "rwx"),
                        new FdEntry(1, "/dev/pts/0", "rwx"),
                        new FdEntry(2, "/dev/pts/0", "rwx"),
                        new FdEntry(9, "anon_inode:[eventpoll]", "rwx"))));
    }

    @Override
    public void submit(Command command, String by) {
        asked.add(command);
        tell(new Event.Asked(command, by));
        switch (command) {
            case Command.StartServer start -> start.endpoints().forEach(end -> listen(start, end));
            case Command.StopServer stop ->
                now.state().listeners().values().stream()
                        .filter(seen -> seen.listener().actor().equals("server:" + stop.server()))
                        .forEach(seen -> tell(new Event.Listener(
                                seen.listener().actor(),
                                false,
                                seen.listener().endpoint(),
                                seen.listener().framing(),
                                seen.listener().backlog(),
                                seen.listener().stage())));
            case Command.OpenConsole opening -> connect(opening.console(), opening.target());
            case Command.Send(String console, Bytes bytes) -> say(console, bytes);
            case Command.Disconnect(String console) -> disconnect(console);
            case Command.AddNote note -> tell(new Event.Note(note.text(), note.author(), note.at()));
            default -> {}
        }
        publish();
    }

    void tell(Event event) {
        Fact fact = new Fact(now.seq() + 1, System.nanoTime() - start, Evidence.OBSERVED, Because.OBSERVED, event);
        synchronized (facts) {
            facts.add(fact);
        }
        now = new Moment(now.state().apply(fact), fact.seq());
    }

    void publish() {
        listeners.forEach(Runnable::run);
    }

    private long called(SocketCall name, List<String> args, int onFd, String actor) {
        tell(new Event.Called(++call, name, args, onFd, actor, actor));
        return call;
    }

    private void returned(long number, long result, Optional<SocketId> id, Bytes bytes) {
        tell(new Event.Returned(number, result, "", List.of(), id, bytes, bytes.length()));
    }

    private void listen(Command.StartServer start, Endpoint at) {
        String actor = "server:" + start.server();
        SocketId id = id(at);
        int own = fd++;
        returned(
                called(SocketCall.socket, List.of("AF_INET", "SOCK_STREAM", "0"), -1, actor),
                own,
                Optional.of(id),
                Bytes.NONE);
        returned(
                called(SocketCall.bind, List.of(own + "", at.toString(), "16"), own, actor),
                0,
                Optional.of(id),
                Bytes.NONE);
        returned(called(SocketCall.listen, List.of(own + "", "128"), own, actor), 0, Optional.of(id), Bytes.NONE);
        tell(new Event.Listener(actor, true, at, start.framing(), start.backlog(), Stage.FREE));
        SocketState listens = at instanceof Endpoint.Unix ? UnixState.LISTEN : TcpState.LISTEN;
        look(socket(id, listens, at, Endpoint.NONE, own, 0));
        tell(new Event.Log(actor, "Listening on " + at));
    }

    private void connect(String console, Endpoint target) {
        String actor = "console:" + console;
        boolean unix = target instanceof Endpoint.Unix;
        SocketId client = id(target);
        SocketId server = id(target);
        int clientFd = fd++;
        int serverFd = fd++;
        returned(
                called(SocketCall.socket, List.of(unix ? "AF_UNIX" : "AF_INET", "SOCK_STREAM", "0"), -1, actor),
                clientFd,
                Optional.of(client),
                Bytes.NONE);
        tell(new Event.ConsoleNote(console, Saying.of("Trying " + target + " …")));
        long connecting = called(SocketCall.connect, List.of(clientFd + "", target.toString(), "16"), clientFd, actor);
        returned(connecting, 0, Optional.of(client), Bytes.NONE);
        Endpoint own = unix ? Endpoint.NONE : Endpoint.parse("127.0.0.1:" + port++);
        returned(
                called(SocketCall.accept4, List.of("38", "SOCK_CLOEXEC"), 38, "server:" + (unix ? "unix" : "tcp")),
                serverFd,
                Optional.of(server),
                Bytes.NONE);
        long clientInode = inode + 1;
        SocketState up = unix ? UnixState.CONNECTED : TcpState.ESTABLISHED;
        KernelSocket one = socket(client, up, own, unix ? Endpoint.NONE : target, clientFd, unix ? inode + 2 : 0);
        KernelSocket two = socket(server, up, target, own, serverFd, unix ? clientInode : 0);
        look(one, two);
        tell(new Event.ConsoleNote(console, Saying.of("Connected: fd " + clientFd + ".")));
        called(SocketCall.read, List.of(clientFd + "", "4096"), clientFd, actor);
        open.put(console, new Conversation(one, two, clientFd, serverFd));
    }

    private void say(String console, Bytes bytes) {
        Conversation with = open.get(console);
        if (with == null) {
            return;
        }
        String actor = "console:" + console;
        tell(new Event.ConsoleBytes(console, true, bytes));
        returned(
                called(SocketCall.write, List.of(with.clientFd + "", bytes.length() + ""), with.clientFd, actor),
                bytes.length(),
                Optional.of(with.client.id()),
                bytes);
        String line = bytes.text().strip();
        Bytes reply = line.startsWith("ping")
                ? Bytes.of("pong\n")
                : line.startsWith("echo ") ? Bytes.of(line.substring(5) + "\n") : Bytes.NONE;
        if (reply.length() > 0) {
            tell(new Event.ConsoleBytes(console, false, reply));
        } else if (line.equals("quit")) {
            disconnect(console);
        } else {
            tell(new Event.ConsoleNote(console, Saying.of("console.wrote-nothing")));
        }
    }

    private void disconnect(String console) {
        Conversation with = open.remove(console);
        if (with == null) {
            return;
        }
        returned(
                called(SocketCall.close, List.of(with.clientFd + ""), with.clientFd, "console:" + console),
                0,
                Optional.of(with.client.id()),
                Bytes.NONE);
        if (!(with.client.state() instanceof UnixState)) {
            look(with.client.in(TcpState.TIME_WAIT));
        }
    }

    private SocketId id(Endpoint at) {
        return new SocketId(at instanceof Endpoint.Unix ? Protocol.UNIX : Protocol.TCP, ++cookie);
    }

    private KernelSocket socket(SocketId id, SocketState state, Endpoint local, Endpoint remote, int own, long peer) {
        boolean unix = id.protocol() == Protocol.UNIX;
        return new KernelSocket(
                id,
                unix ? Family.UNIX : Family.INET,
                SocketType.STREAM,
                state,
                local,
                remote,
                ++inode,
                peer,
                1_000,
                0,
                state.listens() ? 128 : 0,
                OptionalLong.empty(),
                List.of(new Owner(SELF, "java", "ann", own, "u")),
                false,
                TcpInfo.NONE,
                "");
    }

    private void look(KernelSocket... sockets) {
        tell(new Event.Looked(
                new Scope.Ids(Arrays.stream(sockets).map(KernelSocket::id).toList()), true, List.of(sockets)));
    }

    @Override
    public Moment now() {
        return now;
    }

    @Override
    public History history() {
        return new Past();
    }

    @Override
    public void onPublished(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Everything that was told, in order. */
    private final class Past implements History {
        @Override
        public long firstSeq() {
            return firstKept;
        }

        @Override
        public long lastSeq() {
            return now.seq();
        }

        @Override
        public List<Fact> between(long after, long upTo) {
            synchronized (facts) {
                return facts.stream()
                        .filter(fact -> fact.seq() > after && fact.seq() <= upTo)
                        .toList();
            }
        }

        @Override
        public List<Fact> ofSocket(SocketId id, long after, long upTo, int most) {
            List<Long> calls = new ArrayList<>();
            for (Fact fact : between(0, upTo)) {
                if (fact.event() instanceof Event.Returned returned
                        && returned.id().filter(id::equals).isPresent()) {
                    calls.add(returned.call());
                }
            }
            return between(after, upTo).stream()
                    .filter(fact -> switch (fact.event()) {
                        case Event.Called called -> calls.contains(called.call());
                        case Event.Returned returned -> calls.contains(returned.call());
                        default -> false;
                    })
                    .toList();
        }

        @Override
        public List<Fact> ofActor(String actor, long upTo, int most) {
            return between(0, upTo).stream()
                    .filter(fact -> switch (fact.event()) {
                        case Event.Called called -> called.actor().equals(actor);
                        case Event.ConsoleBytes bytes -> actor.equals("console:" + bytes.console());
                        case Event.ConsoleNote note -> actor.equals("console:" + note.console());
                        default -> false;
                    })
                    .toList();
        }

        @Override
        public LabState stateAt(long seq) {
            LabState state = LabState.empty(SELF);
            for (Fact fact : between(0, seq)) {
                state = state.apply(fact);
            }
            return state;
        }
    }
}
