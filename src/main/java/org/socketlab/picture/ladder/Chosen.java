package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Act;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Selection;

/** Makes each call and segment of a ladder something to pick out, and lights the one that is. */
final class Chosen {
    private static final double MARGIN = 3;

    private final Story story;
    private final Optional<Selection> selection;
    private final Map<Long, Optional<SocketId>> ends = new HashMap<>(); // by fact: many are asked for in each frame

    private Chosen(Story story, Optional<Selection> selection) {
        this.story = story;
        this.selection = selection;
        for (Fact fact : Stream.concat(story.segments().stream(), story.captured().stream())
                .toList()) {
            boolean fromServer = fact.event() instanceof Event.Segment segment
                    && segment.from().equals(story.tuple().remote());
            ends.put(fact.seq(), fromServer ? story.server() : story.client());
        }
        for (Deed deed : story.deeds().reversed()) { // where one fact is of several, the first of them counts
            Optional<SocketId> end = deed.client() ? story.client() : story.server();
            deed.seqs().forEach(seq -> ends.put(seq, end));
        }
    }

    /** The ladder of that story with what can be picked out in it. */
    static Picture in(Picture ladder, Story story, Optional<Selection> selection) {
        return new Chosen(story, selection).in(ladder);
    }

    private Picture in(Picture ladder) {
        Set<List<Long>> arrows = new HashSet<>();
        ladder.items().stream()
                .filter(item -> item.kind() == Item.Kind.SEGMENT)
                .forEach(item -> arrows.add(item.seqs()));
        List<Item> items = ladder.items().stream()
                .map(item -> happened(item, arrows) ? choosable(item) : item)
                .toList();
        return new Picture(ladder.width(), ladder.height(), items);
    }

    /** Calls, arrows, and the word above an arrow, which tells of the same facts. */
    private static boolean happened(Item item, Set<List<Long>> arrows) {
        return switch (item.kind()) {
            case CALL, SEGMENT -> !item.seqs().isEmpty();
            case REMARK -> item.marks().size() == 1 && arrows.contains(item.seqs());
            default -> false;
        };
    }

    private Item choosable(Item item) {
        boolean lit = Selection.tells(selection, item.seqs());
        Selection one = Selection.happening(selection, story.state().self(), id(item.seqs()), item.seqs());
        return new Item(
                item.key(),
                item.kind(),
                item.area(),
                item.kind() == Item.Kind.SEGMENT ? item.marks() : grounded(item),
                item.evidence(),
                item.seqs(),
                new Act.Select(lit ? ((Selection.Happening) one).within() : one),
                item.name(),
                lit);
    }

    /** With a ground behind the words, which takes the click beside them and shows the light. */
    private static List<Mark> grounded(Item item) {
        Rect area = item.area();
        Rect ground = new Rect(-MARGIN, -1, area.width() + 2 * MARGIN, area.height() + 2);
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(ground, 4, "happened", ""));
        marks.addAll(item.marks());
        return marks;
    }

    /** The end that made the call, or sent the segment; where that one is not known, the other. */
    private Optional<SocketId> id(List<Long> seqs) {
        Optional<SocketId> end = seqs.stream()
                .map(ends::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(story.client());
        return end.or(story::client).or(story::server);
    }
}
