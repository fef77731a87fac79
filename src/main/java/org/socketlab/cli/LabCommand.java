package org.socketlab.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.socketlab.lab.ChildProgram;
import org.socketlab.lab.LabService;
import org.socketlab.os.OperatingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code socketlab lab}: serves a lab to the window that started this process; nobody types it. */
@Command(
        name = ChildProgram.COMMAND,
        hidden = true,
        description = "Serves a lab to the process that started this one.",
        mixinStandardHelpOptions = true,
        versionProvider = SocketLab.Number.class)
final class LabCommand implements Callable<Integer> {
    private final OperatingSystem system;

    @Option(
            names = ChildProgram.SOCKET,
            paramLabel = "PATH",
            required = true,
            description = "The Unix socket on which that process waits.")
    private @Nullable Path socket;

    @Option(
            names = ChildProgram.OWN_NETWORK,
            description = "This process stands in a network namespace of its own: bring its loopback device up.")
    private boolean ownNetwork;

    LabCommand(OperatingSystem system) {
        this.system = system;
    }

    @Override
    public Integer call() {
        try {
            if (ownNetwork) {
                system.settleInOwnNetwork();
            }
            LabService.serve(system, Objects.requireNonNull(socket, "--socket is required"));
            return 0;
        } catch (IOException e) {
            throw new Failure("The lab could not be served. The system says: " + e.getMessage()
                    + ". Start it from the window: Network, Private.");
        }
    }
}
