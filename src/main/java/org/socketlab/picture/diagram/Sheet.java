package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState;
import org.socketlab.model.OwnFds;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Type;
import org.socketlab.picture.Words;

/** What all parts of one diagram share while it is laid out: the state, the measures, the words, the items so far. */
record Sheet(
        LabState state,
        OwnFds own,
        Wish wish,
        Words words,
        Type type,
        Frame frame,
        Lit lit,
        Drafts drafts,
        List<Item> items) {
    static Sheet of(Cast cast, Wish wish, Words words, Drafts drafts) {
        return new Sheet(
                cast.holds().own().state(),
                cast.holds().own(),
                wish,
                words,
                Type.of(words.language()),
                Frame.of(wish.width(), wish.dense()),
                Lit.of(wish.selection(), cast),
                drafts,
                new ArrayList<>());
    }

    /** For another picture of the same moment. */
    Sheet blank() {
        return new Sheet(state, own, wish, words, type, frame, lit, drafts, new ArrayList<>());
    }

    void add(Item item) {
        items.add(item);
    }

    /** A card that shows no part of the system, with that text on it. */
    void card(String key, Rect area, List<Mark> text, List<Long> seqs, String name) {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(new Rect(0, 0, area.width(), area.height()), 8, "side-card", ""));
        marks.addAll(text);
        add(new Item(key, Item.Kind.CARD, area, marks, Evidence.OBSERVED, seqs, Act.NONE, name, false));
    }

    /** What {@code drawing} adds, taken over from the picture before where that drew it from the same. */
    void once(String name, Object from, Runnable drawing) {
        int first = items.size();
        List<Item> drawn = drafts.of(name, from, () -> {
            drawing.run();
            return items.subList(first, items.size());
        });
        if (items.size() == first) {
            items.addAll(drawn);
        }
    }

    /** The items in the order in which they are painted. */
    List<Item> painted() {
        Map<Item.Kind, List<Item>> kinds = new EnumMap<>(Item.Kind.class);
        items.forEach(item ->
                kinds.computeIfAbsent(item.kind(), _ -> new ArrayList<>()).add(item));
        return kinds.values().stream().flatMap(List::stream).toList();
    }

    String text(String key, Object... args) {
        return words.text(key, args);
    }

    /** A text that ends with an ellipsis where it is too wide; then the pointer brings up the whole of it. */
    Mark.Label label(double x, double baseline, String text, FontFace face, String style, double width) {
        String fitting = type.end(text, face, width);
        return new Mark.Label(
                x, baseline, fitting, face, type.size(text, face), style, "", fitting.equals(text) ? "" : text);
    }

    /** The words, or these where there is no room for them. */
    String shorter(String words, String brief, FontFace face, double width) {
        return type.width(words, face) <= width ? words : brief;
    }

    /** A text of which the end counts. */
    Mark.Label tail(double x, double baseline, String text, FontFace face, String style, double width) {
        String fitting = type.start(text, face, width);
        return new Mark.Label(
                x, baseline, fitting, face, type.size(text, face), style, "", fitting.equals(text) ? "" : text);
    }

    boolean unfolded(String name) {
        return wish.unfolded().contains(name);
    }
}
