import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.css.Stylesheet;

/**
 * Puts a parsed copy (.bss) beside each style sheet of a folder. JavaFX takes it instead of the text by itself, and need
 * not parse a line before the first frame. Runs on its own, because it alone needs JavaFX.
 */
final class BinaryStyles {
    private BinaryStyles() {}

    /** Argument: the folder. */
    public static void main(String[] args) throws IOException {
        List<Path> sheets;
        try (Stream<Path> all = Files.walk(Path.of(args[0]))) {
            sheets = all.filter(path -> path.toString().endsWith(".css")).toList();
        }
        for (Path sheet : sheets) {
            String name = sheet.getFileName().toString().replaceFirst("css$", "bss");
            Stylesheet.convertToBinary(sheet.toFile(), sheet.resolveSibling(name).toFile());
        }
    }
}
