package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.OwnFds;
import org.socketlab.model.Refusal;
import org.socketlab.model.SocketCall;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpState;
import org.socketlab.os.linux.LinuxSystem;
import org.socketlab.recording.RecordingReader;

/** The servers in a process of their own: the same servers, another fd table, and a death that only that process dies. */
@Timeout(90)
class ServersApartIT {
    /** What a JVM holds besides its standard streams and sockets: its image, its jars, the link to the lab. */
    private static final int MOST_FDS = 40;

    @TempDir
    Path folder;

    static Stand stand(Path folder) throws Exception {
        return new Stand(new LocalLab(new LinuxSystem(), ChildParent::program), folder);
    }

    private Stand stand() throws Exception {
        return stand(folder);
    }

    /** The pid of the servers' process, once they listen there. */
    static int isolated(Stand stand) {
        stand.ask(new Command.Isolate(true));
        LabState state = stand.state(
                "the servers listen in a process of their own",
                now -> OwnFds.of(now).apart().isPresent()
                        && now.processes().get(OwnFds.of(now).serving()).fds().values().stream()
                                        .filter(row -> row.actor().startsWith("server:"))
                                        .count()
                                == 3);
        stand.lab.settle();
        return OwnFds.of(state).serving();
    }

    private static Fact heard(Stand stand, String console, String line) {
        return stand.fact(
                console + " hears " + line,
                0,
                event -> event instanceof Event.ConsoleBytes bytes
                        && !bytes.fromPerson()
                        && bytes.console().equals(console)
                        && bytes.bytes().text().equals(line));
    }

    static Refusal refusal(Stand stand, String code, long after) {
        return (Refusal) stand.fact(
                        code,
                        after,
                        event -> event instanceof Refusal refusal
                                && refusal.code().equals(code))
                .event();
    }

    static Event.ProcessSeen end(Stand stand, int pid) {
        return (Event.ProcessSeen)
                stand.fact("the end of the process", 0, ended(pid)).event();
    }

