package org.socketlab.server;

/** Something the loop's epoll set watches. */
sealed interface Pollable permits Connection, Listener {
    /** The kernel says it is ready for these; at most a bounded piece of work is done. */
    void ready(int events);
}
