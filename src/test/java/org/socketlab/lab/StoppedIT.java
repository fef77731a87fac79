package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.socketlab.lab.ChildLabIT.fake;
import static org.socketlab.lab.ChildLabIT.lives;
import static org.socketlab.lab.ChildLabIT.scripted;
import static org.socketlab.lab.ChildLabIT.start;
import static org.socketlab.lab.ServersApartIT.end;
import static org.socketlab.lab.ServersApartIT.isolated;
import static org.socketlab.lab.ServersApartIT.refusal;
import static org.socketlab.lab.ServersApartIT.stand;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.socketlab.model.Command;
import org.socketlab.model.Refusal;
import org.socketlab.model.Stage;
import org.socketlab.os.linux.LinuxSystem;

/** Processes of the lab's that are stopped (SIGSTOP), or hang. All at once, since each is waited for until its time is up. */
@Timeout(90)
class StoppedIT {
    @TempDir
    Path folder;

    static Stream<Arguments> silent() {
        String connects = "exec python3 -c \"import socket,sys,os,time,signal\n"
                + "s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])\n%s\ntime.sleep(600)\" \"$3\"";
        return Stream.of(
                Arguments.of(connects.formatted("pass"), "child.silent"),
                Arguments.of(connects.formatted("s.sendall(b'{')"), "child.silent"),
                Arguments.of(connects.formatted("os.kill(os.getpid(),signal.SIGSTOP)"), "child.silent"),
                Arguments.of("kill -STOP $$", "child.late"));
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("silent")
    void oneThatDoesNotSayWhoItIsIsNotWaitedForWithoutEnd(String script, String code) {
        assertThatThrownBy(() -> ChildTalk.start(new LinuxSystem(), scripted(script), Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(ChildRefused.class, e -> {
                    assertThat(e.refusal().code()).isEqualTo(code);
                    assertThat(e.refusal().why(Locale.ENGLISH)).contains(" 10 s");
                    assertThat(e.refusal().why(Locale.SIMPLIFIED_CHINESE)).contains(" 10 秒");
                });
        assertThat(ProcessHandle.current().children())
                .noneMatch(child ->
                        List.of(child.info().arguments().orElse(new String[0])).contains(script));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void oneThatHangsIsKilledOnceItsTimeIsUp() throws Exception {
        ChildLab lab = ChildLab.start(
                new LinuxSystem(), fake("signal.signal(signal.SIGTERM,signal.SIG_IGN)\ntime.sleep(600)"));
        for (int many = 0; many < 20_000; many++) { // more than the socket takes: nobody reads there
            lab.submit(
                    new Command.AddNote("a note that nobody reads ".repeat(4), "test", OptionalLong.empty()), "test");
        }
        long begun = System.nanoTime();
        lab.close();
        assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(20));
        assertThat(lives(lab.pid())).isFalse();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatAStoppedOneToldIsSavedWithoutIt() throws Exception {
        try (ChildLab lab = start();
                Stand stand = new Stand(lab, folder).servers()) {
            lab.settle();
            new ProcessBuilder("kill", "-STOP", String.valueOf(lab.pid()))
                    .start()
                    .waitFor();
            Path file = folder.resolve("stopped.socketlab");
            lab.save(file);
            stand.fact(
                    "that it does not answer",
                    0,
                    event -> event instanceof Refusal refusal && refusal.code().equals("child.hung"));
            try (ReplayLab replay = ReplayLab.open(file)) {
                assertThat(replay.history().stateAt(replay.history().lastSeq()).listeners())
                        .hasSize(3);
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void oneThatIsStoppedIsKilledToo() throws Exception {
        try (ChildLab lab = start()) {
            new ProcessBuilder("kill", "-STOP", String.valueOf(lab.pid()))
                    .start()
                    .waitFor();
            lab.close();
            assertThat(lives(lab.pid())).isFalse();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theServersProcessIsToldOnceAndKilledAllTheSame() throws Exception {
        try (Stand stand = stand(folder).servers()) {
            int pid = isolated(stand);
            ChildParent.run("kill -STOP " + pid);
            stand.ask(new Command.SetStage("tcp", new Stage(true, false, false)));
            stand.ask(new Command.SetStage("tcp", Stage.FREE));
            refusal(stand, "apart.hung", 0);
            stand.ask(new Command.KillServer());
            assertThat(end(stand, pid).signal()).hasValue(9);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theServersProcessThatGoesOnIsWaitedForAgain() throws Exception {
        try (Stand stand = stand(folder).servers()) {
            int pid = isolated(stand);
            ChildParent.run("kill -STOP " + pid);
            stand.ask(new Command.SetStage("tcp", new Stage(true, false, false)));
            refusal(stand, "apart.hung", 0);
            ChildParent.run("kill -CONT " + pid);
            stand.state(
                    "it did what it was asked",
                    now -> now.listeners().values().stream()
                            .anyMatch(up -> up.listener().stage().holdAccept()));
            stand.ask(new Command.SetStage("tcp", Stage.FREE));
            stand.lab.settle();
            long before = stand.lab.now().seq();
            ChildParent.run("kill -STOP " + pid);
            stand.ask(new Command.SetStage("tcp", new Stage(true, false, false)));
            refusal(stand, "apart.hung", before);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void muchThatIsAskedOfTheServersProcessHoldsNobodyUp() throws Exception {
        try (Stand stand = stand(folder).servers()) {
            int pid = isolated(stand);
            ChildParent.run("kill -STOP " + pid);
            for (int i = 0; i < 500; i++) {
                stand.ask(new Command.SetStage("tcp", new Stage(i % 2 == 0, false, false)));
            }
            try {
                refusal(stand, "apart.behind", 0);
                stand.ask(new Command.KillServer());
                assertThat(end(stand, pid).signal()).hasValue(9);
            } finally {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly); // or closing would wait for ever
            }
        }
    }
}
