import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A Debian package of the image. It holds files only and no maintainer scripts: icons, desktop entry and the type of
 * recordings are taken up by the triggers of the packages that own those folders, so nothing can fail on a bare system
 * and a purge leaves nothing.
 *
 * <pre>
 * /usr/lib/socketlab/{bin,lib}   the image
 * /usr/bin/socketlab             a link to its launcher
 * /usr/share                     the image's share, and doc/socketlab
 * </pre>
 */
final class Deb {
    /** What people should not have to download: bytes. */
    private static final long LIMIT = 45L << 20;

    private static final String ADVICE = "The image is ready; for the .deb run: apt install dpkg";

    private final Path project;
    private final Image image;
    private final String version;

    Deb(Path project, Image image, String version) {
        this.project = project;
        this.image = image;
        this.version = version;
    }

    Path pack(Path target) throws IOException {
        String architecture = run(target, "dpkg", "--print-architecture").strip();
        Path root = target.resolve("deb");
        lay(root);
        Trees.settle(root);
        control(root, architecture);
        Path deb = target.resolve("socketlab_" + version + "_" + architecture + ".deb");
        run(target, "dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", root.toString(), deb.toString());
        Trees.delete(root);
        if (Files.size(deb) > LIMIT) {
            throw new Refusal(deb + " has " + Trees.mebibytes(deb) + ", more than the 45 MiB it may have.");
        }
        return deb;
    }

    private void lay(Path root) throws IOException {
        for (Path from : Trees.tree(image.root())) {
            Path within = image.root().relativize(from);
            Path to = root.resolve(within.startsWith("share") ? "usr" : "usr/lib/socketlab").resolve(within);
            if (Files.isRegularFile(from)) {
                Trees.copy(from, to, Files.isExecutable(from) ? "rwxr-xr-x" : "rw-r--r--");
            }
        }
        Path bin = Files.createDirectories(root.resolve("usr/bin"));
        Files.createSymbolicLink(bin.resolve("socketlab"), Path.of("../lib/socketlab/bin/socketlab"));
        Path doc = root.resolve("usr/share/doc/socketlab");
        Trees.copy(project.resolve("installer/linux/copyright"), doc.resolve("copyright"), "rw-r--r--");
        Trees.copy(project.resolve("CHANGELOG.md"), doc.resolve("CHANGELOG.md"), "rw-r--r--");
    }

    private void control(Path root, String architecture) throws IOException {
        StringBuilder sums = new StringBuilder();
        for (Path file : Trees.tree(root)) {
            if (Files.isRegularFile(file) && !Files.isSymbolicLink(file)) {
                sums.append(md5(file)).append("  ").append(root.relativize(file)).append('\n');
            }
        }
        String control = Files.readString(project.resolve("installer/linux/control"))
                .replace("@VERSION@", version)
                .replace("@ARCHITECTURE@", architecture)
                .replace("@SIZE@", String.valueOf((Trees.size(root) + 1023) / 1024));
        Trees.write(root.resolve("DEBIAN/md5sums"), sums.toString(), "rw-r--r--");
        Trees.write(root.resolve("DEBIAN/control"), control, "rw-r--r--");
    }

    private static String run(Path folder, String... command) throws IOException {
        String epoch = String.valueOf(Trees.STAMP.toMillis() / 1000); // of the archive's own members
        return Program.run(
                List.of(command), folder, Map.of("PATH", "/usr/bin:/bin", "SOURCE_DATE_EPOCH", epoch), ADVICE);
    }

    private static String md5(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has MD5", e);
        }
    }
}
