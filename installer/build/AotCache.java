import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the lab start with its classes already loaded and linked (JEP 483, 514, 515): the window is opened once, without a
 * display, used by a terminal client, and the JVM writes down what it loaded. The launcher itself does that run, so the
 * flags are the same by construction; a cache made with others would silently stay unused.
 *
 * <p>The lab asks whether a display answers before it opens a window, so something answers here, and JavaFX's headless
 * platform draws. Where this system has no GTK, the lab would open no window: then the demonstration is played instead.
 */
final class AotCache {
    private static final String NAME = "socketlab.aot";
    /**
     * Without the profiles of the training run: given them, the compilers set to work on all that was ever hot at once, and
     * take the processor from the first frame (0.45 s of it instead of 0.2 s; the frame came 120 ms later).
     */
    private static final String NO_PROFILES = "-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining";

    private static final int FIRST_PORT = 6_000; // of display 0, X(7)

    private final Image image;
    private final Path work;

    AotCache(Image image, Path work) {
        this.image = image;
        this.work = work;
    }

    void train() throws IOException {
        Path home = Files.createDirectories(work.resolve("home"));
        Path sockets = Files.createDirectories(work.resolve("run"));
        Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwx------"));
        Path cache = image.lib().resolve(NAME);
        Map<String, String> environment = Map.of(
                "PATH", "/usr/bin:/bin",
                "LANG", "C.UTF-8",
                "HOME", home.toString(),
                "XDG_RUNTIME_DIR", sockets.toString());
        if (!window(environment, sockets) || !Files.exists(cache)) {
            System.out.println("AOT training without a window, which this system cannot open (GTK 3 is missing):"
                    + " the installed lab starts a little later");
            run(environment, NO_PROFILES + " -XX:AOTCacheOutput=" + NAME, List.of("demo", "--out", home.resolve("demo").toString()));
        }
        if (!Files.exists(cache)) {
            throw new Refusal("the training run wrote no AOT cache; this JDK is older than 25, or its CDS is switched off.");
        }
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rw-r--r--"));
        // With "on" a JVM that cannot use the cache ends instead of going on without it.
        run(environment, "-XX:AOTMode=on -XX:AOTCache=" + NAME, List.of("--version"));
    }

    /** Opens the window, talks to its Unix server as a client in a terminal does, and ends it; false where none opens. */
    private boolean window(Map<String, String> environment, Path sockets) throws IOException {
        try (ServerSocket display = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, String> all = new HashMap<>(environment);
            all.put("DISPLAY", "127.0.0.1:" + (display.getLocalPort() - FIRST_PORT));
            all.put(
                    "SOCKETLAB_JVM_FLAGS",
                    NO_PROFILES + " -Dglass.platform=Headless -Dprism.order=sw -XX:AOTCacheOutput=" + NAME);
            // "--" says nothing, but lets the command line's classes be loaded too.
            ProcessBuilder builder = new ProcessBuilder(image.launcher().toString(), "--")
                    .directory(image.lib().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve("trained.txt").toFile());
            builder.environment().clear();
            builder.environment().putAll(all);
            Process lab = builder.start();
            try {
                boolean used = Visitor.use(lab, sockets.resolve("socketlab/lab.sock"));
                lab.destroy(); // SIGTERM, at which the window closes and the JVM writes its cache
                lab.waitFor();
                return used;
            } finally {
                lab.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("the training run was interrupted; run the build again.");
        }
    }

    private void run(Map<String, String> environment, String flags, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(image.launcher().toString()));
        command.addAll(arguments);
        // No DISPLAY: the same classes whoever builds, wherever.
        Map<String, String> all = new HashMap<>(environment);
        all.put("SOCKETLAB_JVM_FLAGS", flags);
        Program.run(command, image.lib(), all, "Build the image again.");
    }
}
