package org.socketlab.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.socketlab.lab.ChildProgram;
import org.socketlab.lab.LabService;
import org.socketlab.os.OperatingSystem;

/**
 * {@code socketlab lab}: serves a lab to the window that started this process. Nobody types it, so its words are only those
 * that {@link ChildProgram} writes, and no parser is built for them: that would be half of the way to the first fact.
 */
final class LabCommand {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private LabCommand() {}

    /** Serves until the other process ends the stream; the exit code. */
    static int run(OperatingSystem system, List<String> arguments) {
        boolean ownNetwork = arguments.size() == 4 && arguments.getLast().equals(ChildProgram.OWN_NETWORK);
        if (!(arguments.size() == 3 || ownNetwork) || !arguments.get(1).equals(ChildProgram.SOCKET)) {
            System.err.println("socketlab: the window starts this command itself; start socketlab instead.");
            return MISUSED;
        }
        try {
            if (ownNetwork) {
                system.settleInOwnNetwork();
            }
            LabService.serve(system, Path.of(arguments.get(2)));
            return 0;
        } catch (IOException e) {
            System.err.println("socketlab: The lab could not be served. The system says: " + e.getMessage()
                    + ". Start it from the window: Network, Private.");
            return FAILED;
        }
    }
}
