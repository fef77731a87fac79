package org.socketlab.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to run for a lab in a process of its own.
 *
 * @param program this program's own command line, up to where its arguments begin
 * @param ownNetwork whether it shall stand in a user and a network namespace of its own
 * @param unshare the tool that makes them (unshare(1)); it runs the program in its own place, so its pid is the lab's
 */
public record ChildProgram(List<String> program, boolean ownNetwork, String unshare) {
    /** The name of the program's command that serves a lab. */
    public static final String COMMAND = "lab";

    /** Its option for the socket to tell on. */
    public static final String SOCKET = "--socket";

    /** Its option for a process in a network of its own. */
    public static final String OWN_NETWORK = "--own-network";

    public ChildProgram {
        program = List.copyOf(program);
    }

    /** With the tool that PATH names. */
    public ChildProgram(List<String> program, boolean ownNetwork) {
        this(program, ownNetwork, "unshare");
    }

    List<String> command(Path socket) {
        List<String> words = new ArrayList<>();
        if (ownNetwork) {
            words.addAll(List.of(unshare, "--user", "--map-root-user", "--net", "--"));
        }
        words.addAll(program);
        words.addAll(List.of(COMMAND, SOCKET, socket.toString()));
        if (ownNetwork) {
            words.add(OWN_NETWORK);
        }
        return words;
    }
}
