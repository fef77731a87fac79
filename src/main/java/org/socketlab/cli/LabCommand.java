package org.socketlab.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.socketlab.lab.ChildProgram;
import org.socketlab.lab.LabService;
import org.socketlab.os.OperatingSystem;

/**
 * {@code socketlab lab}: serves a lab, or its servers alone, to the process that started this one. Nobody types it, so its
 * words are only those that {@link ChildProgram} writes, and no parser is built for them: that would be half of the way to
 * the first fact.
 */
final class LabCommand {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final Set<String> OPTIONS = Set.of(ChildProgram.OWN_NETWORK, ChildProgram.SERVERS);

    private LabCommand() {}

    /** Serves until the other process ends the stream; the exit code. */
    static int run(OperatingSystem system, List<String> arguments) {
        String option = arguments.size() == 4 ? arguments.getLast() : "";
        boolean known = option.isEmpty() || OPTIONS.contains(option);
        if (arguments.size() < 3
                || arguments.size() > 4
                || !known
                || !arguments.get(1).equals(ChildProgram.SOCKET)) {
            System.err.println("socketlab: the window starts this command itself; start socketlab instead.");
            return MISUSED;
        }
        Path socket = Path.of(arguments.get(2));
        try {
            switch (option) {
                case ChildProgram.SERVERS -> LabService.serveServers(system, socket);
                case ChildProgram.OWN_NETWORK -> {
                    system.settleInOwnNetwork();
                    LabService.serve(system, OwnProgram::words, socket);
                }
                default -> LabService.serve(system, OwnProgram::words, socket);
            }
            return 0;
        } catch (IOException e) {
            System.err.println("socketlab: The lab could not be served. The system says: " + e.getMessage()
                    + ". Start it from the window: Network.");
            return FAILED;
        }
    }
}
