package org.socketlab.lab;

import java.util.Optional;
import java.util.regex.Pattern;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;

/** The network in which a state's sockets were seen, where it is not the host's. Pure. */
public final class Network {
    /** Nothing in it that makes a shell run more than one program, or itself. */
    private static final Pattern SIMPLE = Pattern.compile("[^|&;<>(){}`$\n]*");

    private Network() {}

    /** The first socket seen in another network than the host's: its {@code network} says which; empty on the host. */
    public static Optional<SeenSocket> seenIn(LabState state) {
        return state.sockets().values().stream()
                .findFirst() // a lab stands in one network, and sees no other
                .filter(seen -> !seen.socket().network().isEmpty());
    }

    /** What to put before a command so that it runs where the lab is: empty on the host, else it ends with a space. */
    public static String prefix(LabState state) {
        return seenIn(state).isPresent() ? enter(state.self()) + " " : "";
    }

    /** A shell line as it runs where the lab is: in a shell of its own there, where it is more than one simple command. */
    public static String within(LabState state, String line) {
        String prefix = prefix(state);
        if (prefix.isEmpty()) {
            return line;
        }
        return prefix + (SIMPLE.matcher(line).matches() ? line : "sh -c '" + line.replace("'", "'\\''") + "'");
    }

    /**
     * nsenter(1) into the user and the network namespace of a process; this user's credentials stay, for only they are
     * mapped there.
     */
    public static String enter(int pid) {
        return "nsenter -t " + pid + " -U -n --preserve-credentials";
    }
}
