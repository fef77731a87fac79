package org.socketlab.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what stands where, and the few things that no source may contain. */
class TreeTest {
    private static final Set<String> TOP_LEVEL = Set.of(
            "pom.xml",
            "src",
            "assets",
            "installer",
            "README.md",
            "LICENSE",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "target");

    @Test
    void theTopLevelHoldsOnlyWhatItMust() throws IOException {
        try (Stream<Path> top = Files.list(Sources.TOP)) {
            assertThat(top.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")))
                    .isSubsetOf(TOP_LEVEL);
        }
    }

    @Test
    void everyPackageSaysWhatItIsAndThatItKnowsNoNull() {
        List<Path> folders = Sources.under(Sources.MAIN_JAVA, ".java").stream()
                .map(Path::getParent)
                .distinct()
                .toList();
        assertThat(folders)
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(Sources.text(folder.resolve("package-info.java")))
                        .contains("/**")
                        .contains("@NullMarked"));
    }

    @Test
    void noSourceIsUnfinished() {
        assertThat(places("\\b(?:TODO|FIXME|XXX)\\b|not (?:yet )?implemented", Sources.MAIN_JAVA, Sources.TEST_JAVA))
                .isEmpty();
    }

    @Test
    void noStackTraceIsPrinted() {
        assertThat(places("\\.printStackTrace\\(\\)", Sources.MAIN_JAVA)).isEmpty();
    }

    @Test
    void noStyleStandsInJava() {
        assertThat(places(
                        "\\.setStyle\\(|Color\\.(?:web|rgb|valueOf)\\(", Sources.MAIN_JAVA.resolve("org/socketlab/ui")))
                .isEmpty();
    }

    @Test
    void noTestSleepsOrIsSwitchedOff() {
        assertThat(places(
                        "Thread\\.sleep\\(|TimeUnit\\.\\w+\\.sleep\\(|@Disabled\\b|assertTrue\\(true\\)",
                        Sources.TEST_JAVA))
                .isEmpty();
    }

    /** Where a pattern occurs: {@code file:line}. This file, which spells the patterns, aside. */
    private static List<String> places(String pattern, Path... folders) {
        Predicate<String> hit = Pattern.compile(pattern).asPredicate();
        return Stream.of(folders)
                .filter(Files::isDirectory)
                .flatMap(folder -> Sources.under(folder, ".java").stream())
                .filter(file -> !file.endsWith("house/TreeTest.java"))
                .flatMap(file -> {
                    List<String> lines = Sources.text(file).lines().toList();
                    return Stream.iterate(0, line -> line < lines.size(), line -> line + 1)
                            .filter(line -> hit.test(lines.get(line)))
                            .map(line -> Sources.name(file) + ":" + (line + 1));
                })
                .toList();
    }
}
