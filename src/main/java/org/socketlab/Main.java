package org.socketlab;

import org.socketlab.cli.SocketLab;
import org.socketlab.model.Version;
import org.socketlab.os.linux.LinuxSystem;

/**
 * Starts the lab. It does not extend Application, because that would start the toolkit before {@code main}, too early to
 * choose a display or none.
 */
public final class Main {
    private Main() {}

    /** Runs the command that the arguments name. */
    public static void main(String[] args) {
        System.exit(SocketLab.commandLine(new LinuxSystem(), Main::window).execute(args));
    }

    /** Prints the version. */
    private static int window() {
        System.out.println("socketlab " + Version.current());
        return 0;
    }
}
