import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The folder that runs wherever it is put.
 *
 * <pre>
 * bin/socketlab                 what people start: a few lines of shell
 * lib/runtime/bin/socketlab     the JVM's launcher under the lab's name, so that ps, lsof and the lab itself say so
 * lib/runtime/                  the Java runtime
 * lib/socketlab.jar, lib/*.jar  the lab and its libraries
 * lib/jvm.flags                 src/main/jvm/flags, to the byte
 * lib/socketlab.aot             classes already loaded and linked
 * lib/licenses/                 the licence of each part
 * share/                        icons, desktop entry, type of recordings: as under /usr/share
 * </pre>
 */
final class Image {
    private final Path project;
    private final Path root;
    private final Path javafx;
    private final Path work;
    private final String version;

    Image(Path project, Path root, Path javafx, Path work, String version) {
        this.project = project;
        this.root = root;
        this.javafx = javafx;
        this.work = work;
        this.version = version;
    }

    Path root() {
        return root;
    }

    Path lib() {
        return root.resolve("lib");
    }

    Path runtime() {
        return lib().resolve("runtime");
    }

    Path launcher() {
        return root.resolve("bin/socketlab");
    }

    /** Puts everything but the AOT cache where it belongs. */
    void fill(Path jar, Path libraries) throws IOException {
        List<String> classPath = new ArrayList<>(List.of("socketlab.jar"));
        quick(jar);
        for (Path library : Trees.jars(libraries)) {
            classPath.add(library.getFileName().toString());
            Path copy = lib().resolve(library.getFileName());
            if (Renewal.isOld(library)) {
                Renewal.copy(library, copy);
            } else {
                Trees.copy(library, copy, "rw-r--r--");
            }
        }
        Trees.copy(project.resolve("src/main/jvm/flags"), lib().resolve("jvm.flags"), "rw-r--r--");
        Path java = runtime().resolve("bin/java");
        Trees.copy(java, runtime().resolve("bin/socketlab"), "rwxr-xr-x");
        String script = Files.readString(project.resolve("installer/linux/socketlab"))
                .replace("@CLASS_PATH@", classPath.stream().map(n -> "$lib/" + n).collect(Collectors.joining(":")));
        Trees.write(launcher(), script, "rwxr-xr-x");
        new Licenses(project).gather(lib(), lib().resolve("licenses"));
        share();
        Trees.settle(root);
    }

    /** Our jar as the image has it: style sheets parsed, and nothing packed, for a .deb packs it all once more. */
    private void quick(Path jar) throws IOException {
        Path classes = work.resolve("jar");
        Trees.unpack(jar, _ -> classes);
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--module-path=" + javafx,
                "@" + project.resolve("src/main/jvm/flags"),
                project.resolve("installer/build/BinaryStyles.java").toString(),
                classes.toString());
        Program.run(java, work, Map.of(), "This build needs the JDK it runs on.");
        Path manifest = classes.resolve("META-INF/MANIFEST.MF");
        Path quick = lib().resolve("socketlab.jar");
        List<String> options = new ArrayList<>(List.of("--create", "--no-compress", "--date=" + Trees.STAMP));
        options.addAll(List.of("--file=" + quick, "--manifest=" + manifest, "-C", classes.toString(), "org"));
        Program.tool("jar", options);
    }

    /** Takes away what only building needed. */
    void seal() throws IOException {
        for (Path program : Trees.tree(runtime().resolve("bin"))) {
            if (Files.isRegularFile(program) && !program.endsWith("socketlab")) {
                Files.delete(program);
            }
        }
        Trees.settle(root);
    }

    private void share() throws IOException {
        Path share = root.resolve("share");
        Path icons = share.resolve("icons/hicolor");
        for (Path icon : Trees.tree(project.resolve("assets/icon"))) {
            String name = icon.getFileName().toString();
            if (name.endsWith(".png")) {
                String size = name.replaceAll("[^0-9]", "");
                Trees.copy(icon, icons.resolve(size + "x" + size + "/apps/socketlab.png"), "rw-r--r--");
            }
        }
        Trees.copy(
                project.resolve("assets/icon/socketlab.svg"),
                icons.resolve("scalable/apps/socketlab.svg"),
                "rw-r--r--");
        Trees.copy(
                project.resolve("installer/linux/socketlab.desktop"),
                share.resolve("applications/socketlab.desktop"),
                "rw-r--r--");
        Trees.copy(
                project.resolve("installer/linux/socketlab.xml"),
                share.resolve("mime/packages/socketlab.xml"),
                "rw-r--r--");
        Trees.write(lib().resolve("VERSION"), version + "\n", "rw-r--r--");
    }
}
