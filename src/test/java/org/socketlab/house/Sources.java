package org.socketlab.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The house as files, seen from the project's folder, where Maven runs the tests. */
final class Sources {
    static final Path TOP = Path.of("").toAbsolutePath();
    static final Path MAIN_JAVA = TOP.resolve("src/main/java");
    static final Path TEST_JAVA = TOP.resolve("src/test/java");
    static final Path RESOURCES = TOP.resolve("src/main/resources");

    private Sources() {}

    /** The files under a folder whose name ends so, sorted. */
    static List<Path> under(Path folder, String ending) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a test names a file. */
    static String name(Path file) {
        return TOP.relativize(file).toString();
    }
}
