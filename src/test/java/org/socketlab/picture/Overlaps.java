package org.socketlab.picture;

import java.util.ArrayList;
import java.util.List;

/** Finds what lies on what in a picture, and text that leaves its item or lies on other text. */
public final class Overlaps {
    private static final double SLACK = 0.75;

    private Overlaps() {}

    /** Pairs of items that overlap without one being the other's card, as sentences. */
    public static List<String> between(Picture picture) {
        List<Item> areas = picture.items().stream()
                .filter(item -> !item.kind().line() && item.kind() != Item.Kind.KERNEL)
                .filter(item -> !outline(item))
                .toList();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < areas.size(); i++) {
            for (int k = i + 1; k < areas.size(); k++) {
                Item one = areas.get(i);
                Item other = areas.get(k);
                if (one.area().overlaps(other.area()) && !holds(one, other) && !holds(other, one)) {
                    found.add(one.key() + " " + one.area() + " lies on " + other.key() + " " + other.area());
                }
            }
        }
        return found;
    }

    /** The lab's own outline encloses the kernel, so its rectangle says nothing. */
    private static boolean outline(Item item) {
        return item.kind() == Item.Kind.PROCESS
                && item.marks().stream().anyMatch(mark -> mark instanceof Mark.Stroke stroke && stroke.closed());
    }

    private static boolean holds(Item card, Item part) {
        boolean rows =
                card.kind() == Item.Kind.PROCESS && (part.kind() == Item.Kind.ROW || part.kind() == Item.Kind.FOLD);
        boolean switches = card.kind() == Item.Kind.CARD && part.kind() == Item.Kind.SWITCH;
        return (rows || switches) && card.area().contains(part.area());
    }

    /** Texts that leave their item or lie on one another, as sentences. */
    public static List<String> inside(Picture picture) {
        List<String> found = new ArrayList<>();
        for (Item item : picture.items()) {
            List<Mark.Label> labels = item.marks().stream()
                    .filter(Mark.Label.class::isInstance)
                    .map(Mark.Label.class::cast)
                    .filter(label -> !label.text().isEmpty())
                    .toList();
            for (int i = 0; i < labels.size(); i++) {
                Rect area = labels.get(i).area();
                if (area.x() < -SLACK
                        || area.right() > item.area().width() + SLACK
                        || area.bottom() > item.area().height() + 3) {
                    found.add(item.key() + ": \"" + labels.get(i).text() + "\" " + area + " leaves " + item.area());
                }
                for (int k = i + 1; k < labels.size(); k++) {
                    Rect smaller = new Rect(area.x(), area.y() + 2, area.width() - SLACK, area.height() - 4);
                    if (smaller.overlaps(labels.get(k).area())) {
                        found.add(item.key() + ": \"" + labels.get(i).text() + "\" lies on \""
                                + labels.get(k).text() + "\"");
                    }
                }
            }
        }
        return found;
    }

    /** Texts below the size that can be read, as sentences. */
    public static List<String> small(Picture picture) {
        List<String> found = new ArrayList<>();
        for (Item item : picture.items()) {
            for (Mark mark : item.marks()) {
                String text = mark instanceof Mark.Label label
                        ? label.text()
                        : mark instanceof Mark.Upright up ? up.text() : "";
                double size = mark instanceof Mark.Label label
                        ? label.size()
                        : mark instanceof Mark.Upright up ? up.size() : 99;
                double least = text.codePoints().anyMatch(Character::isIdeographic) ? 14 : 12;
                if (size < least) {
                    found.add(item.key() + ": \"" + text + "\" at " + size);
                }
            }
        }
        return found;
    }
}
