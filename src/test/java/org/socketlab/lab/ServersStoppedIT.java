package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.socketlab.lab.ServersApartIT.end;
import static org.socketlab.lab.ServersApartIT.isolated;
import static org.socketlab.lab.ServersApartIT.refusal;
import static org.socketlab.lab.ServersApartIT.stand;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.socketlab.model.Command;
import org.socketlab.model.Stage;

/** The servers' own process while it is stopped (SIGSTOP). All at once, since each waits for the end of a patience. */
@Timeout(90)
class ServersStoppedIT {
    @TempDir
    Path folder;

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void stoppedItIsToldOnceAndKilledAllTheSame() throws Exception {
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
    void whenItGoesOnItIsWaitedForAgain() throws Exception {
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
    void muchThatIsAskedOfAStoppedOneHoldsNobodyUp() throws Exception {
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
