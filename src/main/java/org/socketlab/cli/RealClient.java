package org.socketlab.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A client program of the system's own, started to stand beside the lab's consoles; ended with {@link #close}. */
final class RealClient implements AutoCloseable {
    private static final long PATIENCE_S = 2;

    private final Process process;
    private final OutputStream input;

    private RealClient(Process process) {
        this.process = process;
        this.input = process.getOutputStream();
    }

    /**
     * telnet, nc, or bash with its /dev/tcp, whichever is installed; empty where none is.
     *
     * @param prefix what enters the network where it shall run, as the shell has it; empty for this process's own
     */
    static Optional<RealClient> connect(String prefix, String host, int port) throws IOException {
        List<List<String>> commands = List.of(
                List.of("telnet", host, String.valueOf(port)),
                List.of("nc", host, String.valueOf(port)),
                List.of("bash", "-c", "exec 3<>/dev/tcp/" + host + "/" + port + "; cat <&3 & cat >&3; wait"));
        for (List<String> command : commands) {
            if (installed(command.getFirst())) {
                return Optional.of(start(prefix, command));
            }
        }
        return Optional.empty();
    }

    private static RealClient start(String prefix, List<String> command) throws IOException {
        List<String> words = new ArrayList<>(
                prefix.isEmpty() ? List.of() : List.of(prefix.strip().split(" ")));
        words.addAll(command);
        return new RealClient(new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static boolean installed(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return List.of(path.split(File.pathSeparator)).stream()
                .map(folder -> Path.of(folder.isEmpty() ? "." : folder, program))
                .anyMatch(Files::isExecutable);
    }

    long pid() {
        return process.pid();
    }

    void type(String line) throws IOException {
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            input.close();
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException gone) {
            process.destroyForcibly(); // its end of the pipe is closed, so it is about to be gone by itself
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
