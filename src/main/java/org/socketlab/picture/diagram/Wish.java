package org.socketlab.picture.diagram;

import java.util.Optional;
import java.util.Set;
import org.socketlab.picture.Selection;

/**
 * How a person wants the diagram: everything in it that is no fact.
 *
 * @param width how much room there is, px at 100 %
 * @param unfolded names of what was unfolded
 */
public record Wish(double width, Optional<Selection> selection, Set<String> unfolded) {
    public Wish {
        unfolded = Set.copyOf(unfolded);
    }
}
