package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
record Chosen(Story story, Optional<Selection> selection) {
    private static final double MARGIN = 3;

    Picture in(Picture ladder) {
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

    /** The end that made the call, or sent the segment. */
    private Optional<SocketId> id(List<Long> seqs) {
        Optional<Deed> deed = story.deeds().stream()
                .filter(one -> one.seqs().stream().anyMatch(seqs::contains))
                .findFirst();
        if (deed.isPresent()) {
            return deed.get().client() ? story.client() : story.server();
        }
        boolean fromServer = story.segments().stream()
                .filter(fact -> seqs.contains(fact.seq()))
                .map(Fact::event)
                .anyMatch(event -> event instanceof Event.Segment segment
                        && segment.from().equals(story.tuple().remote()));
        return fromServer ? story.server().or(story::client) : story.client().or(story::server);
    }
}
