package org.socketlab.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of ours in a JVM of its own, with the lab's flags and without a display. */
final class OwnJvm {
    private OwnJvm() {}

    /** What a program printed, and how it ended. */
    record Ran(int exit, String output) {}

    static Ran run(Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("src/main/jvm/flags").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        String modules = System.getProperty("jdk.module.path");
        if (modules != null) {
            command.add(1, "--module-path=" + modules);
        }
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("DISPLAY");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }
}
