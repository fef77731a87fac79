package org.socketlab.picture.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Fact;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;
import org.socketlab.picture.ladder.Pages.Turn;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.socketlab.trace.Spool;
import org.socketlab.trace.Timeline;

class PagesTest {
    private static final double WIDTH = 424;
    private static final int MOST_PAGES = 400;
    private final Pages pages = new Pages();

    private LadderPage at(Session session, long seq, boolean read) {
        return at(session, session, seq, read);
    }

    private LadderPage at(Session session, History history, long seq, boolean read) {
        Moment moment = new Moment(session.stateAt(seq), seq);
        return pages.at(moment, history, selected(session), read, WIDTH, BundleWords.ENGLISH);
    }

    private static Optional<Selection> selected(Session session) {
        return Optional.of(new Selection.Pair(session.id("A"), session.id("for A")));
    }

    private static Set<Long> segments(Picture ladder) {
        Set<Long> seqs = new TreeSet<>();
        ladder.items().stream()
                .filter(item -> item.kind() == Item.Kind.SEGMENT)
                .forEach(item -> seqs.addAll(item.seqs()));
        return seqs;
    }

    private static Set<Long> calls(Picture ladder) {
        Set<Long> seqs = new TreeSet<>();
        ladder.items().stream()
                .filter(item -> item.key().startsWith("call "))
                .forEach(item -> seqs.addAll(item.seqs()));
        return seqs;
    }

    @Test
    void pageByPageEachSegmentIsReachedBackAndForth() {
        Session session = Sessions.talkative(150);
        Set<Long> all = new TreeSet<>();
        for (Fact fact : session.facts()) {
            if (Story.captured(fact)) {
                all.add(fact.seq());
            }
        }
        assertThat(all).hasSizeGreaterThan(600);
        long now = session.lastSeq();
        Set<Long> back = new TreeSet<>();
        Set<Long> called = new TreeSet<>();
        LadderPage page = at(session, now, false);
        assertThat(page.newest()).isTrue();
        int turned = 0;
        while (page.before().isPresent()) {
            back.addAll(segments(page.picture()));
            called.addAll(calls(page.picture()));
            pages.turn(Turn.EARLIER);
            page = at(session, now, false);
            assertThat(page.newest()).isFalse();
            assertThat(++turned).isLessThan(MOST_PAGES);
        }
        back.addAll(segments(page.picture()));
        called.addAll(calls(page.picture()));
        assertThat(back).isEqualTo(all);

        pages.turn(Turn.FIRST);
        page = at(session, now, false);
        assertThat(page.before()).isEmpty();
        Set<Long> forth = new TreeSet<>();
        Set<Long> calledForth = new TreeSet<>();
        for (turned = 0; !page.newest(); turned++) {
            forth.addAll(segments(page.picture()));
            calledForth.addAll(calls(page.picture()));
            pages.turn(Turn.LATER);
            page = at(session, now, false);
            assertThat(turned).isLessThan(MOST_PAGES);
        }
        forth.addAll(segments(page.picture()));
        calledForth.addAll(calls(page.picture()));
        assertThat(forth).isEqualTo(all);
        assertThat(calledForth).isEqualTo(called);
    }

    @Test
    void whatIsReadStaysWhileMoreComesUntilTheNewestIsWanted() {
        Session session = Sessions.talkative(150);
        long later = session.lastSeq();
        long earlier = later - 40;
        LadderPage read = at(session, earlier, false);
        LadderPage still = at(session, later, true);
        assertThat(still.picture()).isEqualTo(read.picture());
        assertThat(still.newest()).isFalse();
        pages.turn(Turn.NEWEST);
        LadderPage newest = at(session, later, false);
        assertThat(newest.newest()).isTrue();
        assertThat(newest.picture())
                .isEqualTo(Ladder.of(session.moment(), session, selected(session), WIDTH, BundleWords.ENGLISH))
                .isNotEqualTo(read.picture());
    }

    @Test
    void rowsThatOnlyComeBelowAreDrawnWhileOneReads() {
        Session session = Sessions.talkative(3);
        at(session, session.lastSeq() - 5, false);
        assertThat(at(session, session.lastSeq(), true).newest()).isTrue();
    }

    @Test
    void anEarlierMomentOfTheWindowShowsNothingOfLater() {
        Session session = Sessions.talkative(150);
        at(session, session.lastSeq(), false);
        pages.turn(Turn.EARLIER);
        at(session, session.lastSeq(), false);
        long past = session.lastSeq() / 3;
        LadderPage page = at(session, past, false);
        assertThat(page.newest()).isTrue();
        assertThat(segments(page.picture())).allMatch(seq -> seq <= past);
    }

    @Test
    void aLifeOfAHundredThousandSegmentsIsNeverReadWhole() {
        Session session = Sessions.talkative(25_000);
        List<Fact> facts = session.facts();
        try (Timeline timeline = new Timeline(session.stateAt(0), 2_000_000, 1L << 30, Spool.NONE)) {
            facts.forEach(timeline::append);
            AtomicLong read = new AtomicLong();
            History counted = counting(timeline, read);
            long now = timeline.lastSeq();
            List<Long> costs = new ArrayList<>();
            for (Turn turn : List.of(Turn.NEWEST, Turn.EARLIER, Turn.EARLIER, Turn.FIRST, Turn.LATER, Turn.NEWEST)) {
                read.set(0);
                pages.turn(turn);
                LadderPage page = pages.at(
                        new Moment(timeline.live(), now),
                        counted,
                        selected(session),
                        false,
                        WIDTH,
                        BundleWords.ENGLISH);
                assertThat(segments(page.picture()))
                        .hasSizeBetween(4, 63)
                        .contains(segments(page.picture()).iterator().next());
                assertThat(page.picture().items())
                        .anyMatch(item ->
                                item.key().startsWith("captured") && item.name().equals("SYN"));
                costs.add(read.get());
            }
            assertThat(costs).as("facts read for a page").allMatch(cost -> cost < 25_000);
            pages.turn(Turn.EARLIER);
            for (int i = 0; i < 2; i++) {
                read.set(0);
                pages.at(
                        new Moment(timeline.live(), now), counted, selected(session), true, WIDTH, BundleWords.ENGLISH);
            }
            assertThat(read).as("facts read for a frame while one reads").hasValue(0);
        }
    }

    private static History counting(History history, AtomicLong read) {
        return (History) Proxy.newProxyInstance(
                History.class.getClassLoader(), new Class<?>[] {History.class}, (_, method, arguments) -> {
                    Object answer = method.invoke(history, arguments);
                    read.addAndGet(answer instanceof List<?> list ? list.size() : 0);
                    return answer;
                });
    }
}
