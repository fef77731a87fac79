package org.socketlab.lesson;

import org.socketlab.model.Actor;

/** Whom a line of a lesson speaks of. */
public sealed interface Subject {
    /** The console of that name, and its end of the connection. */
    record Console(String name) implements Subject {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The other end of that console's connection. */
    record Peer(String console) implements Subject {
        @Override
        public String toString() {
            return console + "'s peer";
        }
    }

    /** A server: {@code tcp} or {@code unix}. */
    record Server(String name) implements Subject {
        /** The name under which facts have it. */
        public String actor() {
            return Actor.server(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The lab's own process. */
    record Lab() implements Subject {
        @Override
        public String toString() {
            return "lab";
        }
    }
}
