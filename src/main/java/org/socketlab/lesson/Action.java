package org.socketlab.lesson;

import org.socketlab.model.Bytes;
import org.socketlab.model.Framing;

/** What {@code do} asks of the lab; {@code line} is how the document has it. */
public sealed interface Action {
    String line();

    record Connect(String line, String console, Subject.Server server) implements Action {}

    /** Bytes as they are; a typed line has its LF already. */
    record Send(String line, String console, Bytes bytes) implements Action {}

    record HalfClose(String line, String console) implements Action {}

    record Disconnect(String line, String console) implements Action {}

    record SetStage(String line, Subject.Server server, Switch which, boolean on) implements Action {}

    record LetOneIn(String line, Subject.Server server) implements Action {}

    /** From here on the lab does not call this on a socket of its own; or it does again. */
    record Hold(String line, Held call, Subject end, boolean on) implements Action {}

    /** Closes a socket of the lab's with RST. */
    record Reset(String line, Subject end) implements Action {}

    /** Moves the servers to a process of their own, or back. */
    record Isolate(String line, boolean on) implements Action {}

    /** Sets the soft limit of the servers' own process: to that many fds, or so that it has that many to spare. */
    record LimitFds(String line, int number, boolean free) implements Action {}

    /** Ends the servers' own process by SIGKILL. */
    record KillServer(String line) implements Action {}

    /** Stops the server and starts it where it was, with this framing. */
    record Serve(String line, Subject.Server server, Framing framing) implements Action {}

    /** Nothing more is asked until this is so. */
    record Wait(String line, Assertion assertion) implements Action {}

    /** The calls that can be held back. */
    enum Held {
        READ,
        CLOSE
    }

    /** The stage's switches. */
    enum Switch {
        HOLD_ACCEPT,
        FULL_QUEUE,
        WAIT_FOR_DATA
    }
}
