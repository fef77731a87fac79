package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.lesson.Lesson;
import org.socketlab.lesson.Lessons;
import org.socketlab.os.linux.LinuxSystem;
import picocli.CommandLine;

@Timeout(60)
class LessonCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int run(String... args) {
        CommandLine root = SocketLab.commandLine(new LinuxSystem(), _ -> 99);
        return root.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void theListNamesEachLessonOnALine() {
        assertThat(run("lesson", "list")).isZero();
        assertThat(out.toString().lines())
                .hasSize(Lessons.bundled().size())
                .contains("accept-does-not-handshake\taccept() does not shake hands");
    }

    @Test
    void aLessonIsPlayedInPlainLines() {
        Lesson lesson = Lessons.bundled().getFirst();
        assertThat(run("lesson", "run", lesson.name(), "--language", "zh")).isZero();
        assertThat(out.toString())
                .contains(lesson.title().zh(), "   do   console A connect tcp\n", "   yes  state of A is ESTABLISHED\n")
                .contains("All of it came true.")
                .doesNotContain("NO ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatIsNotSoEndsWithOneAndNoLineOfAFileIsEverRun() throws Exception {
        Path ran = folder.resolve("ran");
        Path mine = Files.writeString(folder.resolve("mine.md"), """
                # Mine | 我的

                ## S | 步

                ```do
                console A connect tcp
                ```

                ```check
                state of A is SYN_SENT
                ```

                ```prove
                $ touch %s
                expect x
                ```
                """.formatted(ran));
        assertThat(run("lesson", "run", mine.toString(), "--prove")).isEqualTo(1);
        assertThat(out.toString())
                .contains("NO   state of A is SYN_SENT; seen: state of A is ESTABLISHED\n", "shown, not run");
        assertThat(err.toString().lines()).singleElement().asString().contains("1 of its lines");
        assertThat(ran).doesNotExist();
    }

    @Test
    void aDocumentThatIsNoLessonIsRefusedByItsLine() throws Exception {
        Path wrong = Files.writeString(
                folder.resolve("wrong.md"), "# W | 错\n\n## S | 步\n\n```do\nstgae tcp hold-accept on\n```\n");
        assertThat(run("lesson", "run", wrong.toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .endsWith("line 6: `stgae` is no step; did you mean `stage`?");
        assertThat(run("lesson", "run", "no-such-lesson")).isEqualTo(1);
        assertThat(run("lesson")).isEqualTo(2);
    }
}
