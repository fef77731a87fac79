package org.socketlab.model;

/** The states of a Unix socket, as netstat words them; unix_diag reports them with TCP's numbers 10, 1 and 7. */
public enum UnixState implements SocketState {
    LISTEN,
    CONNECTED,
    UNCONNECTED
}
