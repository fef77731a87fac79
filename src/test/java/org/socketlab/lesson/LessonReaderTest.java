package org.socketlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.socketlab.model.Bytes;
import org.socketlab.model.Framing;

/** Every line of a document becomes something, or is refused by its number. */
class LessonReaderTest {
    private static final String HEAD = "# T | 题\n\n## S | 步\n\n"; // four lines
    private static final Subject.Server TCP = new Subject.Server("tcp");

    @Test
    void aWholeLessonIsRead() throws LessonRefused {
        Lesson lesson = LessonReader.read("whole", true, """
                # accept() opens no port | accept() 不开端口

                ### en
                In short.

                ### zh
                简而言之。

                ## First | 第一步

                ### en
                A *word*, `code` and **more**.

                - one
                - two

                ### zh
                一个词
                接着写。

                ```do
                console A connect tcp
                type A ping
                send A "pi\\x0a\\"\\\\"
                half-close A
                disconnect A
                stage tcp hold-accept on
                let one in tcp
                hold-read A's peer on
                hold-close A off
                reset A's peer
                isolate on
                limit-fds 1 free
                limit-fds 64
                kill-server
                serve unix read
                wait A hears "pong\\n"
                ```

                ```predict
                ? Why | 为什么
                - no | 否
                + yes | 是
                = so | 因此
                ```

                ```check
                local port of A's peer is not local port of B
                accept queue of tcp is 1
                fd of A's peer is none
                A hears just ""
                tcp reads "x"
                unix logs "y"
                ```

                ```reveal
                select A
                select tcp
                open fds
                ```

                ```prove
                $ ss -tn "sport = :{port of tcp}" {pid}
                expect ^\\d{2}
                expect 2 times {local port of A}
                ```
                """);
        assertThat(lesson.title().in(Locale.CHINESE)).isEqualTo("accept() 不开端口");
        assertThat(lesson.summary()).isEqualTo(new Both("In short.", "简而言之。"));
        List<Part> parts = lesson.steps().getFirst().parts();
        assertThat(parts).hasSize(6);
        Part.Prose prose = (Part.Prose) parts.get(0);
        assertThat(Block.text(prose.en())).isEqualTo("A word, code and more.\n• one\n• two");
        assertThat(Block.text(prose.zh())).as("no space where Chinese goes on").isEqualTo("一个词接着写。");
        assertThat(((Part.Do) parts.get(1)).actions())
                .containsExactly(
                        new Action.Connect("console A connect tcp", "A", TCP),
                        new Action.Send("type A ping", "A", Bytes.of("ping\n")),
                        new Action.Send("send A \"pi\\x0a\\\"\\\\\"", "A", Bytes.of("pi\n\"\\")),
                        new Action.HalfClose("half-close A", "A"),
                        new Action.Disconnect("disconnect A", "A"),
                        new Action.SetStage("stage tcp hold-accept on", TCP, Action.Switch.HOLD_ACCEPT, true),
                        new Action.LetOneIn("let one in tcp", TCP),
                        new Action.Hold("hold-read A's peer on", Action.Held.READ, new Subject.Peer("A"), true),
                        new Action.Hold("hold-close A off", Action.Held.CLOSE, new Subject.Console("A"), false),
                        new Action.Reset("reset A's peer", new Subject.Peer("A")),
                        new Action.Isolate("isolate on", true),
                        new Action.LimitFds("limit-fds 1 free", 1, true),
                        new Action.LimitFds("limit-fds 64", 64, false),
                        new Action.KillServer("kill-server"),
                        new Action.Serve("serve unix read", new Subject.Server("unix"), Framing.READ),
                        new Action.Wait(
                                "wait A hears \"pong\\n\"",
                                new Assertion.Hears("A hears \"pong\\n\"", "A", Bytes.of("pong\n"), false)));
        assertThat(((Part.Predict) parts.get(2)).right()).isEqualTo(1);
        assertThat(((Part.Check) parts.get(3)).assertions())
                .hasSize(6)
                .startsWith(new Assertion.Compare(
                        "local port of A's peer is not local port of B",
                        new Term(Term.Property.LOCAL_PORT, new Subject.Peer("A")),
                        true,
                        new Assertion.Value.Of(new Term(Term.Property.LOCAL_PORT, new Subject.Console("B")))));
        assertThat(((Part.Reveal) parts.get(4)).sights()).hasSize(3);
        Part.Prove prove = (Part.Prove) parts.get(5);
        assertThat(prove.command().with(Term::toString)).isEqualTo("ss -tn \"sport = :port of tcp\" pid");
        assertThat(prove.expected().getFirst().regex().with(_ -> "?")).isEqualTo("^\\d{2}");
        assertThat(prove.expected().getLast().times()).isEqualTo(Optional.of(2));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(1, "begins with its title", "## S | 步\n"),
                wrong(1, "has no step", "# T | 题\n"),
                wrong(1, "`T` needs both languages", "# T\n"),
                wrong(3, "`S` needs both languages", "# T | 题\n\n## S\n"),
                wrong(3, "a second title", "# T | 题\n\n# T | 题\n"),
                wrong(3, "nothing in it", "# T | 题\n\n## S | 步\n"),
                wrong(5, "is no language", HEAD + "### fr\nSalut\n"),
                wrong(5, "needs both languages", HEAD + "### en\nText\n"),
                wrong(5, "needs both languages", HEAD + "### en\n\n### zh\n文字\n"),
                wrong(5, "follows the `### en`", HEAD + "### zh\n文字\n"),
                wrong(5, "under no language", HEAD + "Text\n"),
                wrong(3, "stands before the first step", "# T | 题\n\n```do\ntype A x\n```\n"),
                wrong(5, "no kind of block; did you mean `check`", HEAD + "```chek\nx\n```\n"),
                wrong(5, "no kind of block; there are", HEAD + "```java\nx\n```\n"),
                wrong(5, "is empty", HEAD + "```do\n\n```\n"),
                wrong(5, "is not closed", HEAD + "```do\ntype A x\n"),
                step(7, "`stgae` is no step; did you mean `stage`?", "type A x\nstgae tcp hold-accept on"),
                step(6, "`run` is no step; there are `console`", "run rm -rf /"),
                step(6, "should read `console A connect tcp|unix`", "console A connect udp"),
                step(6, "should read `console A connect tcp|unix`", "console AB connect tcp"),
                step(
                        6,
                        "should read `stage tcp|unix hold-accept|full-queue|wait-for-data on|off`",
                        "stage tcp hold on"),
                step(6, "should read `type A WORDS`", "type A"),
                step(6, "should read `hold-read A|A's peer on|off`", "hold-read tcp on"),
                step(6, "`hold-write` is no step", "hold-write A on"),
                step(6, "should read `reset A|A's peer`", "reset tcp"),
                step(6, "should read `isolate on|off`", "isolate"),
                step(6, "should read `limit-fds NUMBER [free]`", "limit-fds few"),
                step(6, "should read `kill-server`", "kill-server tcp"),
                step(6, "should read `send A \"TEXT\"`", "send A \"open"),
                step(6, "`\\q` stands for nothing", "send A \"\\q\""),
                step(6, "`\\x4` stands for nothing", "send A \"\\x4\""),
                step(6, "should read `serve tcp|unix line|read`", "serve tcp words"),
                step(6, "`heard` is no step; did you mean `hears`?", "wait A heard \"x\""),
                check("`ESTABLISH` is no value of state; did you mean `ESTABLISHED`?", "state of A is ESTABLISH"),
                check("`x` is no value of local port", "local port of A is x"),
                check("`99999999999` is no value of fd", "fd of A is 99999999999"),
                check("`accept queue of A` cannot be looked up", "accept queue of A is 1"),
                check("`port of A` cannot be looked up", "local port of A is port of A"),
                check("should read `state of A|A's peer is [not] VALUE", "state of A ESTABLISHED"),
                check("`colour` is no step; there are", "colour of A is red"),
                fence("reveal", 6, "should read `select A|tcp|unix`", "select everything"),
                fence("reveal", 6, "should read `open handshake|calls", "open sesame"),
                fence("predict", 6, "should begin with `? `", "what?"),
                fence("predict", 6, "needs both languages", "? what"),
                fence(
                        "predict",
                        5,
                        "this one has 1 questions, 2 choices, 0 right ones and 1 reasons",
                        "? q | 问\n- a | 甲\n- b | 乙\n= y | 因"),
                fence("prove", 6, "begin with `$ `", "ss -tn\nexpect x"),
                fence("prove", 5, "is missing: `expect REGEX`", "$ ss -tn"),
                fence("prove", 7, "should read `expect REGEX`", "$ ss -tn\nx"),
                fence("prove", 7, "no regular expression", "$ ss -tn\nexpect ("),
                fence("prove", 6, "`port of A` cannot be looked up", "$ ss {port of A}\nexpect x"));
    }

    private static Arguments wrong(int line, String reason, String document) {
        return Arguments.of(line, reason, document);
    }

    private static Arguments fence(String word, int line, String reason, String lines) {
        return wrong(line, reason, HEAD + "```" + word + "\n" + lines + "\n```\n");
    }

    private static Arguments step(int line, String reason, String lines) {
        return fence("do", line, reason, lines);
    }

    private static Arguments check(String reason, String lines) {
        return fence("check", 6, reason, lines);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsRefusedByLineAndReason(int line, String reason, String document) {
        assertThatThrownBy(() -> LessonReader.read("wrong", false, document))
                .isInstanceOfSatisfying(LessonRefused.class, refused -> {
                    assertThat(refused.line()).isEqualTo(line);
                    assertThat(refused.getMessage())
                            .startsWith("line " + line + ": ")
                            .contains(reason);
                    assertThat(refused.text(Locale.CHINESE)).startsWith("第 " + line + " 行：");
                });
    }

    /** Whatever is cut off where, it is a lesson or refused, never a fault. */
    @Test
    void noPrefixOfALessonIsAFault() throws Exception {
        for (Lesson lesson : Lessons.bundled()) {
            String document = Files.readString(Stream.of("1-", "2-", "3-")
                    .map(number -> Path.of("assets/lessons", number + lesson.name() + ".md"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow());
            for (int end = 0; end < document.length(); end += 7) {
                try {
                    assertThat(LessonReader.read("cut", false, document.substring(0, end))
                                    .steps())
                            .isNotEmpty();
                } catch (LessonRefused refused) {
                    assertThat(refused.getMessage()).startsWith("line ");
                }
            }
        }
    }

    @Test
    void whatIsHugeOrDeepOrNoTextIsRefusedOrFlat(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> LessonReader.read("huge", false, "x".repeat(300_000)))
                .isInstanceOf(LessonRefused.class)
                .hasMessageContaining("256 KiB");
        String deep = "# T | 题\n\n## S | 步\n\n### en\n" + ">".repeat(50_000) + " x\n\n" + "*a _b ".repeat(20_000)
                + "\n\n### zh\n" + "[".repeat(50_000) + "\n";
        assertThat(LessonReader.read("deep", false, deep).steps()).hasSize(1);
        Path binary = folder.resolve("binary.md");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> Lessons.of(binary)).hasMessageContaining("no UTF-8");
        assertThatThrownBy(() -> Lessons.of(folder.resolve("none.md"))).hasMessageContaining("cannot be read");
    }
}
