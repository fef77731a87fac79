package org.socketlab.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.socketlab.lab.ChildProgram;
import org.socketlab.model.Version;
import org.socketlab.os.OperatingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code socketlab}: without a word it opens the window. */
@Command(
        name = "socketlab",
        description = "Shows what the kernel makes of every socket, live.",
        mixinStandardHelpOptions = true,
        versionProvider = SocketLab.Number.class)
public final class SocketLab implements Callable<Integer> {
    private static final int FAILED = 1; // as picocli's SOFTWARE, whose class is not to be loaded for it

    private final Window window;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "RECORDING", description = "a recording to open instead of a lab")
    private @Nullable Path recording;

    private SocketLab(Window window) {
        this.window = window;
    }

    /** Opens the window, on a recording where one is named, and returns the exit code once it is closed. */
    @FunctionalInterface
    public interface Window {
        int open(Optional<Path> recording);
    }

    /**
     * Runs what the arguments name and returns the exit code. Without any there is nothing to parse, and the window is not
     * kept waiting for a parser: building the commands would take a third of the way to its first frame.
     *
     * @param window what opens it
     */
    public static int run(OperatingSystem system, Window window, String... args) {
        if (args.length > 0 && args[0].equals(ChildProgram.COMMAND)) {
            return LabCommand.run(system, List.of(args));
        }
        if (args.length > 0) {
            return commandLine(system, window).execute(args);
        }
        try {
            return window.open(Optional.empty());
        } catch (Failure e) {
            System.err.println(line(e));
            return FAILED;
        }
    }

    /**
     * All commands.
     *
     * @param window what opens it
     */
    public static CommandLine commandLine(OperatingSystem system, Window window) {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        return new CommandLine(new SocketLab(window))
                .addSubcommand(new ServeCommand(system))
                .addSubcommand(new ConnectCommand(system, System.in, out))
                .addSubcommand(new SocketsCommand(system))
                .addSubcommand(new FdsCommand(system))
                .addSubcommand(new ExportCommand())
                .addSubcommand(new DemoCommand(system, System.getenv()))
                .addSubcommand(LessonCommand.with(system))
                // UTF-8 whatever the locale: JSON is, and so are the names that ls and lsof print as they are
                .setOut(new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true))
                .setExecutionExceptionHandler(SocketLab::failed)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        Optional<Path> file = Optional.ofNullable(recording);
        boolean word = file.isPresent() && !file.get().toString().contains(".") && !Files.exists(file.get());
        if (word && spec != null) { // a slip of the hand in a command's name is no file that is missing
            throw new ParameterException(
                    spec.commandLine(), "There is neither a command nor a recording called " + file.get() + ".");
        }
        return window.open(file);
    }

    /** A failure is one line on standard error; anything else is a fault of ours and shows where. */
    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof Failure) {
            command.getErr().println(line((Failure) e));
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }

    private static String line(Failure failure) {
        return "socketlab: " + failure.getMessage();
    }

    /** What {@code --version} prints. */
    static final class Number implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"socketlab " + Version.current()};
        }
    }
}
