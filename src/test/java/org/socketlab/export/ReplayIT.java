package org.socketlab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.socketlab.lab.Until.phase;
import static org.socketlab.lab.Until.until;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.lab.LocalLab;
import org.socketlab.lab.ReplayLab;
import org.socketlab.lab.Until;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Pairing;
import org.socketlab.model.Refusal;
import org.socketlab.model.SocketId;
import org.socketlab.model.Stage;
import org.socketlab.model.TcpState;
import org.socketlab.os.linux.LinuxSystem;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Selection;
import org.socketlab.picture.diagram.Diagram;
import org.socketlab.picture.diagram.Slots;
import org.socketlab.picture.diagram.Wish;
import org.socketlab.picture.ladder.Ladder;
import org.socketlab.picture.ladder.Trail;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/** A real session, saved and opened again: each of its moments gives the same pictures, ladders and transcripts. */
@Timeout(120)
class ReplayIT {
    private static final BundleWords WORDS = BundleWords.ENGLISH;

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("session.socketlab");
    }

    private static void ask(LocalLab lab, Command command) {
        lab.submit(command, "test");
    }

    private void play(LocalLab lab) throws Exception {
        Endpoint.Unix path = new Endpoint.Unix(folder.resolve("lab.sock").toString());
        Endpoint tcp = Until.serving(lab, path);
        ask(lab, new Command.OpenConsole("A", tcp));
        phase(lab, "A", Phase.OPEN);
        ask(lab, new Command.OpenConsole("U", path));
        phase(lab, "U", Phase.OPEN);
        ask(lab, new Command.Send("A", Bytes.of("ping\nhello\necho <b>你好</b>\n")));
        ask(lab, new Command.Send("U", Bytes.of("ping\nquit\n")));
        phase(lab, "U", Phase.ENDED);
        ask(lab, new Command.SetStage("tcp", new Stage(true, false, false)));
        ask(lab, new Command.OpenConsole("B", tcp));
        phase(lab, "B", Phase.OPEN);
        ask(lab, new Command.LetOneIn("tcp"));
        ask(lab, new Command.SetStage("tcp", Stage.FREE));
        ask(lab, new Command.Send("A", Bytes.of("quit\n")));
        phase(lab, "A", Phase.ENDED);
        until(
                lab,
                state -> state.sockets().values().stream()
                        .anyMatch(seen -> seen.socket().state() == TcpState.TIME_WAIT));
        lab.settle();
        lab.save(file());
    }

    private static Diagram diagram(LabState state) {
        return Diagram.of(state, Slots.NONE, new Wish(1_200, Optional.empty(), Set.of()), WORDS);
    }

    private static List<Picture> ladders(LabState state, History history) {
        List<Picture> ladders = new ArrayList<>();
        for (var pair : Pairing.of(state.sockets().values().stream()
                        .map(SeenSocket::socket)
                        .toList())
                .entrySet()) {
            SocketId end = pair.getKey();
            ladders.add(Ladder.of(
                    new Trail(),
                    new Moment(state, state.seq()),
                    history,
                    Optional.of(new Selection.Socket(end)),
                    424,
                    WORDS));
        }
        return ladders;
    }

    @Test
    void everyMomentGivesTheSamePicturesAsTheLivingLab() throws Exception {
        try (LocalLab lab = new LocalLab(new LinuxSystem())) {
            play(lab);
            long last;
            try (ReplayLab replay = ReplayLab.open(file())) {
                last = replay.now().seq();
                assertThat(last).isGreaterThan(100);
                assertThat(replay.now().state()).isEqualTo(lab.history().stateAt(last));
                assertThat(replay.started()).isEqualTo(lab.started());
                for (long seq = 0; seq <= last; seq++) {
                    LabState live = lab.history().stateAt(seq);
                    LabState past = replay.at(seq).now().state();
                    assertThat(past).isEqualTo(live);
                    if (seq % 7 == 0 || seq == last) {
                        assertThat(diagram(past)).isEqualTo(diagram(live));
                        assertThat(svg(past)).isEqualTo(svg(live));
                        assertThat(ladders(past, replay.history())).isEqualTo(ladders(live, lab.history()));
                        assertThat(Transcripts.text(replay.history(), seq, Locale.ENGLISH))
                                .isEqualTo(Transcripts.text(lab.history(), seq, Locale.ENGLISH));
                    }
                }
                assertThat(Transcripts.text(replay.history(), last, Locale.ENGLISH))
                        .contains("--- console A ---", "› ping\n", "\npong\n", "<b>你好</b>\n", "--- console U ---");
                assertThat(pcapng(replay.history(), last, replay)).isEqualTo(pcapng(lab.history(), last, replay));
            }
        }
    }

    private static String svg(LabState state) {
        Diagram diagram = diagram(state);
        return Svg.of(List.of(diagram.picture(), diagram.aside()), Palette.LIGHT);
    }

    private static byte[] pcapng(History history, long upTo, ReplayLab lab) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(Pcapng.write(out, history, upTo, lab.started(), "test")).isPositive();
        return out.toByteArray();
    }

    @Test
    void nothingIsRunAndNothingIsLeftOpen() throws Exception {
        try (LocalLab lab = new LocalLab(new LinuxSystem())) {
            play(lab);
        }
        ReplayLab replay = ReplayLab.open(file());
        List<Refusal> refused = new ArrayList<>();
        replay.onRefused(refused::add);
        Moment before = replay.now();
        replay.submit(new Command.StartOver(), "test");
        replay.submit(new Command.OpenConsole("Z", Endpoint.parse("127.0.0.1:1")), "test");
        assertThat(refused).hasSize(2).allMatch(refusal -> refusal.code().equals("replay.past"));
        assertThat(replay.now()).isEqualTo(before);
        Files.copy(file(), folder.resolve("copy.socketlab"));
        replay.save(folder.resolve("again.socketlab"));
        assertThat(folder.resolve("again.socketlab")).hasSameBinaryContentAs(file());
        replay.close();
        replay.close();
        try (var links = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(links.filter(link -> {
                        try {
                            return Files.readSymbolicLink(link).startsWith(folder);
                        } catch (IOException gone) {
                            return false;
                        }
                    }))
                    .isEmpty();
        }
    }
}
