package org.socketlab.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.socketlab.house.HouseMap.CLASSES;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names say what a thing is: the words that say nothing are banned. */
class NamesTest {
    private static final Set<String> EMPTY_WORDS =
            Set.of("manager", "helper", "helpers", "util", "utils", "utility", "info");
    private static final Set<String> EMPTY_VERBS = Set.of("process", "handle");

    @Test
    void noTypeIsCalledByAnEmptyWord() {
        assertThat(CLASSES.stream()
                        .filter(type -> !type.isAnonymousClass())
                        .filter(type -> saysNothing(type.getSimpleName())
                                || words(type.getSimpleName()).contains("data"))
                        .map(JavaClass::getName))
                .isEmpty();
    }

    @Test
    void noMethodIsCalledByAnEmptyWord() {
        assertThat(methods().filter(method -> saysNothing(method.getName())).map(JavaMethod::getFullName))
                .isEmpty();
    }

    /** What returns something names that thing: a process of the system, a method handle. What returns nothing is a deed. */
    @Test
    void noMethodProcessesOrHandles() {
        assertThat(methods()
                        .filter(method ->
                                EMPTY_VERBS.contains(words(method.getName()).getFirst()))
                        .filter(method -> method.getRawReturnType().isEquivalentTo(void.class))
                        .map(JavaMethod::getFullName))
                .isEmpty();
    }

    private static Stream<JavaMethod> methods() {
        return CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(method -> !method.getName().contains("$"));
    }

    /** TCP_INFO is the kernel's own word. */
    private static boolean saysNothing(String name) {
        return words(name.replaceAll("[Tt]cpInfo|TCP_INFO", "x")).stream().anyMatch(EMPTY_WORDS::contains);
    }

    static List<String> words(String name) {
        return Arrays.stream(name.split("_|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
