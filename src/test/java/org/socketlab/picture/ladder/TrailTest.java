package org.socketlab.picture.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;
import org.socketlab.trace.History;
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

    /** Counted by whoever followed it from its beginning; selected late it is not read whole, and that is said. */
    @Test
    void ofALifeThatIsNotReadWholeNoMoreIsCountedThanIsTrue() {
        Session session = Sessions.talkative(3_000);
        long all = session.facts().stream().filter(Story::captured).count();
        assertThat(all).isGreaterThan(10_000);
        Optional<Selection> selected = Optional.of(new Selection.Socket(session.id("A")));
        try (Timeline timeline = new Timeline(session.stateAt(0), 1_000_000, 1 << 30, Spool.NONE)) {
            session.facts().forEach(timeline::append);
            Trail followed = new Trail();
            for (long seq = 1; seq < session.lastSeq(); seq += 200) {
                ladder(followed, session, timeline, seq, selected);
            }
            Picture whole = ladder(followed, session, timeline, session.lastSeq(), selected);
            assertThat(words(whole, "earlier")).isEqualTo("… " + (all - drawn(whole)) + " earlier");

            Picture late = ladder(new Trail(), session, timeline, session.lastSeq(), selected);
            assertThat(words(late, "earlier")).matches("… ≥ \\d+ earlier");
            assertThat(number(words(late, "earlier"))).isBetween(1_000L, all - drawn(late));
            Picture inChinese = Ladder.of(session.moment(), timeline, selected, 424, BundleWords.CHINESE);
            assertThat(words(inChinese, "earlier")).matches("… 更早的 ≥ \\d+ 个");
            assertThat(words(late, "note left")).startsWith("At least ");
            assertThat(number(words(late, "note left"))).isLessThan(6_000L);

            Trail interrupted = new Trail(); // by another tab, while more came than is read on at once
            ladder(interrupted, session, timeline, 300, selected);
            Picture back = ladder(interrupted, session, timeline, session.lastSeq(), selected);
            assertThat(words(back, "earlier")).startsWith("… ≥ ");
            assertThat(number(words(back, "earlier"))).isLessThanOrEqualTo(all - drawn(back));
        }
    }

    @Test
    void whatIsNoLongerKeptIsNotCountedAsIfItHadNotBeen() {
        Session session = Sessions.talkative(2_000);
        Optional<Selection> selected = Optional.of(new Selection.Socket(session.id("A")));
        try (Timeline timeline = new Timeline(session.stateAt(0), 8_000, 1 << 26, Spool.NONE)) {
            session.facts().forEach(timeline::append);
            assertThat(timeline.firstSeq()).isGreaterThan(1);
            Picture ladder = ladder(new Trail(), session, timeline, session.lastSeq(), selected);
            assertThat(words(ladder, "earlier")).startsWith("… ≥ ");
        }
    }

    private static Picture ladder(
            Trail trail, Session session, History history, long seq, Optional<Selection> selected) {
        return Ladder.of(trail, new Moment(session.stateAt(seq), seq), history, selected, 424, BundleWords.ENGLISH);
    }

    private static long drawn(Picture ladder) {
        return ladder.items().stream()
                .filter(item -> item.kind() == Item.Kind.SEGMENT)
                .count();
    }

    private static String words(Picture ladder, String key) {
        return ladder.items().stream()
                .filter(item -> item.key().equals(key))
                .map(Item::name)
                .findFirst()
                .orElseThrow();
    }

    private static long number(String words) {
        return Long.parseLong(words.replaceAll("\\D", ""));
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
