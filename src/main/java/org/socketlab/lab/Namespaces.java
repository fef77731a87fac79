package org.socketlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.socketlab.model.Refusal;

/** Finds out why an ordinary user got no namespaces, and which command would change that. */
final class Namespaces {
    private static final Path PROC = Path.of("/proc");

    private Namespaces() {}

    /**
     * A switch of the system's that forbids them: sysctl(8)'s name, the value that forbids, one that allows.
     *
     * <ul>
     *   <li>kernel.unprivileged_userns_clone: Debian's kernels
     *   <li>user.max_user_namespaces, user.max_net_namespaces: namespaces(7)
     *   <li>kernel.apparmor_restrict_unprivileged_userns: Ubuntu's kernels, AppArmor 4
     * </ul>
     */
    private record Switch(String name, String forbids, String allows) {
        String file() {
            return "sys/" + name.replace('.', '/');
        }
    }

    private static final List<Switch> SWITCHES = List.of(
            new Switch("kernel.unprivileged_userns_clone", "0", "1"),
            new Switch("user.max_user_namespaces", "0", "15000"),
            new Switch("user.max_net_namespaces", "0", "15000"),
            new Switch("kernel.apparmor_restrict_unprivileged_userns", "1", "0"));

    /** @param said what unshare(1), or the program it ran, wrote to its standard error */
    static Refusal refusal(String said) {
        return refusal(PROC, said);
    }

    static Refusal refusal(Path proc, String said) {
        for (Switch one : SWITCHES) {
            if (text(proc.resolve(one.file())).equals(one.forbids())) {
                return Refusal.of("child.namespace-switch", "", said, one.name(), one.forbids(), one.allows());
            }
        }
        // proc_pid_status(5): 2 is SECCOMP_MODE_FILTER, as containers have it
        boolean filtered = text(proc.resolve("self/status")).lines().anyMatch(line -> line.matches("Seccomp:\\s*2"));
        return Refusal.of(filtered ? "child.namespace-filter" : "child.namespace", "", said);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException absent) {
            return ""; // this kernel has no such switch
        }
    }
}
