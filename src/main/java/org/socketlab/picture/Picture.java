package org.socketlab.picture;

import java.util.List;

/**
 * A whole picture, px at 100 %.
 *
 * @param items in the order in which they are painted; no two have the same key
 */
public record Picture(double width, double height, List<Item> items) {
    public static final Picture EMPTY = new Picture(0, 0, List.of());

    public Picture {
        items = List.copyOf(items);
    }
}
