import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Brings together the licence of every part that is bundled, and refuses to bundle a part that has none. */
final class Licenses {
    private final Path project;

    Licenses(Path project) {
        this.project = project;
    }

    /** @param jars the folder whose jars are bundled; the JDK's own licences stand in lib/runtime/legal already */
    void gather(Path jars, Path into) throws IOException {
        Trees.copy(project.resolve("LICENSE"), into.resolve("Apache-2.0.txt"), "rw-r--r--");
        for (Path ours : Trees.tree(project.resolve("installer/licenses"))) {
            if (Files.isRegularFile(ours)) {
                Trees.copy(ours, into.resolve(ours.getFileName()), "rw-r--r--");
            }
        }
        for (Path font : Trees.tree(project.resolve("assets/fonts"))) {
            if (font.toString().endsWith("-OFL.txt")) {
                Trees.copy(font, into.resolve(font.getFileName()), "rw-r--r--");
            }
        }
        for (Path jar : Trees.jars(jars)) {
            String name = jar.getFileName().toString().replaceFirst("(-[0-9].*)?\\.jar$", "");
            boolean found = name.equals("socketlab") || Files.exists(into.resolve(name + ".txt"));
            if (!fromJar(jar, name, into) && !found) {
                throw new Refusal(jar.getFileName() + " brings no licence; put its text into installer/licenses/" + name
                        + ".txt.");
            }
        }
    }

    private static boolean fromJar(Path jar, String name, Path into) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<JarEntry> texts = file.stream()
                    .filter(e -> e.getName().startsWith("META-INF/") && !e.isDirectory() && !e.getName().endsWith(".class"))
                    .filter(e -> e.getName().toUpperCase(Locale.ROOT).matches(".*(LICEN[SC]E|NOTICE|COPYING).*"))
                    .toList();
            for (JarEntry text : texts) {
                String last = text.getName().substring(text.getName().lastIndexOf('/') + 1);
                Path to = into.resolve(name + "-" + last.replaceFirst("\\.(txt|md)$", "") + ".txt");
                try (InputStream in = file.getInputStream(text)) {
                    Files.copy(in, to);
                }
            }
            return !texts.isEmpty();
        }
    }
}
