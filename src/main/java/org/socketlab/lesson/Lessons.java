package org.socketlab.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The lessons there are: every {@code .md} beside this class, which is assets/lessons, and any file. Any thread. */
public final class Lessons {
    private static final String FOLDER = "bundled/";
    private static final String ENDING = ".md";

    private Lessons() {}

    /**
     * All that came with the lab, in the order of their files' names.
     *
     * @throws IllegalStateException where one is none, which the tests of the lab do not let happen
     */
    public static List<Lesson> bundled() {
        return files().stream().map(Lessons::bundled).toList();
    }

    private static Lesson bundled(String file) {
        try (InputStream in = Objects.requireNonNull(Lessons.class.getResourceAsStream(FOLDER + file), file)) {
            return LessonReader.read(name(file), true, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LessonRefused e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The lesson in a file.
     *
     * @throws LessonRefused where it cannot be read, or is none
     */
    public static Lesson of(Path file) throws LessonRefused {
        try {
            return LessonReader.read(name(String.valueOf(file.getFileName())), false, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw LessonRefused.at(0, "lesson.not-utf8", file);
        } catch (IOException e) {
            throw LessonRefused.at(0, "lesson.unreadable", file, e.getClass().getSimpleName());
        }
    }

    private static String name(String file) {
        return file.replaceFirst("^[0-9]+-", "").replaceFirst("\\.md$", "");
    }

    /** Listed where this class comes from, a folder or a jar, so that one more lesson is one more file. */
    private static List<String> files() {
        URL beside = Objects.requireNonNull(Lessons.class.getResource("Lessons.class"));
        try {
            if (beside.openConnection() instanceof JarURLConnection inJar) {
                return inJar(inJar);
            }
            Path folder = Path.of(new URI(beside.toExternalForm())).resolveSibling(FOLDER);
            try (Stream<Path> all = Files.list(folder)) {
                return all.map(file -> String.valueOf(file.getFileName()))
                        .filter(name -> name.endsWith(ENDING))
                        .sorted()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> inJar(JarURLConnection beside) throws IOException {
        beside.setUseCaches(false);
        String folder = beside.getEntryName().replace("Lessons.class", FOLDER);
        List<String> names = new ArrayList<>();
        try (JarFile jar = beside.getJarFile()) {
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(folder) && name.endsWith(ENDING))
                    .map(name -> name.substring(folder.length()))
                    .sorted()
                    .forEach(names::add);
        }
        return names;
    }
}
