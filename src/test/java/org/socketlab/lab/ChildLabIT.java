package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Command;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.OwnFds;
import org.socketlab.model.Refusal;
import org.socketlab.model.TcpState;
import org.socketlab.os.linux.LinuxSystem;
import org.socketlab.recording.RecordingReader;

/** The lab in a process of its own: as good as one here, and nothing left of it however it ends. */
@Timeout(90)
class ChildLabIT {
    @TempDir
    Path folder;

    static ChildLab start() throws ChildRefused {
        return ChildLab.start(new LinuxSystem(), new ChildProgram(ChildParent.program(), false));
    }

    /** A child whose place a shell script takes; it finds the socket's path in {@code $3}, and talks by way of Python. */
    static ChildProgram scripted(String script) {
        return new ChildProgram(List.of("sh", "-c", script, "sh"), false);
    }

    /** Connects, says the header, then the lines; the socket stays open until the process ends. */
    static ChildProgram fake(String then) {
        String header =
                "{\\\"format\\\":\\\"socketlab\\\",\\\"version\\\":1,\\\"started\\\":\\\"2026-01-31T12:00:00Z\\\","
                        + "\\\"host\\\":{\\\"pid\\\":%d},\\\"first\\\":1}";
        return scripted("exec python3 -c \"import socket,sys,os,time,signal\n"
                + "s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])\n"
                + "s.sendall(('" + header + "' % os.getpid()+chr(10)).encode())\n"
                + then + "\" \"$3\"");
    }

    private static Refusal refusal(Stand stand, String code) {
        return (Refusal) stand.fact(
                        code,
                        0,
                        event -> event instanceof Refusal refusal
                                && refusal.code().equals(code))
                .event();
    }

    private static Event.ProcessSeen end(Stand stand) {
        return (Event.ProcessSeen) stand.fact(
                        "the end of the process",
                        0,
                        event -> event instanceof Event.ProcessSeen seen
                                && !seen.began()
                                && seen.process().pid() == ((ChildLab) stand.lab).pid())
                .event();
    }

