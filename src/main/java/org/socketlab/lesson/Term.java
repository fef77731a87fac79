package org.socketlab.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Something that can be looked up in the lab's state: {@code local port of A's peer}. */
public record Term(Property property, Subject subject) {
    /** What may be asked of whom. */
    public enum Property {
        STATE("state", Subject.Console.class, Subject.Peer.class),
        LOCAL_PORT("local port", Subject.Console.class, Subject.Peer.class),
        REMOTE_PORT("remote port", Subject.Console.class, Subject.Peer.class),
        FD("fd", Subject.Console.class, Subject.Peer.class),
        INODE("inode", Subject.Console.class, Subject.Peer.class),
        RECV_Q("Recv-Q", Subject.Console.class, Subject.Peer.class),
        SEND_Q("Send-Q", Subject.Console.class, Subject.Peer.class),
        /** {@code connecting}, {@code open} or {@code ended}. */
        PHASE("phase", Subject.Console.class),
        PORT("port", Subject.Server.class),
        PATH("path", Subject.Server.class),
        /** How many connections wait for accept(). */
        ACCEPT_QUEUE("accept queue", Subject.Server.class),
        FRAMING("framing", Subject.Server.class),
        /** Of the process in which it is. */
        PID("pid", Subject.Lab.class, Subject.Server.class);

        private final String word;
        private final List<Class<? extends Subject>> subjects;

        @SafeVarargs
        Property(String word, Class<? extends Subject>... subjects) {
            this.word = word;
            this.subjects = List.of(subjects);
        }

        public String word() {
            return word;
        }

        boolean fits(Subject subject) {
            return subjects.contains(subject.getClass());
        }

        static Optional<Property> of(String word) {
            return Arrays.stream(values())
                    .filter(property -> property.word.equals(word))
                    .findFirst();
        }

        /** All words, for a regular expression: none begins another. */
        static String anyOf() {
            return String.join("|", Arrays.stream(values()).map(Property::word).toList());
        }

        boolean counts() {
            return switch (this) {
                case STATE, PHASE, PATH, FRAMING -> false;
                default -> true;
            };
        }

        /** The values that it may have, in lower case, empty where there are too many to name. */
        List<String> values(List<String> states) {
            return switch (this) {
                case STATE -> states;
                case PHASE -> List.of("connecting", "open", "ended");
                case FRAMING -> List.of("line", "read");
                default -> List.of();
            };
        }
    }

    @Override
    public String toString() {
        return subject instanceof Subject.Lab ? property.word() : property.word() + " of " + subject;
    }
}
