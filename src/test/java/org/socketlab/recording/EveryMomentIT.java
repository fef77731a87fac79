package org.socketlab.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.socketlab.lab.Until.phase;
import static org.socketlab.lab.Until.until;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.lab.LocalLab;
import org.socketlab.lab.Until;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.SocketId;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpState;
import org.socketlab.os.linux.LinuxSystem;

/** A real session, both servers, all three stage switches: each of its moments comes back from its line in a file. */
@Timeout(120)
class EveryMomentIT {
    @TempDir
    private Path folder;

    private static void say(LocalLab lab, String console, String text) {
        lab.submit(new Command.Send(console, Bytes.of(text)), "test");
    }

    private void play(LocalLab lab) {
        Endpoint.Unix path = new Endpoint.Unix(folder.resolve("lab.sock").toString());
        Endpoint tcp = Until.serving(lab, path);
        lab.submit(new Command.OpenConsole("A", tcp), "test");
        lab.submit(new Command.OpenConsole("U", path), "test");
        phase(lab, "A", Phase.OPEN);
        phase(lab, "U", Phase.OPEN);
        say(lab, "A", "ping\nhello\necho 你好\n");
        say(lab, "U", "echo " + "x".repeat(10_000) + "\nquit\n");
        phase(lab, "U", Phase.ENDED);
        for (Stage stage :
                List.of(new Stage(true, false, false), new Stage(false, true, false), new Stage(false, false, true))) {
            lab.submit(new Command.SetStage("tcp", stage), "test");
            lab.submit(new Command.OpenConsole("B", tcp), "test");
            phase(lab, "B", Phase.OPEN);
            lab.submit(new Command.LetOneIn("tcp"), "test");
            lab.submit(new Command.CloseConsole("B"), "test");
        }
        lab.submit(new Command.SetStage("tcp", Stage.FREE), "test");
        SocketId own = lab.now().state().consoles().get("A").id().orElseThrow();
        lab.submit(new Command.HoldRead(own, true), "test");
        lab.submit(new Command.HoldClose(own, true), "test");
        until(lab, state -> state.held().containsKey(own));
        lab.submit(new Command.HoldRead(own, false), "test");
        say(lab, "A", "quit\n");
        until(lab, state -> state.sockets().get(own).socket().state() == TcpState.CLOSE_WAIT);
        lab.submit(new Command.HoldClose(own, false), "test");
        phase(lab, "A", Phase.ENDED);
        lab.submit(new Command.AddNote("<b>\u0000 \ud83d\ude00", "test", OptionalLong.of(7)), "test");
        lab.settle();
    }

    @Test
    void comesBackFromItsLine() throws Exception {
        try (LocalLab lab = new LocalLab(new LinuxSystem())) {
            play(lab);
            LabState live = lab.now().state();
            List<Fact> facts = lab.history().between(0, live.seq());
            assertThat(facts).hasSizeGreaterThan(200);
            LabState state = lab.history().stateAt(0);
            for (Fact fact : facts) {
                String line = FactJson.line(fact);
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                assertThat(FactJson.read(Json.parse(bytes, 0, bytes.length)))
                        .as(line)
                        .isEqualTo(fact);
                state = state.apply(fact);
                byte[] base = StateWriter.line(state).getBytes(StandardCharsets.UTF_8);
                LabState read = StateReader.read(Json.parse(base, 0, base.length));
                assertThat(read).as("after " + line).isEqualTo(state);
                assertThat(lab.history().stateAt(fact.seq())).isEqualTo(state);
            }
            assertThat(state).isEqualTo(live);
        }
    }
}
