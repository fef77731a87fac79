package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.os.linux.LinuxSystem;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;
import org.socketlab.recording.Host;
import org.socketlab.recording.RecordingWriter;
import org.socketlab.trace.Spool;
import org.socketlab.trace.Timeline;
import picocli.CommandLine;

@Timeout(120)
class ExportCommandIT {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void record() throws Exception {
        Host host = new Host("6.18.0", "lab", 1000, "b0b0", Session.SELF);
        Timeline told = new Timeline(LabState.empty(Session.SELF), 100_000, 1 << 28, Spool.NONE);
        Session session = Sessions.usual();
        session.between(0, session.lastSeq()).forEach(told::append);
        for (String said : List.of("ping\n", "pong\n")) {
            Event event = new Event.ConsoleBytes("A", said.equals("ping\n"), Bytes.of(said));
            told.append(new Fact(told.lastSeq() + 1, 7, Evidence.OBSERVED, Because.OBSERVED, event));
        }
        RecordingWriter.save(recording(), java.time.Instant.parse("2026-01-31T12:00:00Z"), host, told);
    }

    private Path recording() {
        return folder.resolve("session.socketlab");
    }

    private Path out() {
        return folder.resolve("out");
    }

    private int run(String... args) {
        CommandLine line = SocketLab.commandLine(new LinuxSystem(), _ -> 99);
        said.getBuffer().setLength(0);
        line.setErr(new PrintWriter(said, true));
        List<String> all = new ArrayList<>(List.of("export"));
        all.addAll(List.of(args));
        return line.execute(all.toArray(String[]::new));
    }

    private int export(String format, String... more) {
        List<String> all =
                new ArrayList<>(List.of(recording().toString(), "--format", format, "--out", out().toString()));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    @Test
    void aMomentIsASvgAndAnEarlierOneAnother() throws Exception {
        assertThat(export("svg")).isZero();
        String last = Files.readString(out());
        assertThat(last).startsWith("<?xml").contains("ESTABLISHED", "1208").endsWith("</svg>\n");
        assertThat(export("SVG", "--at", "0")).isZero();
        assertThat(Files.readString(out())).startsWith("<?xml").doesNotContain("ESTABLISHED");
    }

    @Test
    void aTranscriptIsText() throws Exception {
        assertThat(export("text")).isZero();
        assertThat(Files.readString(out())).contains("--- console A ---\n", "› ping\n", "pong\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out())))
                .as("to be passed on: as the umask has it")
                .isEqualTo(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(Files.createFile(folder.resolve("other")))));
    }

    @Test
    void segmentsAreACapture() throws Exception {
        assertThat(export("pcapng")).isZero();
        assertThat(Files.readAllBytes(out())).startsWith(0x0a, 0x0d, 0x0d, 0x0a);
    }

    @Test
    void aPictureNeedsNoDisplay() throws Exception {
        OwnJvm.Ran export = OwnJvm.run(
                CommandLineMain.class, "export", recording().toString(), "--format", "png", "--out", out().toString());
        assertThat(export.exit()).as(export.output()).isZero();
        assertThat(Files.readAllBytes(out())).startsWith(0x89, 'P', 'N', 'G').hasSizeGreaterThan(10_000);
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLine() throws Exception {
        assertThat(export("svg", "--at", "999999")).isEqualTo(1);
        assertThat(said.toString()).contains("There is no fact 999999").hasLineCount(1);
        assertThat(run("nowhere.socketlab", "--format", "svg", "--out", out().toString()))
                .isEqualTo(1);
        assertThat(said.toString()).contains("There is no such file").hasLineCount(1);
        assertThat(run(folder.toString(), "--format", "svg", "--out", out().toString()))
                .isEqualTo(1);
        Files.writeString(
                recording(), Files.readString(recording()).replaceFirst("\"kind\":\"sockets\"", "\"kind\":7"));
        assertThat(export("text")).isEqualTo(1);
        assertThat(said.toString()).contains("damaged at line").contains("kind").hasLineCount(1);
        assertThat(out()).doesNotExist();
    }

    @Test
    void aSlipOfTheHandIsUsage() {
        assertThat(export("gif")).isEqualTo(2);
        assertThat(export("svg", "--at", "-1")).isEqualTo(2);
        assertThat(run(recording().toString(), "--format", "svg")).isEqualTo(2);
        assertThat(SocketLab.commandLine(new LinuxSystem(), _ -> 99)
                        .setErr(new PrintWriter(said))
                        .execute("serv"))
                .isEqualTo(2);
    }

    @Test
    void aRecordingOpensTheWindow() {
        List<Path> opened = new ArrayList<>();
        CommandLine line = SocketLab.commandLine(new LinuxSystem(), file -> {
            file.ifPresent(opened::add);
            return 42;
        });
        assertThat(line.execute(recording().toString())).isEqualTo(42);
        assertThat(opened).containsExactly(recording());
    }

    @Test
    void whatIsNoFileIsLeftAlone() throws Exception {
        Files.createSymbolicLink(out(), recording());
        assertThat(export("text")).isEqualTo(1);
        assertThat(said.toString())
                .contains("it is there already and is no file")
                .hasLineCount(1);
        assertThat(out()).isSymbolicLink();
        Files.delete(out());
        Files.createDirectory(out());
        assertThat(export("text")).isEqualTo(1);
        assertThat(run(
                        recording().toString(),
                        "--format",
                        "text",
                        "--out",
                        folder.resolve("no/such").toString()))
                .isEqualTo(1);
        assertThat(Files.list(folder)).containsExactlyInAnyOrder(recording(), out());
    }
}
