package org.socketlab.cli;

import org.socketlab.os.linux.LinuxSystem;

/** The command line without a window, for tests that start it as another user. */
final class CommandLineMain {
    private CommandLineMain() {}

    public static void main(String[] args) {
        System.exit(SocketLab.commandLine(new LinuxSystem(), _ -> 0).execute(args));
    }
}
