package org.socketlab.recording;

import java.nio.file.Path;
import org.socketlab.model.LabState;
import org.socketlab.model.Refusal;

/**
 * How much may be there at one moment of a recording. A lab meets far less; a file that claims more was made to hold up
 * whoever opens it, and is refused before a view has to draw it.
 */
final class Crowd {
    /** Sockets, fds of one process, open calls: twice what one host's ports allow. */
    private static final int MOST = 131_072;
    /** What has a pane or a card of its own. */
    private static final int MOST_NAMED = 1_000;

    private Crowd() {}

    static void check(LabState state, Path path, long line) throws RecordingRefused {
        boolean crowded = state.sockets().size() > MOST
                || state.openCalls().size() > MOST
                || state.processes().size() > MOST
                || state.ownFds().size() > MOST
                || state.files().size() > MOST
                || state.consoles().size() > MOST_NAMED
                || state.listeners().size() > MOST_NAMED
                || state.logs().size() > MOST_NAMED;
        if (crowded) {
            throw new RecordingRefused(Refusal.of("recording.crowded", "", path, line));
        }
    }
}
