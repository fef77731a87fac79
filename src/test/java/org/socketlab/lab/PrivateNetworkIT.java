package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.lesson.Lesson;
import org.socketlab.lesson.Lessons;
import org.socketlab.lesson.Played;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Refusal;
import org.socketlab.model.TcpState;
import org.socketlab.os.linux.LinuxSystem;
import org.socketlab.picture.Selection;
import org.socketlab.picture.shell.ShellLine;
import org.socketlab.picture.shell.TelnetTalk;
import org.socketlab.picture.tools.Tool;

/** The lab in a network of its own. Skips, saying so, where this system forbids to make one. */
@Timeout(90)
class PrivateNetworkIT {
    @TempDir
    Path folder;

    /** A private lab with its servers at the article's port, which is free in a new network. */
    private static Stand start(Path folder) throws Exception {
        Process probe = new ProcessBuilder("unshare", "-Urn", "true")
                .redirectErrorStream(true)
                .start();
        String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(probe.waitFor() == 0, "skipped: no namespaces for this user here: " + said);
        ChildLab lab = ChildLab.start(new LinuxSystem(), new ChildProgram(ChildParent.program(), true));
        Stand stand = new Stand(lab, folder);
        List<Endpoint> loopback = lab.loopback(1208);
        assertThat(loopback).contains(Endpoint.parse("127.0.0.1:1208"));
        stand.ask(new Command.StartServer("tcp", loopback, Framing.LINE, 128));
        stand.ask(new Command.StartServer(
                "unix", List.of(new Endpoint.Unix(stand.socket.toString())), Framing.LINE, 128));
        stand.state("the servers are up", state -> state.listeners().size() == loopback.size() + 1);
        stand.console("A", loopback.getFirst());
        return stand;
    }

