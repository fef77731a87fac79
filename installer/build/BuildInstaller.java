import java.io.IOException;
import java.nio.file.Path;

/**
 * Builds what people install: a runnable image, and a .deb made of it. {@code mvn -Pinstaller package} starts it, as
 * source code, on the JDK that Maven's toolchain found.
 *
 * <pre>
 * JavaFX's jars ─► jmods ─► jlink ─► image/lib/runtime ┐
 * our jar, its libraries, flags, licences ─► image/lib ┴─► training run ─► image/lib/socketlab.aot ─► .deb
 * </pre>
 */
final class BuildInstaller {
    private BuildInstaller() {}

    /** Arguments: project folder, our jar, folder of libraries, folder of JavaFX's jars, version, target folder. */
    public static void main(String[] args) throws IOException {
        if (args.length != 6) {
            System.err.println("Not for use by hand. Run: mvn -Pinstaller package");
            System.exit(2);
        }
        Path project = Path.of(args[0]);
        Path target = Path.of(args[5]);
        try {
            Trees.delete(target);
            Path javafx = Path.of(args[3]);
            Path work = target.resolve("work");
            Image image = new Image(project, target.resolve("image"), javafx, work, args[4]);
            new RuntimeImage(javafx, work).link(image.runtime());
            image.fill(Path.of(args[1]), Path.of(args[2]));
            new AotCache(image, work).train();
            image.seal();
            Trees.delete(work);
            Path deb = new Deb(project, image, args[4]).pack(target);
            System.out.println("Runnable image: " + image.launcher() + " (" + Trees.mebibytes(image.root()) + ")");
            System.out.println("Package: " + deb + " (" + Trees.mebibytes(deb) + ")");
        } catch (Refusal e) {
            System.err.println("No installer: " + e.getMessage());
            System.exit(1);
        }
    }
}
