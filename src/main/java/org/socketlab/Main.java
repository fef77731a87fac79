package org.socketlab;

import org.socketlab.model.Version;

/**
 * Starts the lab. It does not extend Application, because that would start the toolkit before {@code main}, too early to
 * choose a display or none.
 */
public final class Main {
    private Main() {}

    /** Prints the version. */
    public static void main(String[] args) {
        System.out.println("socketlab " + Version.current());
    }
}
