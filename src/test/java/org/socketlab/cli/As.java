package org.socketlab.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.socketlab.observe.Onlooker;

/** Starts programs as this user or, where this is root, as the user nobody. */
final class As {
    private final List<String> prefix;
    private final String classPath;

    private As(List<String> prefix, String classPath) {
        this.prefix = prefix;
        this.classPath = classPath;
    }

    /** As whoever runs the tests. */
    static As me() {
        return new As(List.of(), System.getProperty("java.class.path"));
    }

    /**
     * As nobody; skips the test, saying so, where it cannot. What runs as nobody reads its classes from a copy in
     * {@code folder}, because root's home is closed to it.
     */
    static As nobody(Path folder) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root can start programs as nobody");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "skipped: no setpriv");
        Path copy = Files.createDirectories(folder.resolve("classes"));
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path from = Path.of(part);
            String name = from.getFileName().toString();
            if (Files.isDirectory(from)) {
                Path to = copy.resolve(String.valueOf(parts.size()));
                copyTree(from.resolve("org/socketlab"), to.resolve("org/socketlab"));
                parts.add(to.toString());
            } else if (name.startsWith("picocli")
                    || name.startsWith("jackson-core")
                    || name.startsWith("pcollections")) {
                parts.add(Files.copy(from, copy.resolve(name), StandardCopyOption.REPLACE_EXISTING)
                        .toString());
            }
        }
        open(folder);
        return new As(
                List.of("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"),
                String.join(File.pathSeparator, parts));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void open(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    /** What a program wrote to its standard output, and its exit code. */
    record Ran(String out, String err, int code) {}

    /** Runs a tool under LC_ALL=C, as the table's reader would. */
    Ran tool(String... command) throws IOException, InterruptedException {
        Path err = Files.createTempFile("tool", ".err");
        Process process = start("C", List.of(command), ProcessBuilder.Redirect.to(err.toFile()));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        String said = Files.readString(err);
        Files.delete(err);
        return new Ran(out, said, code);
    }

    /** Runs the lab's own command line. */
    Ran lab(String... arguments) throws IOException, InterruptedException {
        return tool(java(CommandLineMain.class, arguments));
    }

    /** Runs the lab's own command line, its arguments after {@code sh -c script sh}: the script says {@code "$@"}. */
    Ran labIn(String script, String... arguments) throws IOException, InterruptedException {
        return tool(
                Stream.concat(Stream.of("sh", "-c", script, "sh"), Stream.of(java(CommandLineMain.class, arguments)))
                        .toArray(String[]::new));
    }

    /** Starts a process that holds sockets. */
    Process holder() throws IOException {
        return start("C.UTF-8", List.of(java(Holder.class)), ProcessBuilder.Redirect.INHERIT);
    }

    /** Starts an observer of one port; it prints what it is told. */
    Process onlooker(int port) throws IOException {
        return start("C", List.of(java(Onlooker.class, String.valueOf(port))), ProcessBuilder.Redirect.INHERIT);
    }

    /** Starts the main method of a test's own class. */
    Process program(Class<?> main, String... arguments) throws IOException {
        return start("C.UTF-8", List.of(java(main, arguments)), ProcessBuilder.Redirect.INHERIT);
    }

    private String[] java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private Process start(String locale, List<String> command, ProcessBuilder.Redirect err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(prefix.stream(), command.stream()).collect(Collectors.toList()))
                .redirectError(err)
                .directory(new File("/"));
        builder.environment().put("LC_ALL", locale);
        return builder.start();
    }

    static void needs(String tool) {
        assumeTrue(
                Stream.of("/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/")
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder + tool))),
                () -> "skipped: " + tool + " is not installed");
    }

    static String line(Process process) {
        try {
            return process.inputReader().readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
