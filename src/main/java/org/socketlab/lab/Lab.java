package org.socketlab.lab;

import org.socketlab.model.Command;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/** A running lab, in this process or another: commands go in, facts come out. Any thread. */
public interface Lab extends AutoCloseable {
    /**
     * Asks for something; returns at once. What comes of it, refusals too, comes back as facts.
     *
     * @param by who asks: {@code user}, {@code lesson}, {@code demo}
     */
    void submit(Command command, String by);

    /** The latest published state. */
    Moment now();

    /** All facts so far, as far as they are kept. */
    History history();

    /** Whether it is over: a recording, in which nothing more happens and of which nothing can be asked. */
    default boolean past() {
        return false;
    }

    /** Called from the recorder's thread after each publication; must return at once. */
    void onPublished(Runnable listener);

    /** Ends servers, consoles and threads, then takes the lab's socket files away. Idempotent. */
    @Override
    void close();
}
