package org.socketlab.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to run for a lab, or for its servers alone, in a process of its own.
 *
 * @param program this program's own command line, up to where its arguments begin
 * @param ownNetwork whether it shall stand in a user and a network namespace of its own
 * @param serversOnly whether it is only the servers of the lab that starts it
 * @param unshare the tool that makes namespaces (unshare(1)); it runs the program in its own place, so its pid is the lab's
 */
public record ChildProgram(List<String> program, boolean ownNetwork, boolean serversOnly, String unshare) {
    /** The name of the program's command that serves a lab. */
    public static final String COMMAND = "lab";

    /** Its option for the socket to tell on. */
    public static final String SOCKET = "--socket";

    /** Its option for a process in a network of its own. */
    public static final String OWN_NETWORK = "--own-network";

    /** Its option for the servers alone. */
    public static final String SERVERS = "--servers";

    private static final String UNSHARE = "unshare";

    public ChildProgram {
        program = List.copyOf(program);
    }

    /** A lab, with the tool that PATH names. */
    public ChildProgram(List<String> program, boolean ownNetwork) {
        this(program, ownNetwork, false, UNSHARE);
    }

    /** The servers of a lab, in whatever network that stands. */
    static ChildProgram servers(List<String> program) {
        return new ChildProgram(program, false, true, UNSHARE);
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
        if (serversOnly) {
            words.add(SERVERS);
        }
        return words;
    }
}