    private static String namespace(long pid) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/net")).toString();
    }

    private static boolean paired(LabState state) {
        return state.sockets().values().stream()
                        .map(SeenSocket::socket)
                        .filter(socket -> socket.state() == TcpState.ESTABLISHED)
                        .filter(socket -> socket.owners().stream().anyMatch(owner -> owner.pid() == state.self()))
                        .count()
                == 2;
    }

    @Test
    void allThatIsSeenStandsInThatNetworkAndTheHostSeesNoneOfIt() throws Exception {
        try (Stand stand = start(folder)) {
            stand.send("A", "ping\n");
            LabState state = stand.state("a pair with its owner", PrivateNetworkIT::paired);
            String network = namespace(state.self());
            assertThat(network).isNotEqualTo(namespace(ProcessHandle.current().pid()));
            assertThat(state.sockets().values())
                    .isNotEmpty()
                    .allMatch(seen -> seen.socket().network().equals(network));
            List<String> pair = state.sockets().values().stream()
                    .map(SeenSocket::socket)
                    .filter(socket -> socket.state() == TcpState.ESTABLISHED)
                    .map(socket -> ProcNetTcp.row(socket.state(), socket.local(), socket.remote()))
                    .toList();
            // the client's port may serve in another connection of the host
            assertThat(ProcNetTcp.withPort(1208)).doesNotContainAnyElementsOf(pair);
        }
    }

    @Test
    void everyShellLineOfferedThereIsRightWhenRun() throws Exception {
        try (Stand stand = start(folder)) {
            LabState state = stand.state("a pair with its owner", PrivateNetworkIT::paired);
            var client = state.consoles().get("A").id().orElseThrow();
            int fd = state.consoles().get("A").fd();
            String ss = ShellLine.of(new Selection.Socket(client), state, ShellLine.Side.SOCKETS);
            assertThat(ss).startsWith("nsenter -t " + state.self() + " -U -n --preserve-credentials ss ");
            assertThat(ChildParent.run(ss)).contains("ESTAB").contains("127.0.0.1:1208");
            assertThat(ChildParent.run(ShellLine.ofAll(state, ShellLine.Side.SOCKETS)))
                    .contains("TCP 127.0.0.1:1208 (LISTEN)");
            assertThat(ChildParent.run(ShellLine.ofAll(state, ShellLine.Side.FDS)))
                    .contains(fd + " -> socket:[");
            assertThat(ChildParent.run(ShellLine.of(new Selection.Fd(state.self(), fd), state, ShellLine.Side.FDS)))
                    .contains("->127.0.0.1:1208 (ESTABLISHED)");
            for (Tool tool : List.of(Tool.LSOF_TCP, Tool.NETSTAT)) {
                assertThat(ChildParent.run(Network.prefix(state) + tool.line(state)))
                        .contains("127.0.0.1:1208", "LISTEN");
            }
            String states = ShellLine.ofAll(state, ShellLine.Side.STATES);
            assertThat(ChildParent.run(states).lines())
                    .filteredOn(line -> line.startsWith("ESTAB "))
                    .hasSize(2);
            var listener = state.sockets().values().stream()
                    .map(SeenSocket::socket)
                    .filter(socket -> socket.local().equals(Endpoint.parse("127.0.0.1:1208")))
                    .filter(socket -> socket.state().listens())
                    .findFirst()
                    .orElseThrow();
            List<String> joins = ShellLine.connecting(new Selection.Socket(listener.id()), state);
            assertThat(joins).hasSize(2);
            assertThat(ChildParent.run("printf 'ping\\nquit\\n' | " + joins.getFirst()))
                    .isEqualTo("pong\n");
            TelnetTalk.pings(joins.getLast());
            String calls = ShellLine.of(new Selection.Socket(client), state, ShellLine.Side.CALLS);
            assertThat(ChildParent.run("timeout 2 " + calls))
                    .startsWith("strace: Process " + state.self() + " attached");
        }
    }

    @Test
    void theShellLinesOfEveryLessonAreRightThere() throws Exception {
        try (Stand stand = start(folder)) {
            stand.ask(new Command.CloseConsole("A"));
            for (Lesson lesson : Lessons.bundled()) {
                assertThat(Played.of(lesson, stand.lab).untrue())
                        .as(lesson.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void aTerminalsOwnClientGetsIn() throws Exception {
        try (Stand stand = start(folder)) {
            String client = Network.enter(stand.lab.now().state().self())
                    + " bash -c 'exec 3<>/dev/tcp/127.0.0.1/1208; echo ping >&3; head -1 <&3'";
            assertThat(ChildParent.run(client)).isEqualTo("pong\n");
        }
    }

    @Test
    void killedItTakesItsNetworkAlong() throws Exception {
        String network;
        try (Stand stand = start(folder)) {
            int pid = ((ChildLab) stand.lab).pid();
            network = namespace(pid);
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            stand.fact(
                    "its end",
                    0,
                    event -> event instanceof Refusal refusal && refusal.code().equals("child.killed"));
            assertThat(stand.lab.now().state().sockets()).isEmpty();
            assertThat(stand.socket).doesNotExist();
        }
        List<String> networks = new ArrayList<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            try {
                networks.add(namespace(process.pid()));
            } catch (IOException goneOrAnothers) {
                // not one of ours
            }
        }
        assertThat(networks).isNotEmpty().doesNotContain(network);
    }

    @Test
    void whereTheSystemRefusesThatIsToldWithItsReason() throws Exception {
        Path tool = folder.resolve("unshare");
        Files.writeString(tool, "#!/bin/sh\necho 'unshare: unshare failed: Operation not permitted' >&2\nexit 1\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(refused(tool)).satisfies(refusal -> {
            assertThat(refusal.code()).startsWith("child.namespace");
            assertThat(refusal.why(Locale.ENGLISH)).contains("unshare failed: Operation not permitted");
        });
        assertThat(refused(folder.resolve("none")).code()).isEqualTo("child.no-unshare");
    }

    private static Refusal refused(Path unshare) {
        ChildProgram program = new ChildProgram(ChildParent.program(), true, false, unshare.toString());
        return catchThrowableOfType(ChildRefused.class, () -> ChildTalk.start(new LinuxSystem(), program))
                .refusal();
    }
}
