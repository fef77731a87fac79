package org.socketlab.picture.diagram;

import java.util.Optional;
import java.util.Set;
import org.socketlab.picture.Selection;

/**
 * How a person wants the diagram: everything in it that is no fact.
 *
 * @param width how much room there is, px at 100 %
 * @param unfolded names of what was unfolded
 * @param leftOut how many pills were left out of the picture so far
 * @param dense whether height is scarce: what need not stand by itself shares a line
 * @param height how deep the kernel's ground is at least, px at 100 %
 */
public record Wish(
        double width, Optional<Selection> selection, Set<String> unfolded, long leftOut, boolean dense, double height) {
    public Wish(double width, Optional<Selection> selection, Set<String> unfolded) {
        this(width, selection, unfolded, 0, false);
    }

    public Wish(double width, Optional<Selection> selection, Set<String> unfolded, long leftOut, boolean dense) {
        this(width, selection, unfolded, leftOut, dense, 0);
    }

    public Wish {
        unfolded = Set.copyOf(unfolded);
    }
}
