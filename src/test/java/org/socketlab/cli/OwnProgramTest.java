package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.socketlab.Main;

class OwnProgramTest {
    @Test
    void flagsModulesAndClassPathStayAndOurArgumentsDoNot() {
        assertThat(OwnProgram.words(
                        "/opt/jdk/bin/java",
                        List.of("java", "--module-path=/m", "@/f", "-cp", "a.jar:b.jar", Main.class.getName(), "demo")))
                .containsExactly(
                        "/opt/jdk/bin/java", "--module-path=/m", "@/f", "-cp", "a.jar:b.jar", Main.class.getName());
    }

    @Test
    void whatWasStartedByAnotherNameIsNotStartedOnceMore() {
        assertThatThrownBy(() -> OwnProgram.words("/opt/jdk/bin/java", List.of("java", "-jar", "surefire.jar")))
                .hasMessageContaining(Main.class.getName());
    }
}
