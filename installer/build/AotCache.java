import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets the lab start with its classes already loaded and linked (JEP 483, 514, 515): the demonstration is played once,
 * without a display, and the JVM writes down what it loaded. The launcher itself does that run, so the flags are the
 * same by construction; a cache made with others would silently stay unused.
 */
final class AotCache {
    private static final String NAME = "socketlab.aot";

    private final Image image;
    private final Path work;

    AotCache(Image image, Path work) {
        this.image = image;
        this.work = work;
    }

    void train() throws IOException {
        Path home = Files.createDirectories(work.resolve("home"));
        Path cache = image.lib().resolve(NAME);
        run(home, "-XX:AOTCacheOutput=" + NAME, List.of("demo", "--out", home.resolve("demo").toString()));
        if (!Files.exists(cache)) {
            throw new Refusal("the training run wrote no AOT cache; this JDK is older than 25, or its CDS is switched off.");
        }
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rw-r--r--"));
        // With "on" a JVM that cannot use the cache ends instead of going on without it.
        run(home, "-XX:AOTMode=on -XX:AOTCache=" + NAME, List.of("--version"));
    }

    private void run(Path home, String flags, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(image.launcher().toString()));
        command.addAll(arguments);
        Path sockets = Files.createDirectories(work.resolve("run"));
        Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwx------"));
        // No DISPLAY: the same classes whoever builds, wherever.
        Map<String, String> environment = Map.of(
                "PATH", "/usr/bin:/bin",
                "LANG", "C.UTF-8",
                "HOME", home.toString(),
                "XDG_RUNTIME_DIR", sockets.toString(),
                "SOCKETLAB_JVM_FLAGS", flags);
        Program.run(command, image.lib(), environment, "Build the image again.");
    }
}
