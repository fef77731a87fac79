import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * How long from the start of the process to the first drawn frame on an X screen: the lab's image against a bare
 * window, with the same runtime, the same JVM flags and an AOT cache each, in pairs, so that both meet the same machine.
 * {@code installer/bench-start} runs it.
 */
final class FirstFrame {
    private final Path image;
    private final Path work;
    private final Screen screen;

    private FirstFrame(Path image, Path work, Screen screen) {
        this.image = image;
        this.work = work;
        this.screen = screen;
    }

    /** Arguments: the image, the number of pairs. */
    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("first-frame");
        try (Screen screen = new Screen()) {
            new FirstFrame(Path.of(args[0]).toAbsolutePath(), work, screen).compare(Integer.parseInt(args[1]));
        } finally {
            try (Stream<Path> all = Files.walk(work)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private void compare(int pairs) throws IOException, InterruptedException {
        List<String> lab = List.of(image.resolve("bin/socketlab").toString());
        List<String> bare = bare();
        List<Double> labs = new ArrayList<>();
        List<Double> bares = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int pair = -1; pair < pairs; pair++) {
            boolean bareFirst = pair % 2 == 0;
            double one = time(bareFirst ? bare : lab);
            double other = time(bareFirst ? lab : bare);
            if (pair >= 0) { // the pair before the first warms the page cache
                labs.add(bareFirst ? other : one);
                bares.add(bareFirst ? one : other);
                ratios.add(labs.getLast() / bares.getLast());
            }
        }
        System.out.printf(
                "first frame: lab %.0f ms, bare window %.0f ms, ratio %.2f (medians of %d pairs; at most 1.60)%n",
                median(labs), median(bares), median(ratios), pairs);
    }

    /** Compiles the bare window, gives it an AOT cache by the same way, and returns how to start it. */
    private List<String> bare() throws IOException, InterruptedException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        Path jar = work.resolve("bare.jar");
        Path source = Path.of(System.getProperty("first.frame.sources")).resolve("BareWindow.java");
        tool("javac", "--module-path", System.getProperty("first.frame.javafx"), "--add-modules", "javafx.controls", "-d",
                classes.toString(), source.toString());
        tool("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        Path cache = work.resolve("bare.aot");
        List<String> command = new ArrayList<>(List.of(image.resolve("lib/runtime/bin/socketlab").toString()));
        command.add("@" + image.resolve("lib/jvm.flags"));
        // Two steps, because a sealed image has no bin/java for the JVM to do them in one.
        String list = "-XX:AOTConfiguration=" + work.resolve("bare.config");
        List<String> main = List.of("-cp", jar.toString(), "BareWindow$Main");
        train(command, List.of("-XX:AOTMode=record", list, "-Dglass.platform=Headless"), main, "train");
        train(command, List.of("-XX:AOTMode=create", list, "-XX:AOTCache=" + cache), main, "train");
        command.add("-XX:AOTCache=" + cache);
        command.addAll(main);
        return command;
    }

    private void train(List<String> java, List<String> flags, List<String> main, String argument)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java);
        command.addAll(flags);
        command.addAll(main);
        command.add(argument);
        int code = start(command).waitFor();
        if (code != 0) {
            throw new IOException("training the bare window ended with " + code + ": " + Files.readString(work.resolve("said.txt")));
        }
    }

    private double time(List<String> command) throws IOException, InterruptedException {
        while (!screen.empty()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        long start = System.nanoTime();
        Process program = start(command);
        try {
            while (!screen.drawn()) {
                if (program.waitFor(1, TimeUnit.MILLISECONDS)) {
                    throw new IOException(command.getFirst() + " ended with " + program.exitValue() + " before it drew");
                }
            }
            return (System.nanoTime() - start) / 1e6;
        } finally {
            program.destroy();
            program.waitFor();
        }
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("said.txt").toFile());
        builder.environment().clear();
        Path run = Files.createDirectories(work.resolve("run"));
        builder.environment().putAll(Map.of(
                "PATH", "/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", work.toString(), "XDG_RUNTIME_DIR", run.toString(),
                "DISPLAY", screen.display()));
        return builder.start();
    }

    private static void tool(String name, String... arguments) throws IOException {
        PrintWriter out = new PrintWriter(System.err, true);
        if (ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments) != 0) {
            throw new IOException(name + " failed");
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
