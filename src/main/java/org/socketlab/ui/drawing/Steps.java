package org.socketlab.ui.drawing;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.socketlab.picture.Act;
import org.socketlab.picture.Item;
import org.socketlab.picture.Rect;

/** Which item an arrow key leads to: the nearest on that side, what lies straight ahead before what lies aslant. */
final class Steps {
    private static final double ASLANT = 3;

    private Steps() {}

    static Optional<Item> from(Item here, Collection<Item> items, KeyCode key) {
        return items.stream()
                .filter(item -> (item.kind() == Item.Kind.STATE || !(item.act() instanceof Act.None))
                        && item.kind() != Item.Kind.PROCESS
                        && !item.kind().line()
                        && !item.key().equals(here.key()))
                .filter(item -> ahead(here.area(), item.area(), key) > 0)
                .min(Comparator.comparingDouble((Item item) -> far(here.area(), item.area(), key))
                        .thenComparing(Item::key));
    }

    private static double far(Rect here, Rect there, KeyCode key) {
        return ahead(here, there, key) + ASLANT * aside(here, there, key);
    }

    /** How far its middle lies ahead. */
    private static double ahead(Rect here, Rect there, KeyCode key) {
        double dx = there.centerX() - here.centerX();
        double dy = there.centerY() - here.centerY();
        return switch (key) {
            case LEFT -> -dx;
            case RIGHT -> dx;
            case UP -> -dy;
            default -> dy;
        };
    }

    /** How far it lies beside the way. */
    private static double aside(Rect here, Rect there, KeyCode key) {
        return key == KeyCode.LEFT || key == KeyCode.RIGHT
                ? Math.abs(there.centerY() - here.centerY())
                : Math.abs(there.centerX() - here.centerX());
    }
}
