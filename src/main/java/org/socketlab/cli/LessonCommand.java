package org.socketlab.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.socketlab.lesson.Lesson;
import org.socketlab.lesson.Lessons;
import org.socketlab.os.OperatingSystem;
import org.socketlab.server.Defaults;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code socketlab lesson}: the lessons in a terminal, played on a lab of their own. */
@Command(
        name = "lesson",
        description = "Lists the lessons, or plays one without a window.",
        mixinStandardHelpOptions = true,
        versionProvider = SocketLab.Number.class)
final class LessonCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    private LessonCommand() {}

    static CommandLine with(OperatingSystem system) {
        return new CommandLine(new LessonCommand())
                .addSubcommand(new Catalogue())
                .addSubcommand(new Run(system));
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return CommandLine.ExitCode.USAGE;
    }

    /** {@code lesson list}. */
    @Command(
            name = "list",
            description = "The lessons that came with the lab: name, tab, title.",
            mixinStandardHelpOptions = true)
    static final class Catalogue implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            StringBuilder lines = new StringBuilder();
            for (Lesson lesson : Lessons.bundled()) {
                lines.append(lesson.name())
                        .append('\t')
                        .append(lesson.title().en())
                        .append('\n');
            }
            Output.print(spec, lines.toString());
            return 0;
        }
    }

    /** {@code lesson run}. */
    @Command(
            name = "run",
            description = "Plays a lesson on a lab of its own, and says what came of each line.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:all came true", "1:something did not, or it is no lesson", "2:usage"})
    static final class Run implements Callable<Integer> {
        private final OperatingSystem system;

        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "NAME|FILE", description = "As `lesson list` names it, or a Markdown file.")
        private String lesson = "";

        @Option(
                names = "--prove",
                description =
                        "Also run the shell lines and compare what they print; only of a lesson that came with the"
                                + " lab. A file's are shown, never run.")
        private boolean prove;

        @Option(
                names = "--language",
                paramLabel = "en|zh",
                defaultValue = "en",
                description = "The language of the text. Default: en.")
        private Tongue language = Tongue.EN;

        /** A language by its word in the help. */
        enum Tongue {
            EN(Locale.ENGLISH),
            ZH(Locale.CHINESE);

            private final Locale locale;

            Tongue(Locale locale) {
                this.locale = locale;
            }
        }

        Run(OperatingSystem system) {
            this.system = system;
        }

        @Override
        public Integer call() {
            Lesson wanted = LessonSession.named(lesson, language.locale);
            try (LessonSession session = LessonSession.open(system, text -> Output.print(spec, text + "\n"))) {
                session.play(wanted, prove, language.locale);
            } finally {
                Defaults.leaveFolder(system, System.getenv(), Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
            }
            return 0;
        }
    }
}
