package org.socketlab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.socketlab.lesson.Part;
import org.socketlab.lesson.Play;

/**
 * Runs the shell line of a lesson that came with the lab, and compares what it prints with what the lesson says.
 *
 * @param missing the tool that is not installed, so that nothing was run; empty where all are
 * @param printed what it printed, both streams
 * @param unmet what the lesson expects and the tool did not print
 */
public record Proof(String command, Optional<String> missing, List<String> printed, List<String> unmet) {
    private static final int PATIENCE_S = 20;
    private static final Pattern TOOL = Pattern.compile("^\\(?(\\w+)|\\| *(\\w+)");

    public Proof {
        printed = List.copyOf(printed);
        unmet = List.copyOf(unmet);
    }

    /**
     * Runs it under {@code sh}.
     *
     * @throws IOException where it could not be run, or does not end within 20 s
     */
    public static Proof of(Play play, Part.Prove part) throws IOException {
        String command = play.command(part);
        Optional<String> missing = TOOL.matcher(play.line(part))
                .results()
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                .filter(tool -> !installed(tool))
                .findFirst();
        if (missing.isPresent()) {
            return new Proof(command, missing, List.of(), List.of());
        }
        List<String> printed = run(command);
        List<String> unmet = new ArrayList<>();
        for (Part.Expect expected : part.expected()) {
            Pattern pattern = play.pattern(expected);
            long times = printed.stream().filter(pattern.asPredicate()).count();
            if (expected.times().map(wanted -> times != wanted).orElse(times == 0)) {
                unmet.add(expected.times().map(wanted -> wanted + " times ").orElse("") + pattern);
            }
        }
        return new Proof(command, Optional.empty(), printed, unmet);
    }

    private static boolean installed(String tool) {
        return tool.equals("printf") // the shell's own
                || List.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)))
                || Files.isExecutable(Path.of("/usr/sbin", tool));
    }

    /** Into a file, not a pipe: a pipe would stand in this process's own fd table, which a lesson may list. */
    private static List<String> run(String command) throws IOException {
        Path out = Files.createTempFile("socketlab-proof", ".txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new IOException("It does not end within " + PATIENCE_S + " s: " + command);
            }
            return Files.readString(out, StandardCharsets.UTF_8).lines().toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("It was interrupted: " + command, e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.deleteIfExists(out);
        }
    }
}
