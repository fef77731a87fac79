package org.socketlab.ui;

/** In which network a lab stands. */
public enum Network {
    /** The host's own. */
    HOST,
    /** A namespace of its own. */
    PRIVATE
}
