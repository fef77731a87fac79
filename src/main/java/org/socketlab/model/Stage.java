package org.socketlab.model;

/**
 * What the lab holds back on a server, so that a true state can be looked at.
 *
 * @param holdAccept accept() is not called: clients are ESTABLISHED in the accept queue, without an fd
 * @param fullQueue backlog 0 and no accept(): the next client stays SYN_SENT and retries
 * @param waitForData TCP_DEFER_ACCEPT: the server's socket stays SYN_RECV until the first byte
 */
public record Stage(boolean holdAccept, boolean fullQueue, boolean waitForData) {
    public static final Stage FREE = new Stage(false, false, false);

    public boolean free() {
        return equals(FREE);
    }
}
