package org.socketlab.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.socketlab.lab.FirstStart;
import org.socketlab.lab.LocalLab;
import org.socketlab.lab.ReplayLab;
import org.socketlab.model.Framing;
import org.socketlab.model.Refusal;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import org.socketlab.recording.RecordingRefused;
import org.socketlab.server.Defaults;
import org.socketlab.server.ServerRefusal;
import org.socketlab.ui.Desktop;
import org.socketlab.ui.ServerPlan;
import org.socketlab.ui.SettingsFile;

/**
 * {@code socketlab} without a word, or with a recording's name: the window where there is a display; without one the
 * demonstration, or what to do with a recording there. Which of the two is decided before JavaFX starts, because a toolkit
 * that failed once cannot be started again.
 */
public final class DesktopStart implements SocketLab.Window {
    private static final int FAILED = 1;

    private final OperatingSystem system;
    private final Map<String, String> environment;

    public DesktopStart(OperatingSystem system, Map<String, String> environment) {
        this.system = system;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public int open(Optional<Path> recording) {
        Display display = new Display(environment, system);
        if (recording.isPresent()) {
            return display.named() ? window(display, () -> replay(recording.get())) : nowhere(display, recording.get());
        }
        return display.named() ? window(display, this::open) : demonstration(display);
    }

    /** The lab is made while the display is asked and the toolkit starts, so that the window waits for the slowest alone. */
    private int window(Display display, Supplier<Desktop.Opening> open) {
        CompletableFuture<Desktop.Opening> opening = CompletableFuture.supplyAsync(
                open, task -> Thread.ofPlatform().name("opening").start(task));
        try (PrivateLabs labs = new PrivateLabs(system, environment)) {
            Optional<Refusal> refusal = display.refusal();
            if (refusal.isPresent()) {
                throw new Failure(refusal.get());
            }
            Desktop desktop = new Desktop(SettingsFile.ofUser(environment, home()), labs);
            Signals signals = new Signals(desktop::close);
            signals.watch();
            desktop.show(opening).ifPresent(line -> System.err.println("socketlab: " + line));
            return refused(opening.join()) ? FAILED : signals.exitCode();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Failure failure ? failure : e;
        } finally {
            opening.thenAccept(opened -> opened.lab().close())
                    .exceptionally(_ -> null)
                    .join();
            Defaults.leaveFolder(system, environment, Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        }
    }

    /** As the XDG Base Directory Specification has it; Java's own user.home does not follow HOME. */
    private String home() {
        String home = environment.getOrDefault("HOME", "");
        return home.startsWith("/") ? home : System.getProperty("user.home", "/");
    }

    private Desktop.Opening open() {
        try {
            LocalLab lab = new LocalLab(system, OwnProgram::words);
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "end")); // for an end that show() does not see
            List<Refusal> refusals = new ArrayList<>();
            ServerPlan tcp = ServerPlan.of(FirstStart.tcp(system, Defaults.PORT));
            ServerPlan unix = unix(refusals);
            Optional<String> captureLine = new CaptureStart(system, environment).line();
            Desktop.Recording recording = new Desktop.Recording(lab::save, lab.started());
            return new Desktop.Living(lab, tcp, unix, recording, captureLine, refusals);
        } catch (SyscallException e) {
            throw new Failure("The lab could not start. " + e.call() + "() failed with " + e.errnoName()
                    + ". Close some programs, or raise `ulimit -n`.");
        }
    }

    /**
     * One that cannot be read opens an empty window that says so, since who double-clicked a file sees no standard error;
     * who typed its name sees both.
     */
    private static Desktop.Opening replay(Path file) {
        try {
            return new Desktop.Past(ReplayLab.open(file), file, List.of());
        } catch (RecordingRefused e) {
            System.err.println("socketlab: " + e.getMessage());
            return new Desktop.Past(ReplayLab.empty(), file, List.of(e.refusal()));
        }
    }

    private static boolean refused(Desktop.Opening opening) {
        return opening instanceof Desktop.Past past && !past.refusals().isEmpty();
    }

    private static int nowhere(Display display, Path file) {
        Refusal refusal = display.refusal().orElseThrow();
        throw new Failure(refusal.what(Locale.ENGLISH) + " " + refusal.why(Locale.ENGLISH)
                + " Without a display `socketlab export " + file + " --format svg --out FILE` draws the recording.");
    }

    private int demonstration(Display display) {
        Refusal refusal = display.refusal().orElseThrow();
        Path out = Files.isRegularFile(Path.of("pom.xml")) ? Path.of("target", "demo") : Path.of("socketlab-demo");
        System.err.println("socketlab: " + refusal.what(Locale.ENGLISH) + " " + refusal.why(Locale.ENGLISH)
                + " The demonstration is played without one, into " + out + ".");
        return new DemoCommand(system, environment).play(out);
    }

    /** Where its folder cannot be used the window opens all the same, without that server, and says why. */
    private ServerPlan unix(List<Refusal> refusals) {
        try {
            return ServerPlan.of(
                    FirstStart.unix(system, environment, Path.of(System.getProperty("java.io.tmpdir", "/tmp"))));
        } catch (ServerRefusal e) {
            refusals.add(e.refusal());
            return new ServerPlan(FirstStart.UNIX, List.of(), Framing.LINE, Defaults.BACKLOG);
        }
    }
}
