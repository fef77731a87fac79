package org.socketlab.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** {@code socketlab serve} in a process of its own, with a limit on its fds of the test's choice. */
final class ServeProcess implements AutoCloseable {
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;

    /** What to run a program with so that its host has no IPv6: a network of its own, where that is switched off. */
    static final List<String> WITHOUT_IPV6 = List.of(
            "unshare",
            "-Urn",
            "sh",
            "-c",
            "ip link set lo up && echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6 && exec \"$@\"",
            "sh");

    private final Process process;
    private final BufferedReader out;
    private final StringBuffer log = new StringBuffer();
    private final Thread logReader;

    private ServeProcess(Process process) {
        this.process = process;
        out = process.inputReader();
        logReader = Thread.ofPlatform().daemon().start(this::readLog);
    }

    /** Starts it; {@code fdLimit} as ulimit -n takes it, {@code hard} for all that this user may have. */
    static ServeProcess start(String fdLimit, String... args) throws IOException {
        String limit = fdLimit.equals("hard") ? "$(ulimit -Hn)" : fdLimit;
        return start(List.of("sh", "-c", "ulimit -n " + limit + "; exec \"$@\"", "sh"), args);
    }

    /** Starts it by way of {@code prefix}, which ends by running its arguments. */
    static ServeProcess start(List<String> prefix, String... args) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.socketlab.Main", "serve"));
        command.addAll(List.of(args));
        return new ServeProcess(new ProcessBuilder(command).start());
    }

    /** The lab's own, as src/main/jvm/flags has them, but for those that name JavaFX. */
    private static List<String> flags() throws IOException {
        return Files.readAllLines(Path.of("src/main/jvm/flags")).stream()
                .filter(line -> line.startsWith("-X"))
                .toList();
    }

    private void readLog() {
        try (BufferedReader lines = process.errorReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.append(line).append('\n');
                synchronized (log) {
                    log.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line of its standard output, null at the end. */
    @Nullable
    String line() throws IOException {
        return out.readLine();
    }

    /** The port in the next line, {@code listening on tcp 127.0.0.1:PORT}. */
    int port() throws IOException {
        String line = out.readLine();
        if (line == null || !line.startsWith("listening on tcp 127.0.0.1:")) {
            throw new AssertionError("no port in " + line + "; log: " + log);
        }
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    long pid() {
        return process.pid();
    }

    String log() {
        return log.toString();
    }

    /** Waits until the log contains the text; false after 20 s. */
    boolean awaitLog(String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        synchronized (log) {
            while (log.indexOf(text) < 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                log.wait(left);
            }
        }
        return true;
    }

    /** How much it holds once it is idle: the JIT compiler's own memory goes back a few seconds after a burst of work. */
    double idleMegabytes(double enough) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        double now = residentMegabytes();
        while (now > enough && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            now = residentMegabytes();
        }
        return now;
    }

    /** VmRSS of proc_pid_status(5), in MB (10^6 bytes). */
    private double residentMegabytes() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(one -> one.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
    }

    /** User and system time so far, in ticks of 10 ms: fields 14 and 15 of proc_pid_stat(5). */
    long cpuTicks() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    int interrupted() throws IOException, InterruptedException {
        return signalled(SIGINT);
    }

    int terminated() throws IOException, InterruptedException {
        return signalled(SIGTERM);
    }

    private int signalled(int signal) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                .start()
                .waitFor();
        return exit();
    }

    /** Its exit code; -1 where it does not end within 20 s. */
    int exit() throws InterruptedException {
        boolean ended = process.waitFor(20, TimeUnit.SECONDS);
        if (ended) {
            logReader.join();
        }
        return ended ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
