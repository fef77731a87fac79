package org.socketlab.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.socketlab.house.HouseMap.CLASSES;
import static org.socketlab.house.HouseMap.FLOOR_OF;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.AccessibleObject;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the arrows between the packages, as CONTRIBUTING.md draws them. */
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> MAIN = DescribedPredicate.describe(
            "Main",
            type -> type.getName().equals("org.socketlab.Main")
                    || type.getName().startsWith("org.socketlab.Main$"));

    @Test
    void everyRoomStandsOnTheMap() {
        var rooms =
                CLASSES.stream().flatMap(type -> HouseMap.roomOf(type).stream()).collect(Collectors.toSet());
        assertThat(rooms).isNotEmpty().isSubsetOf(FLOOR_OF.keySet());
    }

    @Test
    void onlyTheCompositionRootStandsOutsideTheRooms() {
        assertThat(CLASSES.stream()
                        .filter(type -> HouseMap.roomOf(type).isEmpty())
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .filter(type -> !MAIN.test(type)))
                .isEmpty();
    }

    @Test
    void arrowsPointToTheLeftOnly() {
        classes()
                .that(resideInAPackage("org.socketlab.(*).."))
                .should(useOnlyTheirOwnRoomAndThoseToTheLeft())
                .check(CLASSES);
    }

    @Test
    void noCyclesBetweenRooms() {
        slices().matching("org.socketlab.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void foreignMemoryStaysInOsLinux() {
        noClasses()
                .that(DescribedPredicate.not(resideInAPackage("org.socketlab.os.linux..")))
                .should()
                .dependOnClassesThat(resideInAPackage("java.lang.foreign.."))
                .check(CLASSES);
    }

    @Test
    void onlyMainNamesOsLinux() {
        noClasses()
                .that(DescribedPredicate.not(resideInAPackage("org.socketlab.os.linux.."))
                        .and(DescribedPredicate.not(MAIN)))
                .should()
                .dependOnClassesThat(resideInAPackage("org.socketlab.os.linux.."))
                .check(CLASSES);
    }

    @Test
    void javaFxStaysInUiAndMain() {
        noClasses()
                .that(DescribedPredicate.not(resideInAPackage("org.socketlab.ui.."))
                        .and(DescribedPredicate.not(MAIN)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "javafx..", "atlantafx..", "org.controlsfx..", "org.kordamp..", "impl.org.."))
                .check(CLASSES);
    }

    @Test
    void theWindowMakesNoSocketsAndStartsNoProcesses() {
        noClasses()
                .that(resideInAPackage("org.socketlab.ui.."))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "sockets, channels or processes",
                        type -> type.getPackageName().equals("java.nio.channels")
                                || type.getPackageName().equals("java.net")
                                        && type.getSimpleName().contains("Socket")
                                || type.getFullName().equals("java.lang.ProcessBuilder")))
                .check(CLASSES);
    }

    @Test
    void nothingReflectsIntoTheJdk() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "setAccessible",
                        call -> call.getTarget().getName().equals("setAccessible")
                                && call.getTargetOwner().isAssignableTo(AccessibleObject.class)))
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> useOnlyTheirOwnRoomAndThoseToTheLeft() {
        return new ArchCondition<>("use only their own room and those to the left") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String room = HouseMap.roomOf(type).orElseThrow();
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (HouseMap.isOurs(target) && !mayUse(room, target)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean mayUse(String room, JavaClass target) {
        return HouseMap.roomOf(target)
                .map(other -> other.equals(room) || FLOOR_OF.get(other) < FLOOR_OF.get(room))
                .orElse(false);
    }
}
