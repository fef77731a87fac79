package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.socketlab.picture.Rect;

/** The cards of processes other than the lab's own: which groups have one, and what it covers. */
final class Outlines {
    private static final String PID = "pid ";

    private final Sheet sheet;
    private final Cast cast;
    private final Map<String, Strand> strands;
    private final List<Card> cards = new ArrayList<>();

    private record Card(String group, Rect area, List<Long> seqs) {}

    Outlines(Sheet sheet, Cast cast, Map<String, Strand> strands) {
        this.sheet = sheet;
        this.cast = cast;
        this.strands = strands;
    }

    /** The process that a group stands for, empty where it is a hidden user's. */
    static Optional<Integer> pid(String group) {
        return group.startsWith(PID) ? Optional.of(Integer.valueOf(group.substring(PID.length()))) : Optional.empty();
    }

    /** A card around a group, where anyone holds what stands there. */
    void group(Slots.Group group, boolean onRight, double top, double bottom) {
        List<End> ends = ends(group, onRight);
        if (ends.stream().anyMatch(end -> !end.holds().isEmpty() || end.socket().ownersHidden())) {
            add(
                    group.key(),
                    onRight,
                    top,
                    bottom,
                    ends.stream().map(end -> end.seen().seq()));
        }
    }

    /** A card for a process that only shares sockets with others. */
    void sharing(int pid, boolean onRight, double top, double bottom, List<Folds.Extra> extras) {
        add(
                PID + pid,
                onRight,
                top,
                bottom,
                extras.stream().map(extra -> extra.hold().seq()));
    }

    private void add(String group, boolean onRight, double top, double bottom, Stream<Long> seqs) {
        Frame frame = sheet.frame();
        Rect area = new Rect(frame.column(onRight), top, frame.column(), bottom - top);
        cards.add(new Card(group, area, seqs.distinct().sorted().toList()));
    }

    /** After the last close() only the kernel's boxes are left, and nobody's card. */
    private List<End> ends(Slots.Group group, boolean onRight) {
        return Stream.concat(
                        group.lanes().stream()
                                .map(strands::get)
                                .filter(Objects::nonNull)
                                .flatMap(Strand::ends),
                        cast.listeners().stream()
                                .filter(end -> group.lanes().contains(end.id().toString())))
                .filter(end -> end.right() == onRight)
                .toList();
    }

    void draw(Processes processes) {
        for (Card card : cards) {
            pid(card.group())
                    .ifPresentOrElse(
                            pid -> processes.foreign(pid, card.area()),
                            () -> processes.hidden(
                                    card.group() + " " + card.area().x(), card.area(), card.seqs()));
        }
    }
}
