import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The few things this build does with trees of files. */
final class Trees {
    /** One time for every file of the image: the AOT cache remembers the times of jars, and builds should not differ. */
    static final FileTime STAMP = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private Trees() {}

    static List<Path> tree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.sorted().toList();
        }
    }

    static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(p -> p.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** Unpacks a jar; the function names the folder that a file of it goes to. */
    static void unpack(Path jar, Function<String, Path> folder) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().filter(e -> !e.isDirectory()).toList()) {
                Path to = folder.apply(entry.getName()).resolve(entry.getName());
                Files.createDirectories(to.getParent());
                try (InputStream in = file.getInputStream(entry)) {
                    Files.copy(in, to);
                }
            }
        }
    }

    static void delete(Path root) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            for (Path path : tree(root).reversed()) {
                Files.delete(path);
            }
        }
    }

    /** Copies one file and gives it these permissions, in the notation of {@code ls}. */
    static void copy(Path from, Path to, String permissions) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString(permissions));
    }

    static void write(Path to, String text, String permissions) throws IOException {
        Files.createDirectories(to.getParent());
        Files.writeString(to, text);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString(permissions));
    }

    /** Gives every file the one time, and every folder and file the permissions a package has. */
    static void settle(Path root) throws IOException {
        for (Path path : tree(root).stream().sorted(Comparator.reverseOrder()).toList()) {
            if (!Files.isSymbolicLink(path)) {
                boolean executable = Files.isDirectory(path) || Files.isExecutable(path);
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                Files.setLastModifiedTime(path, STAMP);
            }
        }
    }

    static long size(Path root) throws IOException {
        return tree(root).stream()
                .filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
                .mapToLong(p -> {
                    try {
                        return Files.size(p);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .sum();
    }

    static String mebibytes(Path root) throws IOException {
        return String.format(Locale.ROOT, "%.1f MiB", size(root) / 1048576.0);
    }
}
