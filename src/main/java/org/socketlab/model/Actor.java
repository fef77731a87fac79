package org.socketlab.model;

/** For whom calls are made and told, as facts name it: {@code console:A}, {@code server:tcp}. */
public final class Actor {
    private static final String CONSOLE = "console:";
    private static final String SERVER = "server:";

    private Actor() {}

    public static String console(String name) {
        return CONSOLE + name;
    }

    public static String server(String name) {
        return SERVER + name;
    }

    public static boolean isConsole(String actor) {
        return actor.startsWith(CONSOLE);
    }

    public static boolean isServer(String actor) {
        return actor.startsWith(SERVER);
    }

    /** The bare name of a console or server, as commands have it; of any other actor all of it. */
    public static String name(String actor) {
        return isConsole(actor) || isServer(actor) ? actor.substring(actor.indexOf(':') + 1) : actor;
    }
}
