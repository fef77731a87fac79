package org.socketlab.picture.shell;

import java.util.Optional;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;

/** The network in which a state's sockets were seen, where it is not the host's. Pure. */
public final class Network {
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

    /**
     * nsenter(1) into the user and the network namespace of a process; this user's credentials stay, for only they are
     * mapped there.
     */
    public static String enter(int pid) {
        return "nsenter -t " + pid + " -U -n --preserve-credentials";
    }
}
