package org.socketlab.lesson;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a step is made of, in the order of the document. */
public sealed interface Part {
    /** Text to read. */
    record Prose(List<Block> en, List<Block> zh) implements Part {
        public Prose {
            en = List.copyOf(en);
            zh = List.copyOf(zh);
        }

        public List<Block> in(Locale language) {
            return language.getLanguage().equals("zh") ? zh : en;
        }
    }

    /** {@code do}: asked of the lab, one after the other. */
    record Do(List<Action> actions) implements Part {
        public Do {
            actions = List.copyOf(actions);
        }
    }

    /**
     * {@code predict}: a question to think about before the answer shows.
     *
     * @param right the index of the right one among the choices
     * @param why what is said once one was chosen
     */
    record Predict(Both question, List<Both> choices, int right, Both why) implements Part {
        public Predict {
            choices = List.copyOf(choices);
        }
    }

    /** {@code check}: what must be so, within {@link Play#PATIENCE_S} seconds. */
    record Check(List<Assertion> assertions) implements Part {
        public Check {
            assertions = List.copyOf(assertions);
        }
    }

    /** {@code reveal}: where to look. */
    record Reveal(List<Sight> sights) implements Part {
        public Reveal {
            sights = List.copyOf(sights);
        }
    }

    /** {@code prove}: a shell line that shows the same outside the lab, and what it prints. */
    record Prove(Template command, List<Expect> expected) implements Part {
        public Prove {
            expected = List.copyOf(expected);
        }
    }

    /** What {@code reveal} points at. */
    sealed interface Sight {
        /** The console's connection, or the server's listening socket. */
        record Select(Subject subject) implements Sight {}

        /** A tab of the inspector. */
        record Open(Tab tab) implements Sight {}
    }

    /** The inspector's tabs, by the words of a lesson. */
    enum Tab {
        HANDSHAKE,
        CALLS,
        FDS,
        TOOLS,
        BYTES
    }

    /**
     * A line that the shell line prints.
     *
     * @param times how many lines match; empty for at least one
     * @param regex a regular expression of {@link Pattern}, found anywhere in a line
     */
    record Expect(Optional<Integer> times, Template regex) {}
}
