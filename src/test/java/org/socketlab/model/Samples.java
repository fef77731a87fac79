package org.socketlab.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** Facts for tests: one of each kind, and long streams of plausible and implausible ones. */
public final class Samples {
    public static final int SELF = 4711;

    private static final String[] ACTORS = {"server:tcp", "server:unix", "console:A", "console:B"};

    private static final List<Event> EVENTS = events();
    private static final List<Scope> SCOPES = scopes();

    private final Random random;
    private final List<Long> open = new ArrayList<>();
    private long call;

    public Samples(long seed) {
        random = new Random(seed);
    }

    public static Fact fact(long seq, Event event) {
        return new Fact(seq, seq * 1_000, Evidence.OBSERVED, Because.OBSERVED, event);
    }

    public static KernelSocket tcp(long cookie, TcpState state, String local, String remote) {
        return new KernelSocket(
                new SocketId(Protocol.TCP, cookie),
                Family.INET,
                SocketType.STREAM,
                state,
                Endpoint.parse(local),
                Endpoint.parse(remote),
                state == TcpState.TIME_WAIT ? 0 : 600_000 + cookie,
                0,
                1000,
                cookie % 3,
                cookie % 5,
                state == TcpState.TIME_WAIT ? OptionalLong.of(59_000) : OptionalLong.empty(),
                state == TcpState.TIME_WAIT ? List.of() : List.of(new Owner(SELF, "java", "ann", 7, "u")),
                false,
                state == TcpState.LISTEN
                        ? TcpInfo.NONE
                        : TcpInfo.of(Map.of("tcpi_rtt", 33L, "tcpi_bytes_sent", 1L << 40, "tcpi_rcv_wnd", 65_536L)),
                "");
    }

    public static KernelSocket unix(long cookie, UnixState state, String name, long peer) {
        return new KernelSocket(
                new SocketId(Protocol.UNIX, cookie),
                Family.UNIX,
                SocketType.STREAM,
                state,
                new Endpoint.Unix(name),
                Endpoint.NONE,
                700_000 + cookie,
                peer,
                1000,
                0,
                0,
                OptionalLong.empty(),
                List.of(),
                true,
                TcpInfo.NONE,
                "lab0");
    }

    /** Every command once. */
    public static List<Command> commands() {
        return List.of(
                new Command.StartServer(
                        "tcp",
                        List.of(Endpoint.parse("127.0.0.1:1208"), Endpoint.parse("[::1]:1208")),
                        Framing.LINE,
                        128),
                new Command.StopServer("tcp"),
                new Command.SetStage("tcp", new Stage(true, false, true)),
                new Command.LetOneIn("tcp"),
                new Command.OpenConsole("A", Endpoint.parse("/run/a b/\"lab\".sock")),
                new Command.Send("A", Bytes.of("echo 你好\n")),
                new Command.HalfClose("A"),
                new Command.HoldRead(new SocketId(Protocol.TCP, 8001), true),
                new Command.HoldClose(new SocketId(Protocol.UNIX, 2), false),
                new Command.Reset(new SocketId(Protocol.TCP, 8001)),
                new Command.Disconnect("A"),
                new Command.CloseConsole("A"),
                new Command.Isolate(true),
                new Command.LimitFds(15),
                new Command.KillServer(),
                new Command.StartOver(),
                new Command.AddNote("看这里\n\u0001", "ann", OptionalLong.empty()),
                new Command.AddNote("there", "ann", OptionalLong.of(12)));
    }

    /** Every scope once. */
    public static List<Scope> scopes() {
        KernelSocket socket = tcp(1, TcpState.ESTABLISHED, "127.0.0.1:1208", "127.0.0.1:40000");
        return List.of(
                new Scope.All(),
                new Scope.Of(Protocol.UNIX),
                new Scope.Port(Protocol.TCP, 1208),
                new Scope.Listening(),
                new Scope.Tuples(List.of(socket.tuple(), socket.tuple().reversed())),
                new Scope.Tuples(List.of()),
                new Scope.Ids(List.of(socket.id(), new SocketId(Protocol.UNIX, -2))),
                new Scope.Unwatched(List.of(socket.id())));
    }

