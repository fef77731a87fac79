package org.socketlab.lab;

import java.util.Map;

/** Signals by name, as far as a process is likely to end by one (signal(7), numbers of x86 and ARM). */
final class SignalName {
    private static final Map<Integer, String> NAMES = Map.of(
            1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 6, "SIGABRT", 7, "SIGBUS", 9, "SIGKILL", 11, "SIGSEGV", 13,
            "SIGPIPE", 14, "SIGALRM", 15, "SIGTERM");

    private SignalName() {}

    /** {@code SIGKILL} for 9; the number where the name is not among these. */
    static String of(int signal) {
        return NAMES.getOrDefault(signal, Integer.toString(signal));
    }
}
