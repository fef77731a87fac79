package org.socketlab.picture.states;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketState;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.picture.diagram.Connection;
import org.socketlab.trace.Moment;

/**
 * TCP's state machine (RFC 9293, 3.3.2) with both ends of the selected connection in it, as of a moment; where nothing is
 * selected, how many of the lab's sockets are in each state.
 */
public final class States {
    private States() {}

    public static Picture of(Moment moment, Optional<Selection> selection, double width, Words words) {
        LabState state = moment.state();
        Page page = Page.of(width, words);
        Subject subject = Subject.of(selection, state);
        double top = heading(page, subject, state) + 8;
        Plan plan = Plan.of(page.width(), top);
        boolean none = subject.parties().isEmpty();
        new Machine(page, plan, state, subject, none ? counts(state) : Map.of()).draw();
        double end = new Notes(page, subject).draw(plan.bottom(subject.unix()) + 14);
        String about = none ? "states.note" : subject.unix() ? "states.unix" : "states.note";
        end = page.paragraph("note", end, words.text(about), "legend", Evidence.OBSERVED, List.of());
        List<Item> painted =
                page.items().stream().sorted(Comparator.comparing(Item::kind)).toList();
        return new Picture(page.width(), end, painted);
    }

    private static double heading(Page page, Subject subject, LabState state) {
        if (subject.parties().isEmpty()) {
            return page.paragraph("none", 0, page.words().text("states.none"), "legend", Evidence.OBSERVED, List.of());
        }
        double y = 0;
        for (Party party : subject.parties()) {
            Words words = page.words();
            String who =
                    party.role().sign(true) + " " + words.text(party.role().key()) + ": " + party.who(state, words);
            List<Long> seqs = party.at().map(step -> List.of(step.seq())).orElse(List.of());
            y = page.line("who " + party.role(), y, who, FontFace.UI_BOLD, "process-name", Evidence.OBSERVED, seqs);
        }
        return page.line("tuple", y, subject.tuple(), FontFace.MONO, "row-note", Evidence.OBSERVED, List.of());
    }

    /** The facts that last spoke of the lab's TCP sockets, by state. */
    private static Map<SocketState, List<Long>> counts(LabState state) {
        Map<SocketState, List<Long>> counts = new HashMap<>();
        for (SeenSocket seen : Connection.drawn(state)) {
            if (seen.socket().protocol() == Protocol.TCP) {
                counts.computeIfAbsent(seen.socket().state(), _ -> new ArrayList<>())
                        .add(seen.seq());
            }
        }
        return counts;
    }
}
