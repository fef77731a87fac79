package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Refusal;

/** Why there are no namespaces, read from a /proc of the test's own. */
class NamespacesTest {
    private static final String SAID = "unshare: unshare failed: Operation not permitted";

    @TempDir
    Path proc;

    private void says(String file, String text) throws IOException {
        Path path = proc.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    private Refusal refusal() {
        return Namespaces.refusal(proc, SAID);
    }

    @Test
    void eachSwitchIsNamedWithTheCommandThatAllowsIt() throws IOException {
        says("sys/kernel/unprivileged_userns_clone", "1");
        says("sys/user/max_user_namespaces", "63000");
        says("sys/kernel/apparmor_restrict_unprivileged_userns", "1");
        assertThat(refusal().why(Locale.ENGLISH))
                .contains("kernel.apparmor_restrict_unprivileged_userns is 1")
                .contains(SAID);
        assertThat(refusal().todo(Locale.CHINESE))
                .contains("sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");

        says("sys/user/max_user_namespaces", "0");
        assertThat(refusal().todo(Locale.ENGLISH)).contains("sudo sysctl -w user.max_user_namespaces=15000");

        says("sys/kernel/unprivileged_userns_clone", "0");
        assertThat(refusal().todo(Locale.ENGLISH)).contains("sudo sysctl -w kernel.unprivileged_userns_clone=1");
    }

    @Test
    void aContainersFilterIsTold() throws IOException {
        says("self/status", "Name:\tjava\nSeccomp:\t2\nSeccomp_filters:\t1");
        assertThat(refusal().code()).isEqualTo("child.namespace-filter");
        says("self/status", "Name:\tjava\nSeccomp:\t0\nSeccomp_filters:\t0");
        assertThat(refusal().code()).isEqualTo("child.namespace");
    }

    @Test
    void whereNothingTellsWhyTheToolsOwnWordsDo() {
        assertThat(refusal().code()).isEqualTo("child.namespace");
        assertThat(refusal().why(Locale.ENGLISH)).contains(SAID);
    }
}
