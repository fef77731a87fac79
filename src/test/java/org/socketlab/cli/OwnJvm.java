package org.socketlab.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of ours in a JVM of its own, with the lab's flags and without a display. */
final class OwnJvm {
    /** After this it is killed: to read what it prints is a wait that no timeout of a test ends. */
    private static final long PATIENCE_S = 150;

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
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(PATIENCE_S, TimeUnit.SECONDS));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        late.cancel(false);
        return new Ran(process.waitFor(), output);
    }
}
