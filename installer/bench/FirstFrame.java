import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * How long from the start of the process to the first drawn frame on an X screen, and to the whole picture: the lab's
 * image against a bare window, with the same runtime, the same JVM flags and an AOT cache each, in pairs, so that both
 * meet the same machine. {@code installer/bench-start} runs it.
 *
 * <p>The picture counts as whole from when 99 % of it, pixel by pixel, are what they are some seconds later. A bare
 * window is whole with its first frame.
 */
final class FirstFrame {
    private static final double WATCHED_MS = 4_000;
    private static final double WHOLE = 0.99;

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
        List<Start> labs = new ArrayList<>();
        List<Start> bares = new ArrayList<>();
        for (int pair = -1; pair < pairs; pair++) {
            boolean bareFirst = pair % 2 == 0;
            Start one = bareFirst ? time(bare, false) : time(lab, true);
            Start other = bareFirst ? time(lab, true) : time(bare, false);
            if (pair >= 0) { // the pair before the first warms the page cache
                labs.add(bareFirst ? other : one);
                bares.add(bareFirst ? one : other);
            }
        }
        System.out.printf("medians of %d pairs, each with the same JVM flags and an AOT cache of its own%n", pairs);
        tell("first frame", "at most 1.60", labs, bares, Start::frame, Start::frame);
        tell("whole window", "no limit", labs, bares, Start::whole, Start::frame);
        tell("CPU to the first frame", "no limit", labs, bares, Start::cpu, Start::cpu);
    }

    private static void tell(
            String what, String limit, List<Start> labs, List<Start> bares,
            ToDoubleFunction<Start> ofLab, ToDoubleFunction<Start> ofBare) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < labs.size(); i++) {
            ratios.add(ofLab.applyAsDouble(labs.get(i)) / ofBare.applyAsDouble(bares.get(i)));
        }
        System.out.printf(
                "%s: lab %.0f ms, bare window %.0f ms, ratio %.2f (%s)%n",
                what,
                median(labs.stream().map(ofLab::applyAsDouble).toList()),
                median(bares.stream().map(ofBare::applyAsDouble).toList()),
                median(ratios),
                limit);
    }

    /** One start, ms since the process was: wall time of the first frame and of the whole picture, CPU of the first frame. */
    private record Start(double frame, double whole, double cpu) {}

    private record Seen(double at, int[] picture) {}

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

    private Start time(List<String> command, boolean whole) throws IOException, InterruptedException {
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
            double frame = since(start);
            double cpu = program.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
            return new Start(frame, whole ? untilWhole(start, frame) : frame, cpu);
        } finally {
            program.destroy();
            program.waitFor();
        }
    }

    /** Watches the picture change, and looks back from its last: when had it become what it is? */
    private double untilWhole(long start, double frame) throws InterruptedException {
        List<Seen> seen = new ArrayList<>(List.of(new Seen(since(start), screen.sample())));
        while (since(start) < frame + WATCHED_MS) {
            TimeUnit.MILLISECONDS.sleep(5);
            int[] now = screen.sample();
            if (!Arrays.equals(now, seen.getLast().picture())) {
                seen.add(new Seen(since(start), now));
            }
        }
        int[] last = seen.getLast().picture();
        double whole = seen.getLast().at();
        for (Seen before : seen.reversed()) {
            int same = 0;
            for (int i = 0; i < last.length; i++) {
                same += last[i] == before.picture()[i] ? 1 : 0;
            }
            if (same < WHOLE * last.length) {
                break;
            }
            whole = before.at();
        }
        return whole;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
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
