package org.socketlab.picture;

import org.socketlab.model.Command;

/** What choosing an item asks for. */
public sealed interface Act {
    /** Nothing: the item only shows. */
    record None() implements Act {}

    record Select(Selection selection) implements Act {}

    /** Unfold what is folded under this name, or fold it again. */
    record Fold(String name) implements Act {}

    record Ask(Command command) implements Act {}

    /** Put this text where other programs can paste it from. */
    record Copy(String text) implements Act {}

    Act NONE = new None();
}
