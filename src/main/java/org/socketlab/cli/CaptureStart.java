package org.socketlab.cli;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import org.socketlab.picture.shell.CaptureLine;

/** How this process would be started so that it may capture segments: read from the process itself. */
final class CaptureStart {
    private final OperatingSystem system;
    private final Map<String, String> environment;

    CaptureStart(OperatingSystem system, Map<String, String> environment) {
        this.system = system;
        this.environment = environment;
    }

    /** The shell line for root; empty where this process may capture already, or does not know how it was started. */
    Optional<String> line() {
        try (KernelView view = system.openView()) {
            return mayCapture(view)
                    ? Optional.empty()
                    : Optional.of(CaptureLine.of(system.uid(), system.gid(), environment, OwnProgram.words()));
        } catch (SyscallException | UncheckedIOException | IllegalStateException e) {
            return Optional.empty(); // not started by its own name, as in tests, or without /proc
        }
    }

    private static boolean mayCapture(KernelView view) {
        try {
            view.capture().close();
            return true;
        } catch (SyscallException e) {
            return false;
        }
    }
}