    private static Predicate<Event> ended(int pid) {
        return event -> event instanceof Event.ProcessSeen seen
                && !seen.began()
                && seen.process().pid() == pid;
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static List<Event.Called> calls(Stand stand, SocketCall name) {
        return stand.lab.history().between(0, stand.lab.now().seq()).stream()
                .map(Fact::event)
                .filter(Event.Called.class::isInstance)
                .map(Event.Called.class::cast)
                .filter(call -> call.name() == name && call.actor().startsWith("server"))
                .toList();
    }

    private static long ownedBy(LabState state, int pid, TcpState wanted) {
        return state.sockets().values().stream()
                .filter(seen -> seen.socket().state() == wanted)
                .filter(seen -> seen.socket().owners().stream().anyMatch(owner -> owner.pid() == pid))
                .count();
    }

    @Test
    void theSameServersAnswerFromAnotherProcessWithASmallTable() throws Exception {
        try (Stand stand = stand().servers()) {
            int self = (int) ProcessHandle.current().pid();
            int pid = isolated(stand);
            assertThat(pid).isNotEqualTo(self);
            assertThat(Files.exists(stand.socket)).isTrue();
            long before = stand.lab.now().seq();
            stand.console("A", stand.tcp);
            stand.console("U", new Endpoint.Unix(stand.socket.toString()));
            stand.send("A", "ping\n");
            stand.send("U", "ping\n");
            heard(stand, "A", "pong\n");
            stand.send("A", "hello\n");
            heard(stand, "U", "pong\n");
            stand.fact(
                    "the note on silence",
                    before,
                    event -> event instanceof Event.ConsoleNote note
                            && note.saying().code().equals("console.wrote-nothing"));
            LabState state = stand.state(
                    "both ends, each held by its own process",
                    now -> ownedBy(now, pid, TcpState.ESTABLISHED) == 1
                            && ownedBy(now, self, TcpState.ESTABLISHED) == 1
                            && ownedBy(now, pid, TcpState.LISTEN) == 2
                            && now.processes().get(pid).limits().isPresent());
            assertThat(state.processes().get(pid).fds().size()).isBetween(8, MOST_FDS);
            assertThat(state.processes().get(self).fds().values())
                    .noneMatch(row -> row.actor().startsWith("server:"));
            assertThat(state.logs().get("server:tcp").getLast().text()).isEqualTo("Unsupported command: hello");

            List<Fact> facts = stand.lab.history().between(before, state.seq());
            Map<Long, Event.Called> called = facts.stream()
                    .map(Fact::event)
                    .filter(Event.Called.class::isInstance)
                    .map(Event.Called.class::cast)
                    .collect(Collectors.toMap(Event.Called::call, call -> call));
            assertThat(called.values())
                    .filteredOn(call -> call.actor().startsWith("server:"))
                    .isNotEmpty()
                    .allMatch(call -> call.pid() == pid);
            assertThat(called.values())
                    .filteredOn(call -> call.actor().startsWith("console:"))
                    .isNotEmpty()
                    .allMatch(call -> call.pid() == Event.Called.OWN);
            Fact accepted = facts.stream()
                    .filter(fact -> fact.event() instanceof Event.Returned back
                            && back.result() >= 0
                            && called.containsKey(back.call())
                            && called.get(back.call()).name() == SocketCall.accept4)
                    .findFirst()
                    .orElseThrow();
            Event.Returned back = (Event.Returned) accepted.event();
            assertThat(state.processes().get(pid).fds().get((int) back.result()).id())
                    .isEqualTo(back.id());
            long connected = facts.stream()
                    .filter(fact -> fact.event() instanceof Event.Called call && call.name() == SocketCall.connect)
                    .findFirst()
                    .orElseThrow()
                    .t();
            assertThat(accepted.t()).as("one clock").isBetween(connected, state.t() + 1);
            assertThat(OwnFds.of(state)
                            .of(back.id().orElseThrow())
                            .orElseThrow()
                            .pid())
                    .isEqualTo(pid);
        }
    }

    @Test
    void theStageHoldsItsSockets() throws Exception {
        try (Stand stand = stand().servers()) {
            isolated(stand);
            stand.ask(new Command.SetStage("tcp", new Stage(true, false, false)));
            stand.state(
                    "accept is held",
                    now -> now.listeners().values().stream()
                            .anyMatch(seen -> seen.listener().stage().holdAccept()));
            stand.console("A", stand.tcp);
            stand.state(
                    "one waits in the accept queue",
                    now -> now.sockets().values().stream()
                            .anyMatch(seen -> seen.socket().state() == TcpState.LISTEN
                                    && seen.socket().recvQ() == 1));
            stand.ask(new Command.LetOneIn("tcp"));
            LabState let = stand.state(
                    "it has its fd", now -> OwnFds.of(now).of(server(now)).isPresent());
            stand.ask(new Command.HoldRead(server(let), true));
            stand.state("read() is held", now -> now.held().containsKey(server(let)));
            stand.ask(new Command.Reset(server(let)));
            stand.phase("A", Phase.ENDED);
            stand.state("nothing is held", now -> now.held().isEmpty());
            stand.ask(new Command.Reset(server(let)));
            refusal(stand, "lab.not-held-here", 0);
        }
    }

    private static org.socketlab.model.SocketId server(LabState state) {
        return state.sockets().values().stream()
                .filter(seen ->
                        seen.actor().equals("server:tcp") && seen.socket().state() == TcpState.ESTABLISHED)
                .map(seen -> seen.socket().id())
                .findFirst()
                .orElse(org.socketlab.model.SocketId.parse("tcp/0"));
    }

    @Test
    void belowItsLimitAcceptFindsNoFdUntilTheLimitIsRaised() throws Exception {
        try (Stand stand = stand().servers()) {
            int pid = isolated(stand);
            stand.console("A", stand.tcp);
            LabState state = stand.state(
                    "its limits are known",
                    now -> now.processes().get(pid).limits().isPresent()
                            && ownedBy(now, pid, TcpState.ESTABLISHED) == 1);
            long before = state.processes().get(pid).limits().orElseThrow().soft();
            int lowest = state.processes().get(pid).fds().keySet().stream()
                            .mapToInt(fd -> fd)
                            .max()
                            .orElseThrow()
                    + 1;
            stand.ask(new Command.LimitFds(lowest));
            stand.state(
                    "the limit is seen",
                    now -> now.processes().get(pid).limits().orElseThrow().soft() == lowest);
            assertThat(Files.readString(Path.of("/proc/" + pid + "/limits")))
                    .containsPattern("Max open files +" + lowest + " ");
            long lowered = stand.lab.now().seq();
            for (String name : fill(state, pid, lowest)) {
                stand.console(name, stand.tcp);
            }
            Fact failed = stand.fact(
                    "accept4() finds no fd",
                    lowered,
                    event ->
                            event instanceof Event.Returned back && back.errno().equals("EMFILE"));
            assertThat(calls(stand, SocketCall.accept4))
                    .anyMatch(call -> call.call() == ((Event.Returned) failed.event()).call() && call.pid() == pid);
            stand.fact(
                    "the log",
                    lowered,
                    event -> event instanceof Event.Log log && log.text().contains("EMFILE"));
            stand.send("A", "ping\n");
            heard(stand, "A", "pong\n");
            stand.ask(new Command.LimitFds((int) before));
            stand.send("Z", "echo in\n");
            heard(stand, "Z", "in\n");
        }
    }

    /** Names of consoles that take every free fd below the limit, and Z, for which there is none. */
    private static List<String> fill(LabState state, int pid, int limit) {
        List<String> names = new java.util.ArrayList<>();
        for (int fd = 0; fd < limit; fd++) {
            if (!state.processes().get(pid).fds().containsKey(fd)) {
                names.add("F" + fd);
            }
        }
        names.add("Z");
        return names;
    }

    @Test
    void killedByTheCommandTheKernelClosesAndItStartsAgain() throws Exception {
        try (Stand stand = stand().servers()) {
            int pid = isolated(stand);
            stand.console("A", stand.tcp);
            stand.console("U", new Endpoint.Unix(stand.socket.toString()));
            long before = stand.lab.now().seq();
            stand.ask(new Command.KillServer());
            stand.phase("A", Phase.ENDED);
            stand.phase("U", Phase.ENDED);
            assertThat(end(stand, pid).signal()).hasValue(9);
            assertThat(refusal(stand, "apart.killed", before).args()).containsExactly("" + pid, "9", "SIGKILL");
            stand.state(
                    "nobody listens",
                    now -> now.listeners().isEmpty()
                            && !now.processes().containsKey(pid)
                            && now.sockets().values().stream()
                                    .noneMatch(seen -> seen.socket().state() == TcpState.LISTEN));
            stand.lab.settle();
            assertThat(stand.lab.now().state().openCalls().values())
                    .noneMatch(open -> open.call().pid() == pid);
            assertThat(Files.exists(stand.socket)).isFalse();
            assertThat(lives(pid)).isFalse();

            int again = isolated(stand);
            assertThat(again).isNotEqualTo(pid);
            stand.console("B", stand.tcp);
            stand.send("B", "echo again\n");
            heard(stand, "B", "again\n");
            assertThat(calls(stand, SocketCall.accept4))
                    .extracting(Event.Called::call)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void killedFromOutsideIsToldEquallyAndStartOverStartsIt() throws Exception {
        try (Stand stand = stand().servers()) {
            int pid = isolated(stand);
            stand.console("A", stand.tcp);
            ChildParent.run("kill -9 " + pid);
            stand.phase("A", Phase.ENDED);
            assertThat(end(stand, pid).signal()).hasValue(9);
            refusal(stand, "apart.killed", 0);
            stand.state("its listeners are gone", now -> now.listeners().isEmpty());
            stand.lab.settle();
            stand.ask(new Command.StartOver());
            LabState state = stand.state(
                    "it serves again",
                    now -> OwnFds.of(now).apart().isPresent() && now.listeners().size() == 3);
            stand.console("A", stand.tcp);
            int again = OwnFds.of(state).apart().getAsInt();
            ChildParent.run("kill -TERM " + again);
            stand.phase("A", Phase.ENDED);
            assertThat(end(stand, again).signal()).hasValue(15);
            refusal(stand, "apart.ended", 0);
        }
    }

    @Test
    void turnedOffTheServersComeBackAndNothingIsLeft() throws Exception {
        List<String> fds;
        try (Stand stand = stand().servers()) {
            stand.lab.settle();
            fds = Stand.fds();
            int pid = isolated(stand);
            stand.ask(new Command.Isolate(false));
            stand.state(
                    "the lab's own process listens",
                    now -> now.listeners().size() == 3
                            && now.ownFds().values().stream()
                                            .filter(row -> row.actor().startsWith("server:"))
                                            .count()
                                    == 3);
            assertThat(end(stand, pid).signal()).isEmpty();
            assertThat(lives(pid)).isFalse();
            stand.console("A", stand.tcp);
            stand.send("A", "ping\n");
            heard(stand, "A", "pong\n");
            stand.ask(new Command.CloseConsole("A"));
            stand.lab.settle();
            stand.ask(new Command.LimitFds(9));
            refusal(stand, "apart.none", 0);
            assertThat(Stand.fds().size()).isLessThanOrEqualTo(fds.size() + 1);
        }
        assertThat(Files.exists(socket())).isFalse();
    }

    private Path socket() {
        return folder.resolve("lab.sock");
    }

    @Test
    void theLabsEndIsItsEnd() throws Exception {
        List<String> fds = Stand.fds();
        List<String> threads = Stand.threads();
        int pid;
        try (Stand stand = stand().servers()) {
            pid = isolated(stand);
            stand.console("A", stand.tcp);
        }
        assertThat(lives(pid)).isFalse();
        assertThat(Files.exists(socket())).isFalse();
        assertThat(Stand.threads()).isEqualTo(threads);
        assertThat(Stand.fds()).isEqualTo(fds);
    }

    @Test
    void itsFactsMakeTheLiveStateAndARecordingKeepsThem() throws Exception {
        try (Stand stand = stand().servers()) {
            int pid = isolated(stand);
            stand.console("A", stand.tcp);
            stand.send("A", "ping\nquit\n");
            stand.phase("A", Phase.ENDED);
            stand.ask(new Command.KillServer());
            end(stand, pid);
            stand.lab.settle();
            LabState live = stand.lab.now().state();
            List<Fact> facts = stand.lab.history().between(0, live.seq());
            LabState state = stand.lab.history().stateAt(0);
            for (Fact fact : facts) {
                state = state.apply(fact);
                assertThat(stand.lab.history().stateAt(fact.seq())).isEqualTo(state);
            }
            assertThat(state).isEqualTo(live);
            Path file = folder.resolve("apart.socketlab");
            stand.lab.save(file);
            try (RecordingReader reader = RecordingReader.open(file)) {
                for (Fact fact : facts) {
                    assertThat(reader.next()).contains(fact);
                }
            }
            try (ReplayLab replay = ReplayLab.open(file)) {
                assertThat(replay.history().stateAt(live.seq())).isEqualTo(live);
            }
        }
    }
}
