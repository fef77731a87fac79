package org.socketlab.ui.banner;

import java.util.List;
import java.util.function.Function;
import org.socketlab.ui.Messages;

/**
 * Something a person must know or decide.
 *
 * @param key two notices with the same key are one
 * @param what the first sentence, in bold
 * @param more why, and what to do
 */
public record Notice(
        String key, Function<Messages, String> what, Function<Messages, String> more, List<Choice> choices) {
    public Notice {
        choices = List.copyOf(choices);
    }

    /** One of a notice's buttons; the notice goes when it is pressed. */
    public record Choice(String id, Function<Messages, String> label, Runnable action) {}
}
