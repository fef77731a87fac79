package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.OwnFds;
import org.socketlab.model.Refusal;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpState;
import org.socketlab.os.linux.LinuxSystem;

/** The servers' own process inside a private network: the process of a process. Skips where no network can be made. */
@Timeout(90)
class PrivateServersApartIT {
    @TempDir
    Path folder;

    private Stand stand;
    private Endpoint tcp;
    private ProcessHandle servers;

    @BeforeEach
    void start() throws Exception {
        Process probe = new ProcessBuilder("unshare", "-Urn", "true")
                .redirectErrorStream(true)
                .start();
        String said = new String(probe.getInputStream().readAllBytes());
        assumeTrue(probe.waitFor() == 0, "skipped: no namespaces for this user here: " + said);
        ChildLab lab = ChildLab.start(new LinuxSystem(), new ChildProgram(ChildParent.program(), true));
        stand = new Stand(lab, folder);
        List<Endpoint> loopback = lab.loopback(1208);
        tcp = loopback.getFirst();
        stand.ask(new Command.Isolate(true));
        stand.ask(new Command.StartServer("tcp", loopback, Framing.LINE, 128));
        stand.ask(new Command.StartServer(
                "unix", List.of(new Endpoint.Unix(stand.socket.toString())), Framing.LINE, 128));
        servers = serving(loopback.size() + 1);
    }

    @AfterEach
    void close() {
        if (stand != null) {
            stand.close();
        }
        if (servers != null) {
            servers.destroyForcibly();
        }
    }

    private ProcessHandle serving(int listeners) {
        LabState state = stand.state(
                "the servers listen in a process of their own",
                now -> OwnFds.of(now).apart().isPresent() && now.listeners().size() == listeners);
        return ProcessHandle.of(OwnFds.of(state).serving()).orElseThrow();
    }

    private void pings(String console, Endpoint target) {
        stand.console(console, target);
        long before = stand.lab.now().seq();
        stand.send(console, "ping\n");
        stand.fact(
                "pong",
                before,
                event -> event instanceof Event.ConsoleBytes bytes
                        && bytes.console().equals(console)
                        && bytes.bytes().text().equals("pong\n"));
    }

    private static String network(long pid) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/net")).toString();
    }

    private static void ended(ProcessHandle process) throws Exception {
        process.onExit().get(20, TimeUnit.SECONDS);
    }

    private List<Path> left() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theyStandInThatNetworkTooAndTheLabsEndIsTheirs() throws Exception {
        ProcessHandle lab = ProcessHandle.of(stand.lab.now().state().self()).orElseThrow();
        assertThat(servers.pid()).isNotEqualTo(lab.pid());
        assertThat(network(servers.pid()))
                .isEqualTo(network(lab.pid()))
                .isNotEqualTo(network(ProcessHandle.current().pid()));
        pings("A", tcp);
        pings("U", new Endpoint.Unix(stand.socket.toString()));
        stand.state(
                "each end of the pair is its own process's",
                now -> owned(now, servers.pid()) == 1 && owned(now, lab.pid()) == 1);
        assertThat(left()).containsExactly(stand.socket);
        stand.close();
        ended(servers);
        ended(lab);
        assertThat(left()).isEmpty();
    }

    private static long owned(LabState state, long pid) {
        return state.sockets().values().stream()
                .filter(seen -> seen.socket().state() == TcpState.ESTABLISHED)
                .filter(seen -> seen.socket().owners().stream().anyMatch(owner -> owner.pid() == pid))
                .count();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void killedFromOutsideThatIsToldAndStartOverStartsThemThereAgain() throws Exception {
        pings("A", tcp);
        int listeners = stand.lab.now().state().listeners().size();
        String network = network(servers.pid());
        ChildParent.run("kill -9 " + servers.pid());
        stand.fact(
                "their death",
                0,
                event -> event instanceof Refusal refusal && refusal.code().equals("apart.killed"));
        stand.phase("A", Phase.ENDED);
        stand.state("nobody listens", now -> now.listeners().isEmpty());
        stand.lab.settle();
        ended(servers);
        assertThat(left()).isEmpty();
        stand.ask(new Command.StartOver());
        servers = serving(listeners);
        assertThat(network(servers.pid())).isEqualTo(network);
        pings("B", tcp);
        stand.close();
        ended(servers);
        assertThat(left()).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLabThatIsKilledTakesThemAlong() throws Exception {
        pings("A", tcp);
        ChildParent.run("kill -9 " + stand.lab.now().state().self());
        ended(servers);
        stand.close();
        assertThat(left()).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLabThatIsKilledTakesThemAlongAlsoWhereTheyAreStopped() throws Exception {
        pings("A", tcp);
        ChildParent.run("kill -STOP " + servers.pid());
        ChildParent.run("kill -9 " + stand.lab.now().state().self());
        ended(servers);
        stand.close();
        assertThat(left()).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void stoppedTheyEndWithTheLabAllTheSame() throws Exception {
        pings("A", tcp);
        ChildParent.run("kill -STOP " + servers.pid());
        stand.close();
        ended(servers);
        assertThat(left()).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void stoppedWhileTheLabWaitsForThemTheyEndWithItToo() throws Exception {
        pings("A", tcp);
        ChildParent.run("kill -STOP " + servers.pid());
        stand.ask(new Command.SetStage("tcp", new Stage(true, false, false)));
        stand.fact("it is asked", 0, event -> event instanceof Event.Asked(Command.SetStage _, String _));
        stand.close();
        ended(servers);
        assertThat(left()).isEmpty();
    }
}
