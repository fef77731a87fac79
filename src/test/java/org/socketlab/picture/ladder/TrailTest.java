package org.socketlab.picture.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;
import org.socketlab.trace.Moment;
import org.socketlab.trace.Spool;
import org.socketlab.trace.Timeline;

class TrailTest {
    @Test
    void readingOnShowsWhatReadingAnewShows() {
        Session session =
                Sessions.usual().send("A", "ping\n").send("B", "echo one\n").quit("A");
        for (String name : new String[] {"A", "B", "for Z", "telnet"}) {
            Optional<Selection> selected = Optional.of(new Selection.Socket(session.id(name)));
            Trail trail = new Trail();
            try (Timeline timeline = new Timeline(session.stateAt(0), 100_000, 1 << 24, Spool.NONE)) {
                for (Fact fact : session.facts()) {
                    LabState state = timeline.append(fact);
                    Moment moment = new Moment(state, fact.seq());
                    assertThat(Ladder.of(trail, moment, timeline, selected, 424, BundleWords.ENGLISH))
                            .as("%s after %s", name, fact)
                            .isEqualTo(Ladder.of(moment, timeline, selected, 424, BundleWords.ENGLISH));
                }
            }
        }
    }

    @Test
    void goingBackInTimeForgetsWhatCameAfter() {
        Session session = Sessions.usual().send("A", "ping\n");
        Optional<Selection> selected = Optional.of(new Selection.Socket(session.id("A")));
        Trail trail = new Trail();
        Ladder.of(trail, session.moment(), session, selected, 424, BundleWords.ENGLISH);
        long before = session.lastSeq() - 4;
        Moment moment = new Moment(session.stateAt(before), before);
        assertThat(Ladder.of(trail, moment, session, selected, 424, BundleWords.ENGLISH))
                .isEqualTo(Ladder.of(moment, session, selected, 424, BundleWords.ENGLISH));
    }
}
