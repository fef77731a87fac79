package org.socketlab;

import org.socketlab.cli.DesktopStart;
import org.socketlab.cli.SocketLab;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.linux.LinuxSystem;

/**
 * Starts the lab. It does not extend Application, because that would start the toolkit before {@code main}, too early to
 * choose a display or none.
 */
public final class Main {
    private Main() {}

    /** Runs the command that the arguments name. */
    public static void main(String[] args) {
        OperatingSystem system = new LinuxSystem();
        System.exit(SocketLab.run(system, new DesktopStart(system, System.getenv()), args));
    }
}
