package org.socketlab.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rooms of the house from left to right: whoever stands further right may use all to the left. */
final class HouseMap {
    static final String ROOT = "org.socketlab";

    private static final List<List<String>> FLOORS = List.of(
            List.of("model"),
            List.of("os"),
            List.of("observe", "server", "client", "trace"),
            List.of("recording"),
            List.of("lab"),
            List.of("lesson"),
            List.of("picture"),
            List.of("export"),
            List.of("ui"),
            List.of("cli"));

    static final Map<String, Integer> FLOOR_OF = IntStream.range(0, FLOORS.size())
            .boxed()
            .flatMap(floor -> FLOORS.get(floor).stream().map(room -> Map.entry(room, floor)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    static final JavaClasses CLASSES =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages(ROOT);

    private HouseMap() {}

    /** The first-level package a class of ours lives in: {@code os} for org.socketlab.os.linux; empty for the root. */
    static Optional<String> roomOf(JavaClass type) {
        String inside = type.getPackageName().substring(ROOT.length());
        return inside.isEmpty()
                ? Optional.empty()
                : Optional.of(inside.substring(1).split("\\.")[0]);
    }

    static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }
}
