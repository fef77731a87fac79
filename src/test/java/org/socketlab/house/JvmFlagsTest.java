package org.socketlab.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * One file holds the JVM's flags, and whoever starts the lab reads it: {@code mvn}, the tests, the AOT training and the
 * installed launcher. A flag that one of them lacks shows as a warning, or as an AOT cache that the JVM silently leaves.
 */
class JvmFlagsTest {
    private static final Path FLAGS = Sources.TOP.resolve("src/main/jvm/flags");
    private static final Pattern FLAG = Pattern.compile(
            "(?<![\\w-])(?:-XX:[^\\s<\"']+|--(?:add-opens|add-exports|add-modules|enable-native-access)[=\\s][^\\s<\"']+|-X(?:ss|mx|ms)\\w+)");
    private static final Pattern COMPILER_PLUGIN =
            Pattern.compile("<artifactId>maven-compiler-plugin</artifactId>.*?</plugin>", Pattern.DOTALL);

    /** What makes the AOT cache and names it; how the lab runs is not told by these. */
    private static final Pattern AOT_CACHE = Pattern.compile("-XX:[+-]?(?:AOT\\S*|UnlockDiagnosticVMOptions)");

    /** What stands in pom.xml, because only TestFX needs it. */
    private static final List<String> TESTS_ONLY =
            List.of("--add-opens=javafx.graphics/com.sun.javafx.application=ALL-UNNAMED");

    @Test
    void theTestsRunUnderThem() {
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments()).containsAll(flags());
    }

    @Test
    void everyFlagIsOneWord() {
        assertThat(flags()).isNotEmpty().allSatisfy(flag -> assertThat(flag).matches("-\\S+"));
    }

    @Test
    void noOtherFileOfTheBuildNamesAFlag() {
        String pom = COMPILER_PLUGIN
                .matcher(Sources.text(Sources.TOP.resolve("pom.xml")))
                .replaceAll("");
        assertThat(flagsIn(pom)).as("pom.xml").containsExactlyElementsOf(TESTS_ONLY);
        for (Path file : scripts()) {
            assertThat(flagsIn(Sources.text(file))
                            .filter(flag -> !AOT_CACHE.matcher(flag).matches()))
                    .as(Sources.name(file))
                    .isEmpty();
        }
    }

    @Test
    void whoeverStartsTheLabReadsThem() {
        String pom = Sources.text(Sources.TOP.resolve("pom.xml"));
        assertThat(pom).contains("<jvm.flags>${project.basedir}/src/main/jvm/flags</jvm.flags>");
        assertThat(Pattern.compile("@\\$\\{jvm\\.flags}").matcher(pom).results())
                .as("mvn and the tests")
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(Pattern.compile("<argLine>\\$\\{test\\.jvm}</argLine>")
                        .matcher(pom)
                        .results())
                .as("surefire and failsafe")
                .hasSize(2);
        assertThat(scripts())
                .as("the installer")
                .anyMatch(file -> Sources.text(file).contains("resolve(\"src/main/jvm/flags\")"));
    }

    private static List<String> flags() {
        return Sources.text(FLAGS)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    private static Stream<String> flagsIn(String text) {
        return FLAG.matcher(text).results().map(hit -> hit.group());
    }

    private static List<Path> scripts() {
        return Stream.of("installer", ".ci", ".mvn")
                .map(Sources.TOP::resolve)
                .filter(Files::isDirectory)
                .flatMap(folder -> Sources.under(folder, "").stream())
                .filter(file -> !file.toString().matches(".*\\.(png|svg|ico|otf|ttf)"))
                .toList();
    }
}
