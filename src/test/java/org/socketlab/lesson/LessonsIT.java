package org.socketlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.socketlab.lab.ChildParent;
import org.socketlab.lab.LocalLab;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.os.linux.LinuxSystem;

/** Every lesson that comes with the lab, played on real sockets, its shell lines run: none can be wrong. */
class LessonsIT {
    private static final Path FOLDER = Path.of("assets/lessons");

    /** Documents that speak the words which no lesson of the lab's own needs yet. */
    private static final Path MORE = Path.of("src/test/lessons");

    @TempDir
    Path folder;

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyLessonIsTrue() throws IOException {
        return Stream.concat(Lessons.bundled().stream(), more())
                .map(lesson -> DynamicTest.dynamicTest(lesson.name(), () -> {
                    Played played = play(lesson);
                    assertThat(played.untrue).isEmpty();
                    assertThat(played.checked).as("checks").isPositive();
                    assertThat(played.run + played.missing.size())
                            .as("shell lines")
                            .isPositive();
                    if (!played.missing.isEmpty()) {
                        abort("true so far, but not installed: " + played.missing);
                    }
                }));
    }

    private static Stream<Lesson> more() throws IOException {
        try (Stream<Path> files = Files.list(MORE)) {
            return files.toList().stream().map(LessonsIT::trusted);
        }
    }

    private static Lesson trusted(Path file) {
        try {
            return LessonReader.read(file.getFileName().toString(), true, Files.readString(file));
        } catch (IOException | LessonRefused e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void everyFileOfTheFolderIsALesson() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(Lessons.bundled())
                    .hasSize((int) files.filter(file -> file.toString().endsWith(".md"))
                            .count())
                    .hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aWrongLessonIsFoundOut() throws Exception {
        Lesson wrong = LessonReader.read("wrong", true, """
                # Wrong | 错

                ## Untrue | 不实

                ```do
                console A connect tcp
                ```

                ```check
                state of A is ESTABLISHED
                local port of A is port of tcp
                ```

                ```prove
                $ cat /proc/sys/net/ipv4/ip_local_port_range
                expect nonsense
                expect {fd of Z}
                ```
                """);
        assertThat(play(wrong).untrue)
                .hasSize(2)
                .satisfiesExactly(
                        check -> assertThat(check)
                                .contains(
                                        "local port of A is port of tcp",
                                        "seen: local port of A is ",
                                        ", port of tcp is "),
                        proof -> assertThat(proof).contains("nonsense", "fd of Z"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whereTheServersWereIsGivenBack() throws Exception {
        for (String left : List.of("isolate on", "isolate on\nserve tcp read\nlimit-fds 99\nkill-server")) {
            Lesson lesson = LessonReader.read("left", true, "# Left | 留下\n\n## So | 如此\n\n```do\n" + left + "\n```\n");
            assertThat(play(lesson).untrue).as(left).isEmpty();
        }
    }

    private Played play(Lesson lesson) throws Exception {
        try (LocalLab lab = new LocalLab(new LinuxSystem(), ChildParent::program)) {
            Publications publications = new Publications(lab);
            lab.submit(
                    new Command.StartServer(
                            "tcp",
                            List.of(Endpoint.parse("127.0.0.1:0"), Endpoint.parse("[::1]:0")),
                            Framing.LINE,
                            128),
                    "test");
            lab.submit(
                    new Command.StartServer(
                            "unix",
                            List.of(new Endpoint.Unix(
                                    folder.resolve(lesson.name() + ".sock").toString())),
                            Framing.LINE,
                            128),
                    "test");
            assertThat(publications.until(
                            () -> lab.now().state().listeners().size() == 3, TimeUnit.SECONDS.toNanos(20)))
                    .as("servers")
                    .isTrue();
            return Played.of(lesson, lab);
        }
    }
}
