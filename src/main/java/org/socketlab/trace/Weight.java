package org.socketlab.trace;

import org.socketlab.model.Event;

/** Roughly how much memory a fact takes, in bytes: enough to keep the timeline within bounds, no more. */
final class Weight {
    private static final int PLAIN = 160;
    private static final int SOCKET = 640; // with its endpoints, owners and tcp_info
    private static final int FD = 120;

    private Weight() {}

    static long of(Event event) {
        return PLAIN
                + switch (event) {
                    case Event.Returned returned -> returned.bytes().length();
                    case Event.Looked looked -> (long) SOCKET * looked.sockets().size();
                    case Event.FdTable table -> (long) FD * table.fds().size();
                    case Event.ConsoleBytes bytes -> bytes.bytes().length();
                    case Event.Segment segment -> segment.bytes().length() + 200;
                    case Event.Destroyed _ -> SOCKET;
                    case Event.Log log -> 2L * log.text().length();
                    case Event.Note note -> 2L * note.text().length();
                    default -> 0;
                };
    }
}
