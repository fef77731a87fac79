import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java runtime that holds the modules the lab needs and no others. JavaFX becomes part of it, native libraries
 * included: from plain jars it would unpack those into the user's home when first started.
 */
final class RuntimeImage {
    /** What our jar and its libraries name (found with jdeps), and Chinese among the locales. */
    private static final String MODULES = "java.base,java.desktop,java.logging,javafx.controls,jdk.localedata,jdk.unsupported";

    private final Path javafx;
    private final Path work;

    /** @param javafx a folder with JavaFX's jars for this system */
    RuntimeImage(Path javafx, Path work) {
        this.javafx = javafx;
        this.work = work;
    }

    void link(Path runtime) throws IOException {
        Path jmods = Files.createDirectories(work.resolve("jmods"));
        for (Path jar : Trees.jars(javafx)) {
            jmod(jar, jmods);
        }
        List<String> options = new ArrayList<>(List.of("--add-modules", MODULES, "--include-locales", "en,zh"));
        options.addAll(List.of("--strip-java-debug-attributes", "--no-header-files", "--no-man-pages"));
        options.addAll(List.of("--module-path", jmods.toString(), "--output", runtime.toString()));
        Program.tool("jlink", options);
    }

    /** Turns one jar of JavaFX into a jmod: classes here, native libraries there. */
    private void jmod(Path jar, Path jmods) throws IOException {
        String name = jar.getFileName().toString().replaceFirst("-[0-9].*", "").replace('-', '.');
        Path classes = work.resolve(name).resolve("classes");
        Path libraries = Files.createDirectories(work.resolve(name).resolve("lib"));
        Trees.unpack(jar, file -> file.endsWith(".so") ? libraries : classes);
        Files.deleteIfExists(classes.resolve("javafx-swt.jar")); // the bridge to SWT is of no use here
        List<String> options = new ArrayList<>(List.of("create", "--class-path", classes.toString()));
        options.addAll(List.of("--libs", libraries.toString(), jmods.resolve(name + ".jmod").toString()));
        Program.tool("jmod", options);
    }
}