    static boolean lives(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The folder where it met the process that started it. */
    private static Path meetingPlace(int pid) {
        List<String> words =
                List.of(ProcessHandle.of(pid).orElseThrow().info().arguments().orElseThrow());
        return Path.of(words.get(words.indexOf(ChildProgram.SOCKET) + 1)).getParent();
    }

    @Test
    void aConsolePingsThroughTheChildAndAllIsSeenThere() throws Exception {
        List<String> fds = Stand.fds();
        int pid;
        try (ChildLab lab = start();
                Stand stand = new Stand(lab, folder).servers()) {
            pid = lab.pid();
            assertThat(pid).isNotEqualTo((int) ProcessHandle.current().pid());
            assertThat(meetingPlace(pid)).isAbsolute().doesNotExist();
            stand.console("A", stand.tcp);
            stand.send("A", "ping\n");
            stand.fact(
                    "pong",
                    0,
                    event -> event instanceof Event.ConsoleBytes bytes
                            && !bytes.fromPerson()
                            && bytes.bytes().text().equals("pong\n"));
            LabState state = stand.state(
                    "both ends, held by the child",
                    now -> now.sockets().values().stream()
                                    .map(SeenSocket::socket)
                                    .filter(socket -> socket.state() == TcpState.ESTABLISHED)
                                    .filter(socket ->
                                            socket.owners().stream().anyMatch(owner -> owner.pid() == now.self()))
                                    .count()
                            == 2);
            assertThat(state.self()).isEqualTo(pid);
            assertThat(state.sockets().values())
                    .allMatch(seen -> seen.socket().network().isEmpty());

            lab.settle();
            Path file = folder.resolve("child.socketlab");
            lab.save(file);
            try (RecordingReader recording = RecordingReader.open(file)) {
                assertThat(recording.header().host().pid()).isEqualTo(pid);
                LabState then = recording.base();
                for (var fact = recording.next(); fact.isPresent(); fact = recording.next()) {
                    then = then.apply(fact.get());
                }
                assertThat(then).isEqualTo(lab.history().stateAt(then.seq()));
            }
        }
        assertThat(lives(pid)).isFalse();
        assertThat(folder.resolve("lab.sock")).doesNotExist();
        assertThat(Stand.fds()).isEqualTo(fds);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("child's facts", "child's requests", "child's words");
    }

    @Test
    void startOverEmptiesTheTimelineHereAndThere() throws Exception {
        try (ChildLab lab = start();
                Stand stand = new Stand(lab, folder).servers()) {
            stand.console("A", stand.tcp);
            stand.send("A", "ping\n");
            stand.fact("pong", 0, event -> event instanceof Event.ConsoleBytes bytes && !bytes.fromPerson());
            long before = lab.now().seq();
            for (int round = 0; round < 3; round++) {
                stand.ask(new Command.StartOver());
                lab.settle();
                LabState after = lab.now().state();
                assertThat(lab.history().firstSeq()).isGreaterThan(before);
                before = lab.now().seq();
                assertThat(after.listeners()).hasSize(3);
                assertThat(after.consoles().values()).allMatch(console -> console.phase() == Phase.ENDED);
                assertThat(lab.history().between(0, Long.MAX_VALUE))
                        .extracting(Fact::event)
                        .doesNotHaveAnyElementsOfTypes(Event.ConsoleBytes.class);
                stand.console("A", stand.tcp);
                stand.send("A", "ping\n");
                stand.fact(
                        "pong again",
                        after.seq(),
                        event -> event instanceof Event.ConsoleBytes bytes && !bytes.fromPerson());
            }
        }
    }

    @Test
    void killedByAnySignalItIsToldAndNothingIsLeftBehind() throws Exception {
        for (int signal : new int[] {9, 15, 6}) {
            List<String> fds = Stand.fds();
            try (ChildLab lab = start();
                    Stand stand = new Stand(lab, folder).servers()) {
                stand.console("A", stand.tcp);
                new ProcessBuilder("kill", "-" + signal, String.valueOf(lab.pid()))
                        .start()
                        .waitFor();
                assertThat(end(stand).signal()).as("signal " + signal).isEqualTo(OptionalInt.of(signal));
                Refusal told = refusal(stand, "child.killed");
                assertThat(told.what(Locale.ENGLISH))
                        .contains("signal " + signal)
                        .contains("process " + lab.pid());
                LabState after = lab.now().state();
                assertThat(after.sockets()).isEmpty();
                assertThat(after.listeners()).isEmpty();
                assertThat(after.openCalls()).isEmpty();
                assertThat(after.consoles().get("A").phase()).isEqualTo(Phase.ENDED);
                assertThat(folder.resolve("lab.sock")).doesNotExist();
                assertThat(lives(lab.pid())).isFalse();

                stand.ask(new Command.StartOver());
                assertThat(refusal(stand, "child.gone").errno()).isEmpty();
                lab.settle();
            }
            assertThat(Stand.fds()).isEqualTo(fds);
        }
    }

    @Test
    void garbageEndsItWithLineAndReason() throws Exception {
        for (String line : List.of("no json at all", "{\\\"kind\\\":\\\"log\\\"}")) {
            try (ChildLab lab = ChildLab.start(
                            new LinuxSystem(), fake("s.sendall(('" + line + "'+chr(10)).encode())\ntime.sleep(60)"));
                    Stand stand = new Stand(lab, folder)) {
                Refusal told = (Refusal)
                        stand.fact("garbage", 0, Refusal.class::isInstance).event();
                assertThat(told.code()).startsWith("recording.");
                assertThat(told.what(Locale.ENGLISH)).contains("line 2").contains("pid " + lab.pid());
                assertThat(lives(lab.pid())).isFalse();
            }
        }
    }

    @Test
    void whatBeginsWithGarbageIsNoLab() {
        ChildProgram talker = scripted("exec python3 -c \"import socket,sys,time\n"
                + "s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.sendall(b'HTTP/1.1 200 OK'+bytes([10]))\n"
                + "time.sleep(60)\" \"$3\"");
        assertThatThrownBy(() -> ChildLab.start(new LinuxSystem(), talker))
                .isInstanceOfSatisfying(
                        ChildRefused.class, e -> assertThat(e.refusal().code()).isEqualTo("recording.foreign"));
    }

    @Test
    void whatEndsBeforeItAnswersIsToldWithItsLastWords() {
        assertThatThrownBy(() -> ChildLab.start(new LinuxSystem(), scripted("echo out of luck >&2; exit 3")))
                .isInstanceOfSatisfying(ChildRefused.class, e -> {
                    assertThat(e.refusal().code()).isEqualTo("child.not-begun");
                    assertThat(e.refusal().why(Locale.ENGLISH)).contains("3").contains("out of luck");
                });
        assertThatThrownBy(
                        () -> ChildLab.start(new LinuxSystem(), new ChildProgram(List.of("/nonexistent/java"), false)))
                .isInstanceOfSatisfying(
                        ChildRefused.class, e -> assertThat(e.refusal().code()).isEqualTo("child.no-program"));
    }

    @Test
    void nobodyElseIsTakenForTheChild() throws Exception {
        // a process of this user's that is not the one that was started calls first
        ChildProgram other = scripted("python3 -c \"import socket,sys\n"
                + "s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])\n"
                + "sys.exit(0 if s.recv(1)==b'' else 1)\" \"$3\" && echo turned away >&2; exit 7");
        assertThatThrownBy(() -> ChildLab.start(new LinuxSystem(), other))
                .isInstanceOfSatisfying(
                        ChildRefused.class,
                        e -> assertThat(e.refusal().why(Locale.ENGLISH)).contains("turned away"));
    }

    @Test
    void whereTheParentIsKilledTheChildEndsByItself() throws Exception {
        Process parent = parent();
        ProcessHandle child = firstborn(parent);
        CompletableFuture<ProcessHandle> ended = child.onExit();
        parent.destroyForcibly().waitFor();
        ended.get(30, TimeUnit.SECONDS);
        assertThat(folder.resolve("lab.sock")).doesNotExist();
    }

    @Test
    void soDoesOneThatIsStopped() throws Exception {
        Process parent = parent();
        ProcessHandle child = firstborn(parent);
        try {
            CompletableFuture<ProcessHandle> ended = child.onExit();
            ChildParent.run("kill -STOP " + child.pid());
            parent.destroyForcibly().waitFor();
            ended.get(30, TimeUnit.SECONDS);
            assertThat(folder.resolve("lab.sock")).doesNotExist();
        } finally {
            child.destroyForcibly();
        }
    }

    /** A process of ours that has started a lab with its servers. */
    private Process parent() throws IOException {
        List<String> command = new ArrayList<>(ChildParent.program());
        command.removeLast();
        command.addAll(List.of(ChildParent.class.getName(), "host", folder.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The lab's process, once its servers are up. */
    private static ProcessHandle firstborn(Process parent) throws IOException {
        BufferedReader said = parent.inputReader();
        ProcessHandle child = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
        assertThat(said.readLine()).isEqualTo("up");
        return child;
    }

    @Test
    void itsServersMayHaveAProcessOfTheirOwnThatEndsWithIt() throws Exception {
        try (ChildLab lab = start();
                Stand stand = new Stand(lab, folder).servers()) {
            stand.ask(new Command.Isolate(true));
            LabState state =
                    stand.state("a third process", now -> OwnFds.of(now).apart().isPresent());
            int servers = OwnFds.of(state).serving();
            assertThat(servers).isNotIn(lab.pid(), (int) ProcessHandle.current().pid());
            lab.settle();
            stand.console("A", stand.tcp);
            stand.send("A", "ping\n");
            stand.fact("pong", 0, event -> event instanceof Event.ConsoleBytes bytes && !bytes.fromPerson());
            ChildParent.run("kill -9 " + lab.pid());
            refusal(stand, "child.killed");
            ProcessHandle.of(servers).ifPresent(handle -> handle.onExit().join());
            assertThat(lives(servers)).isFalse();
            assertThat(Files.exists(stand.socket)).isFalse();
        }
    }
}
