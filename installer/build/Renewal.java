import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Writes the classes of a library anew where they are in a format older than Java 6, as picocli's are: an AOT cache takes
 * no such classes, and so each start of any command would read and verify all of them. Nothing else of them changes.
 */
final class Renewal {
    private static final int OLDEST_IN_CACHE = ClassFile.JAVA_6_VERSION;

    private Renewal() {}

    /** Copies a jar, with its old classes renewed. */
    static void copy(Path jar, Path to) throws IOException {
        ClassLoader parent = ClassLoader.getPlatformClassLoader();
        try (JarFile file = new JarFile(jar.toFile());
                URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent)) {
            ClassFile classes = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)
                            .orElse(ClassHierarchyResolver.defaultResolver())));
            List<JarEntry> entries = file.stream().filter(e -> !e.isDirectory()).toList();
            try (OutputStream out = Files.newOutputStream(to);
                    JarOutputStream renewed = new JarOutputStream(out)) {
                for (JarEntry entry : entries) {
                    byte[] bytes = file.getInputStream(entry).readAllBytes();
                    JarEntry copy = new JarEntry(entry.getName());
                    copy.setLastModifiedTime(Trees.STAMP);
                    renewed.putNextEntry(copy);
                    renewed.write(entry.getName().endsWith(".class") ? renew(classes, bytes) : bytes);
                }
            }
        }
    }

    /** Tells whether a jar has classes that an AOT cache would not take. */
    static boolean isOld(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
                if (version(file.getInputStream(entry).readNBytes(8)) < OLDEST_IN_CACHE) {
                    return true;
                }
            }
            return false;
        }
    }

    private static byte[] renew(ClassFile classes, byte[] old) {
        if (version(old) >= OLDEST_IN_CACHE) {
            return old;
        }
        ClassModel model = classes.parse(old);
        // Bodies pass through one by one, so that they get the stack maps that later formats ask for.
        ClassTransform bodies = ClassTransform.transformingMethodBodies((body, element) -> body.with(element));
        return classes.transformClass(model, bodies.andThen((type, element) -> {
            if (element instanceof ClassFileVersion) {
                type.withVersion(ClassFile.JAVA_8_VERSION, 0);
            } else {
                type.with(element);
            }
        }));
    }

    private static int version(byte[] type) {
        return (type[6] & 0xFF) << 8 | type[7] & 0xFF;
    }
}
