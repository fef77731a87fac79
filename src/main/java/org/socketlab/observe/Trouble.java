package org.socketlab.observe;

/** What the observer may be refused, with the codes of what is said when it fails and when it works again. */
enum Trouble {
    TCP("observe.netlink", "observe.netlink-again"),
    UNIX("observe.netlink", "observe.netlink-again"),
    PROC("observe.proc", "observe.proc-again"),
    EVENTS("observe.events", "observe.events-again"),
    FILE("observe.file", "observe.file-again");

    final String fails;
    final String again;

    Trouble(String fails, String again) {
        this.fails = fails;
        this.again = again;
    }
}
