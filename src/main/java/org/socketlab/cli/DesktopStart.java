package org.socketlab.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.socketlab.lab.FirstStart;
import org.socketlab.lab.LocalLab;
import org.socketlab.model.Framing;
import org.socketlab.model.Refusal;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import org.socketlab.server.Defaults;
import org.socketlab.server.ServerRefusal;
import org.socketlab.ui.Desktop;
import org.socketlab.ui.ServerPlan;
import org.socketlab.ui.SettingsFile;

/**
 * {@code socketlab} without a word: the window where there is a display, else the demonstration without one. Which of the
 * two is decided before JavaFX starts, because a toolkit that failed once cannot be started again.
 */
public final class DesktopStart implements IntSupplier {
    private static final String NO_DISPLAY = "display.none";

    private final OperatingSystem system;
    private final Map<String, String> environment;

    public DesktopStart(OperatingSystem system, Map<String, String> environment) {
        this.system = system;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public int getAsInt() {
        Optional<Refusal> refusal = new Display(environment, system).refusal();
        if (refusal.isEmpty()) {
            return window();
        }
        if (!refusal.get().code().equals(NO_DISPLAY)) {
            throw new Failure(refusal.get());
        }
        Path out = Files.isRegularFile(Path.of("pom.xml")) ? Path.of("target", "demo") : Path.of("socketlab-demo");
        System.err.println("socketlab: " + refusal.get().what(Locale.ENGLISH) + " "
                + refusal.get().why(Locale.ENGLISH) + " The demonstration is played without one, into " + out + ".");
        return new DemoCommand(system, environment).play(out);
    }

    private int window() {
        List<Refusal> refusals = new ArrayList<>();
        ServerPlan tcp = ServerPlan.of(FirstStart.tcp(system, Defaults.PORT));
        ServerPlan unix = unix(refusals);
        try (LocalLab lab = new LocalLab(system)) {
            Desktop desktop = new Desktop(SettingsFile.ofUser(environment, System.getProperty("user.home", "/")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(desktop, lab), "end")); // SIGINT, SIGTERM
            desktop.show(lab, tcp, unix, lab::save, refusals)
                    .ifPresent(line -> System.err.println("socketlab: " + line));
            return 0;
        } catch (SyscallException e) {
            throw new Failure("The lab could not start. " + e.call() + "() failed with " + e.errnoName()
                    + ". Close some programs, or raise `ulimit -n`.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static void end(Desktop desktop, LocalLab lab) {
        desktop.rest();
        lab.close();
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
