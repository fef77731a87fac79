import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** Runs the JDK's tools and the system's programs, and turns their failure into a sentence that repeats their words. */
final class Program {
    private Program() {}

    /** Runs a tool of this JDK, such as jlink, within this process. */
    static void tool(String name, List<String> arguments) {
        ToolProvider tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new Refusal("this JDK has no " + name + "; install a whole JDK 25, not a runtime."));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = tool.run(out, out, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new Refusal(name + " failed: " + said.toString().strip());
        }
    }

    /**
     * Runs a program in a folder, with this environment alone, and returns what it printed.
     *
     * @param advice what to do when there is no such program, one sentence
     */
    static String run(List<String> command, Path folder, Map<String, String> environment, String advice)
            throws IOException {
        Path said = Files.createTempFile("installer", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            int code;
            try {
                code = builder.start().waitFor();
            } catch (IOException e) {
                throw new Refusal(command.getFirst() + " cannot be run. " + advice);
            }
            String text = Files.readString(said);
            if (code != 0) {
                throw new Refusal(command.getFirst() + " ended with " + code + ": " + tail(text));
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(command.getFirst() + " was interrupted; run the build again.");
        } finally {
            Files.delete(said);
        }
    }

    private static String tail(String text) {
        List<String> lines = Arrays.asList(text.strip().split("\n"));
        return lines.subList(Math.max(0, lines.size() - 20), lines.size()).stream().collect(Collectors.joining("\n  "));
    }
}
