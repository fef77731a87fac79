package org.socketlab.picture.shell;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shell line that starts the lab as its user, and with CAP_NET_RAW, so that it captures segments. For root to run. */
public final class CaptureLine {
    /** What a window needs of its user's environment, and root's shell has otherwise. */
    private static final List<String> VARIABLES =
            List.of("HOME", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "LANG");

    private CaptureLine() {}

    /**
     * @param uid the user's number
     * @param gid the group's number
     * @param command program and arguments
     */
    public static String of(int uid, int gid, Map<String, String> environment, List<String> command) {
        Stream<String> capability = Stream.of(
                "setpriv",
                "--reuid",
                String.valueOf(uid),
                "--regid",
                String.valueOf(gid),
                "--clear-groups",
                "--inh-caps=+net_raw",
                "--ambient-caps=+net_raw");
        Stream<String> variables = VARIABLES.stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .map(name -> name + "=" + environment.get(name));
        return Stream.of(capability, Stream.of("env"), variables, command.stream())
                .flatMap(words -> words)
                .map(CaptureLine::quoted)
                .collect(Collectors.joining(" "));
    }

    /** As sh reads it: as it is where it has nothing but harmless characters, else in single quotes. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
