package org.socketlab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, seen from outside: where it listens, what CPU time and memory it took. */
final class Contestant implements AutoCloseable {
    /** Clock ticks a second in /proc/PID/stat: sysconf(_SC_CLK_TCK), 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    final String name;
    final String address;
    private final Process process;

    private Contestant(String name, Process process, String address) {
        this.name = name;
        this.process = process;
        this.address = address;
    }

    /**
     * Starts a server, with as many descriptors as this user may have, and waits until it says {@code listening on KIND
     * ADDRESS}.
     */
    static Contestant start(String name, List<String> command, Path log) throws IOException {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", "ulimit -n $(ulimit -Hn); exec \"$@\"", "sh"));
        shell.addAll(command);
        Process process = new ProcessBuilder(shell).redirectError(log.toFile()).start();
        BufferedReader lines = process.inputReader();
        String line = lines.readLine();
        if (line == null || !line.startsWith("listening on ")) {
            process.destroyForcibly();
            throw new IOException(name + " did not start: " + line + "; see " + log);
        }
        return new Contestant(name, process, line.split(" ", 4)[3]);
    }

    long pid() {
        return process.pid();
    }

    /** User and system time of all its threads so far, in seconds: fields 14 and 15 of proc_pid_stat(5). */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) / TICKS_PER_SECOND;
    }

    /** Memory that it holds in RAM, in MB (10^6 bytes): VmRSS of proc_pid_status(5), which counts KiB. */
    double residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
            }
        }
        throw new IOException("no VmRSS of " + name);
    }

    /** Leaves it alone for so long. */
    void rest(int seconds) throws IOException {
        try {
            if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IOException(name + " ended by itself");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
