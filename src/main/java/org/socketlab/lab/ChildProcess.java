package org.socketlab.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.socketlab.model.Refusal;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Uninterrupted;

/** A process that serves a lab: started, met, and ended for certain. Any thread. */
final class ChildProcess {
    /** How long a program may take from its start until it is met. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int LAST_WORDS = 2_000; // characters
    private static final int BY_SIGNAL = 128; // added by java.lang.Process to the signal's number, as shells do

    private final Process process;
    private final Link link;
    private final LastWords said;

    private ChildProcess(Process process, Link link, LastWords said) {
        this.process = process;
        this.link = link;
        this.said = said;
    }

    /** Starts the program and waits for its call on the socket that it is told. */
    static ChildProcess start(OperatingSystem system, ChildProgram program) throws ChildRefused {
        try (MeetingPlace place = new MeetingPlace(system)) {
            Process process = started(program, place);
            AtomicBoolean late = new AtomicBoolean();
            CompletableFuture<Void> patience = CompletableFuture.runAsync(
                    () -> late.set(kill(process)),
                    CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            process.onExit().thenRun(place::giveUp);
            LastWords said = new LastWords(process.errorReader());
            try {
                return new ChildProcess(process, place.await(process.pid()), said);
            } catch (IOException e) {
                kill(process);
                throw new ChildRefused(unmet(program, process, said, late.get()));
            } finally {
                patience.cancel(false);
            }
        } catch (IOException e) {
            throw new ChildRefused(Refusal.of("child.no-socket", "", e));
        }
    }

    private static Process started(ChildProgram program, MeetingPlace place) throws ChildRefused {
        ProcessBuilder builder = new ProcessBuilder(program.command(place.path()));
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ChildRefused(Refusal.of(
                    program.ownNetwork() ? "child.no-unshare" : "child.no-program",
                    "",
                    builder.command().getFirst()));
        }
    }

    private static Refusal unmet(ChildProgram program, Process process, LastWords said, boolean late) {
        int exit = wait(process);
        if (late) {
            return Refusal.of("child.late", "", PATIENCE.toSeconds());
        }
        return program.ownNetwork()
                ? Namespaces.refusal(said.text())
                : Refusal.of("child.not-begun", "", exit, said.text());
    }

    int pid() {
        return (int) process.pid();
    }

    Link link() {
        return link;
    }

    /** What it wrote last to its standard error. */
    String said() {
        return said.text();
    }

    void kill() {
        kill(process);
    }

    /** By SIGKILL; Process.destroyForcibly() would also close the pipe in which its last words stand. */
    private static boolean kill(Process process) {
        return process.toHandle().destroyForcibly();
    }

    /** Waits until it has ended, and kills it and what it started where that takes longer; its exit code. */
    int end(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                killAll();
            }
        } catch (InterruptedException e) {
            killAll();
            Thread.currentThread().interrupt();
        }
        return wait(process);
    }

    /** One that it started may be stopped (SIGSTOP), and would then outlive it for good. */
    private void killAll() {
        List<ProcessHandle> started = process.descendants().toList();
        kill(process);
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** The signal that an exit code tells of, 0 where none. */
    static int signal(int exit) {
        return Math.max(0, exit - BY_SIGNAL);
    }

    private static int wait(Process process) {
        Uninterrupted.await(process.onExit());
        return process.exitValue();
    }

    /** The end of what a program writes to its standard error. */
    private static final class LastWords {
        private final StringBuilder text = new StringBuilder();
        private final Thread reading;

        LastWords(BufferedReader from) {
            reading = Thread.ofPlatform().daemon().name("child's words").start(() -> read(from));
        }

        private void read(BufferedReader from) {
            try (from) {
                for (String line = from.readLine(); line != null; line = from.readLine()) {
                    synchronized (text) {
                        text.append(text.isEmpty() ? "" : " ").append(line.strip());
                        text.delete(0, Math.max(0, text.length() - LAST_WORDS));
                    }
                }
            } catch (IOException e) {
                // its pipe ends with it
            }
        }

        /** Of a process that has ended. */
        String text() {
            try {
                reading.join(Duration.ofSeconds(1)); // a program it started may keep the pipe open
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (text) {
                return text.toString();
            }
        }
    }
}
