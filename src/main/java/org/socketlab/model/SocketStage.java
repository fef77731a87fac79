package org.socketlab.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What the lab holds back on one of its own sockets, so that a true state can be looked at.
 *
 * @param holdRead read() is not called: what the peer sends fills Recv-Q, then closes the window
 * @param holdClose close() is not called: once the peer has ended its side, the socket stays CLOSE_WAIT
 */
public record SocketStage(boolean holdRead, boolean holdClose) {
    public static final SocketStage FREE = new SocketStage(false, false);

    public boolean free() {
        return equals(FREE);
    }

    public SocketStage withRead(boolean held) {
        return new SocketStage(held, holdClose);
    }

    public SocketStage withClose(boolean held) {
        return new SocketStage(holdRead, held);
    }

    /** The commands that hold, joined by {@code +}: {@code hold-read}, {@code hold-close}; empty where it is free. */
    public String code() {
        List<String> codes = new ArrayList<>(2);
        if (holdRead) {
            codes.add("hold-read");
        }
        if (holdClose) {
            codes.add("hold-close");
        }
        return String.join("+", codes);
    }
}