    /** Every kind of event at least once. */
    public static List<Event> events() {
        List<Event> events = new ArrayList<>();
        commands().forEach(command -> events.add(new Event.Asked(command, "user")));
        scopes().forEach(scope -> events.add(new Event.Looked(
                scope,
                !(scope instanceof Scope.Listening),
                List.of(
                        tcp(1, TcpState.ESTABLISHED, "[::ffff:127.0.0.1]:1208", "127.0.0.1:40000"),
                        tcp(2, TcpState.TIME_WAIT, "[::1]:1208", "[::1]:40001"),
                        unix(3, UnixState.CONNECTED, "@abstract", 12)))));
        events.addAll(List.of(
                new Event.Called(1, SocketCall.read, List.of("5", "4096"), 5, "console A", "console:A"),
                new Event.Called(
                        (1L << 44) + 1, SocketCall.accept4, List.of("8"), 8, "server loop", "server:tcp", 4720),
                new Event.Returned(
                        1,
                        5,
                        "",
                        List.of(),
                        Optional.of(new SocketId(Protocol.TCP, -1)),
                        Bytes.of((byte) 0, (byte) -1, (byte) 10),
                        100_000),
                new Event.Returned(2, -1, "ECONNREFUSED", List.of("a", "b"), Optional.empty(), Bytes.NONE, 0),
                new Event.FdTable(
                        SELF, List.of(new FdEntry(3, "socket:[605145808]", "rwx"), new FdEntry(4, "/tmp/a\"b", "r-x"))),
                new Event.Segment(
                        Endpoint.parse("127.0.0.1:40000"),
                        Endpoint.parse("127.0.0.1:1208"),
                        List.of("SYN"),
                        4_294_967_295L,
                        0,
                        65_535,
                        List.of("mss 65495", "sackOK"),
                        0,
                        Bytes.NONE,
                        "saved_syn",
                        "delivered"),
                new Event.Segment(
                        Endpoint.parse("[::1]:1"),
                        Endpoint.parse("[::1]:2"),
                        List.of("PSH", "ACK"),
                        1,
                        2,
                        3,
                        List.of(),
                        5,
                        Bytes.of("ping\n"),
                        "wire",
                        "held"),
                new Event.Destroyed(
                        new SocketId(Protocol.TCP, 2),
                        Endpoint.parse("[::1]:1208"),
                        Endpoint.parse("[::1]:40001"),
                        TcpInfo.of(Map.of("tcpi_rtt", 1L))),
                new Event.Destroyed(
                        new SocketId(Protocol.UNIX, 2), new Endpoint.Unix("/a"), Endpoint.NONE, TcpInfo.NONE),
                new Event.Listener("server:tcp", true, Endpoint.parse("127.0.0.1:1208"), Framing.READ, 0, Stage.FREE),
                new Event.Holding("console:A", new SocketId(Protocol.TCP, 1), new SocketStage(true, false)),
                new Event.Holding("server:tcp", new SocketId(Protocol.TCP, 2), new SocketStage(true, true)),
                new Event.Holding("server:tcp", new SocketId(Protocol.TCP, 2), SocketStage.FREE),
                new Event.ProcessSeen(new ProcessView(99, "telnet", "ann"), true, OptionalInt.empty()),
                new Event.ProcessSeen(new ProcessView(99, "telnet", "ann"), false, OptionalInt.of(9)),
                new Event.LimitsRead(new Limits(SELF, 1024, -1, 32_768, 60_999)),
                new Event.SocketFile("/run/lab.sock", "srw-------", 1000, 1000, 77, false),
                new Event.SocketFile("/run/lab.sock", "", 0, 0, 0, true),
                new Event.ConsoleBytes("A", true, Bytes.of("ping\n")),
                new Event.ConsoleBytes("A", false, Bytes.of((byte) -1)),
                new Event.ConsoleNote("A", Saying.of("console.wrote-nothing")),
                new Event.Log("server:tcp", "Unsupported command: hello"),
                new Event.Note("here", "ann", OptionalLong.empty()),
                new Event.Note("there", "ann", OptionalLong.of(12)),
                Refusal.of("recorder.rule", "EADDRINUSE", "x", 7),
                new Event.Gap(3, "ring-full", 0, 0),
                new Event.Gap(1, "flood", 4, 9)));
        return events;
    }

    /** A random event: calls that return, sockets that come and go, and now and then something that fits nothing. */
    public Event next() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> called();
            case 3, 4, 5 -> returned();
            case 6, 7 -> looked();
            case 8 -> table();
            case 9 -> new Event.Log(actor(), "line " + random.nextInt(100));
            default -> EVENTS.get(random.nextInt(EVENTS.size()));
        };
    }

    private String actor() {
        return ACTORS[random.nextInt(ACTORS.length)];
    }

    private Event called() {
        SocketCall[] calls = SocketCall.values();
        open.add(++call);
        int pid = random.nextInt(4) == 0 ? 4720 : Event.Called.OWN;
        return new Event.Called(
                call, calls[random.nextInt(calls.length)], List.of("x"), random.nextInt(12), "t", actor(), pid);
    }

    private Event returned() {
        long number = open.isEmpty() || random.nextInt(10) == 0
                ? random.nextInt(1_000)
                : open.remove(random.nextInt(open.size()));
        boolean fails = random.nextInt(4) == 0;
        return new Event.Returned(
                number,
                fails ? -1 : random.nextInt(12),
                fails ? "EIO" : "",
                List.of(),
                random.nextBoolean() ? Optional.of(id()) : Optional.empty(),
                Bytes.NONE,
                0);
    }

    private SocketId id() {
        return new SocketId(Protocol.TCP, 1 + random.nextInt(20));
    }

    private Event looked() {
        List<KernelSocket> sockets = new ArrayList<>();
        for (int cookie = 1; cookie <= 20; cookie++) {
            if (random.nextInt(3) == 0) {
                TcpState[] states = TcpState.values();
                sockets.add(tcp(
                        cookie,
                        states[random.nextInt(states.length)],
                        "127.0.0.1:1208",
                        "127.0.0.1:" + (40_000 + cookie)));
            }
        }
        return new Event.Looked(SCOPES.get(random.nextInt(SCOPES.size())), random.nextInt(5) > 0, sockets);
    }

    private Event table() {
        List<FdEntry> fds = new ArrayList<>();
        for (int fd = 0; fd < 12; fd++) {
            if (random.nextBoolean()) {
                fds.add(new FdEntry(fd, "socket:[" + (600_000 + random.nextInt(20)) + "]", "rwx"));
            }
        }
        return new Event.FdTable(random.nextInt(3) == 0 ? 99 : SELF, fds);
    }

    /** The next fact of a stream; times wander a little, as real ones do. */
    public Fact next(long seq) {
        Evidence evidence = Evidence.values()[random.nextInt(10) == 0 ? 1 + random.nextInt(2) : 0];
        Because because = evidence == Evidence.OBSERVED
                ? Because.OBSERVED
                : new Because(random.nextBoolean() ? "hold-accept" : "", List.of(seq, 1L));
        return new Fact(seq, seq * 1_000 - random.nextInt(3_000), evidence, because, next());
    }
}
