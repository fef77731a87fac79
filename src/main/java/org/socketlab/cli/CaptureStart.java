package org.socketlab.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
                    : ProcessHandle.current()
                            .info()
                            .command()
                            .map(program ->
                                    CaptureLine.of(system.uid(), system.gid(), environment, words(program, view)));
        } catch (SyscallException e) {
            return Optional.empty();
        }
    }

    /** The program by its full path, since root need not find it by its name, and its arguments. */
    private List<String> words(String program, KernelView view) {
        List<String> words = new ArrayList<>(List.of(program));
        Arrays.stream(view.commandLine(system.pid()).split("\0")).skip(1).forEach(words::add);
        return words;
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
