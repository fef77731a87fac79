package org.socketlab.picture.diagram;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.socketlab.picture.Item;

/**
 * What was drawn of each connection in the picture before, and from what: where all of that is as it was, the same items
 * stand in the next picture too. Of a thousand sockets one or two change in a frame, and to lay a text out anew costs
 * more than all else of it. One thread.
 */
public final class Drafts {
    private Map<String, Draft> before = new HashMap<>();
    private Map<String, Draft> now = new HashMap<>();

    /** Items, and all that they were drawn from. */
    private record Draft(Object from, List<Item> items) {}

    /** Begins the next picture; what the one before did not draw is forgotten. */
    void turn() {
        before = now;
        now = HashMap.newHashMap(before.size());
    }

    /** The items of this name: those of the picture before where they were drawn from the same, else new ones. */
    List<Item> of(String name, Object from, Supplier<List<Item>> drawing) {
        Draft known = before.get(name);
        Draft draft = known != null && known.from().equals(from) ? known : new Draft(from, List.copyOf(drawing.get()));
        now.put(name, draft);
        return draft.items();
    }
}
