package org.socketlab.lab;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.socketlab.model.Refusal;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Uninterrupted;

/** A process that serves a lab: started, met, and ended for certain. Any thread. */
final class ChildProcess {
    private static final int LAST_WORDS = 2_000; // characters
    private static final int BY_SIGNAL = 128; // added by java.lang.Process to the signal's number, as shells do

    private final Process process;
    private final Link link;
    private final LastWords said;
    private final Deadline deadline;

    private ChildProcess(Process process, Link link, LastWords said, Deadline deadline) {
        this.process = process;
        this.link = link;
        this.said = said;
        this.deadline = deadline;
    }

    /**
     * Starts the program and waits for its call on the socket that it is told.
     *
     * @param patience how long it may take from its start until {@link #begun}; then it is killed
     */
    static ChildProcess start(OperatingSystem system, ChildProgram program, Duration patience) throws ChildRefused {
        try (MeetingPlace place = new MeetingPlace(system)) {
            Process process = started(program, place);
            Deadline deadline = new Deadline(patience, () -> kill(process));
            process.onExit().thenRun(place::giveUp);
            LastWords said = new LastWords(process.errorReader());
            try {
                return new ChildProcess(process, place.await(process.pid()), said, deadline);
            } catch (IOException e) {
                kill(process);
                throw new ChildRefused(unmet(program, process, said, deadline));
            }
        } catch (IOException e) {
            throw new ChildRefused(Refusal.of("child.no-socket", "", e));
        }
    }

    private static Process started(ChildProgram program, MeetingPlace place) throws ChildRefused {
        ProcessBuilder builder = new ProcessBuilder(program.command(place.path()));
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return parented(builder);
        } catch (CompletionException e) {
            throw new ChildRefused(Refusal.of(
                    program.ownNetwork() ? "child.no-unshare" : "child.no-program",
                    "",
                    builder.command().getFirst()));
        }
    }

    /** Starts it on a thread that stays as long as it: to the kernel the parent is a thread, whose end it is told. */
    private static Process parented(ProcessBuilder builder) {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("child's parent").start(() -> {
            try {
                Process process = builder.start();
                started.complete(process);
                Uninterrupted.await(process.onExit());
            } catch (IOException | RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        return started.join();
    }

    private static Refusal unmet(ChildProgram program, Process process, LastWords said, Deadline deadline) {
        int exit = wait(process);
        if (!deadline.met()) {
            return Refusal.of("child.late", "", deadline.seconds());
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

    /** It has said who it is. */
    void begun() {
        deadline.met();
    }

    /** What became of one whose stream ended before it had said so. */
    Refusal unbegun(Refusal read) {
        return deadline.met() ? read : Refusal.of("child.silent", "", pid(), deadline.seconds());
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

    /** A time by which something must have happened, or else. */
    private static final class Deadline {
        private final CompletableFuture<Boolean> met = new CompletableFuture<>();
        private final Duration patience;

        Deadline(Duration patience, Runnable otherwise) {
            this.patience = patience;
            met.thenAccept(inTime -> {
                if (!inTime) {
                    otherwise.run();
                }
            });
            met.completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** It has happened, or need not any more; whether that was in time. */
        boolean met() {
            met.complete(true);
            return met.join();
        }

        long seconds() {
            return patience.toSeconds();
        }
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
