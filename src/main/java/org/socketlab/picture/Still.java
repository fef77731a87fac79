package org.socketlab.picture;

/** A picture of what is past: it looks the same, but nothing in it can be asked for. */
public final class Still {
    private Still() {}

    /** @param hint what a pointer over the former switches brings up */
    public static Picture of(Picture picture, String hint) {
        return new Picture(
                picture.width(),
                picture.height(),
                picture.items().stream()
                        .map(item -> item.act() instanceof Act.Ask ? still(item, hint) : item)
                        .toList());
    }

    private static Item still(Item item, String hint) {
        return new Item(
                item.key(),
                item.kind(),
                item.area(),
                item.marks().stream().map(mark -> hinted(mark, hint)).toList(),
                item.evidence(),
                item.seqs(),
                Act.NONE,
                item.name(),
                item.lit());
    }

    private static Mark hinted(Mark mark, String hint) {
        return switch (mark) {
            case Mark.Panel panel -> new Mark.Panel(panel.area(), panel.radius(), panel.style(), panel.tone(), hint);
            case Mark.Label label -> label.hinted(hint);
            case Mark.Stroke _, Mark.Curve _, Mark.Upright _ -> mark;
        };
    }
}
