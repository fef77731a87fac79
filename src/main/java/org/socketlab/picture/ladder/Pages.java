package org.socketlab.picture.ladder;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.picture.diagram.Connection;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/**
 * A long life in pages, of which one is shown: the newest, which follows the moment, until a person turns to another, which
 * stays. An earlier page is the ladder of an earlier moment, drawn as it was then, so it shows nothing of later; and it
 * costs nothing while it is read. One thread.
 */
public final class Pages {
    /** So many facts of each end are the next page: fewer than a ladder has room for, so that none falls between two. */
    private static final int NEXT = 24;
    /** How far before its first look a socket's life is read: its connect() was entered before. */
    private static final int LOOK_BACK = 64;

    private Trail trail = new Trail();
    private Optional<Selection> of = Optional.empty();
    private OptionalLong end = OptionalLong.empty();
    private boolean turned;
    private LadderPage shown = LadderPage.NONE;
    private @Nullable Drawn drawn;

    /** What was asked for last, and up to which fact it was drawn. */
    private record Drawn(
            Moment moment, History history, long upTo, Optional<Selection> selection, double width, Locale language) {
        /** Whether nothing of it is to be drawn anew where it is an earlier page, whatever the moment. */
        boolean same(Drawn other) {
            return upTo == other.upTo
                    && width == other.width
                    && history == other.history
                    && selection.equals(other.selection)
                    && language.equals(other.language);
        }
    }

    /** Which page is turned to. */
    public enum Turn {
        FIRST,
        EARLIER,
        LATER,
        NEWEST
    }

    /**
     * The page to show at this moment.
     *
     * @param read whether someone reads in the middle of it: then what he reads is not drawn anew at another place
     */
    public LadderPage at(
            Moment moment, History history, Optional<Selection> selection, boolean read, double width, Words words) {
        Optional<Selection> whole = selection.map(Selection::whole);
        boolean other = !whole.equals(of);
        of = whole;
        if (other || end.isPresent() && (end.getAsLong() >= moment.seq() || end.getAsLong() < history.firstSeq())) {
            end = OptionalLong.empty();
            trail = new Trail();
        }
        LadderPage before = shown;
        Drawn last = drawn;
        shown = draw(moment, history, selection, width, words);
        boolean stays = read && !other && !turned;
        turned = false;
        if (stays && last != null && end.isEmpty() && moves(before, shown, last, moment)) {
            end = OptionalLong.of(last.upTo());
            shown = draw(moment, history, selection, width, words);
        }
        return shown;
    }

    /** Whether the rows of the page before would stand elsewhere: some have become too old for it. */
    private static boolean moves(LadderPage before, LadderPage after, Drawn last, Moment now) {
        return last.upTo() < now.seq()
                && after.before().isPresent()
                && !after.before().equals(before.before());
    }

    private LadderPage draw(Moment moment, History history, Optional<Selection> selection, double width, Words words) {
        long upTo = end.orElse(moment.seq());
        Drawn now = new Drawn(moment, history, upTo, selection, width, words.language());
        Drawn before = drawn;
        drawn = now;
        if (end.isPresent() && !shown.newest() && before != null && now.same(before)) {
            return shown;
        }
        Moment then = end.isPresent() ? new Moment(history.stateAt(upTo), upTo) : moment;
        return Ladder.page(trail, then, history, selection, end.isEmpty(), width, words);
    }

    /** Goes to another page; it is drawn when {@link #at} is asked next. */
    public void turn(Turn turn) {
        Drawn now = drawn;
        if (now == null) {
            return;
        }
        OptionalLong to =
                switch (turn) {
                    case FIRST -> after(now, ends(now.moment()), began(now, ends(now.moment())));
                    case EARLIER -> shown.before().isPresent() ? shown.before() : end;
                    case LATER -> end.isPresent() ? after(now, ends(now.moment()), end.getAsLong()) : end;
                    case NEWEST -> OptionalLong.empty();
                };
        turned = true;
        if (!to.equals(end)) {
            end = to;
            trail = new Trail();
        }
    }

    /** Where the page ends that begins after a fact: some facts of an end later; empty where that is the newest. */
    private static OptionalLong after(Drawn now, List<SocketId> ends, long from) {
        long last = now.moment().seq();
        long few = from;
        long many = Math.min(from + 1, last);
        while (many < last && !full(now, ends, from, many)) {
            few = many;
            many = Math.min(from + 2 * (many - from), last);
        }
        while (many - few > 1) {
            long middle = (few + many) >>> 1;
            if (full(now, ends, from, middle)) {
                many = middle;
            } else {
                few = middle;
            }
        }
        long to = many;
        boolean more = ends.stream()
                .anyMatch(id -> !now.history().ofSocket(id, to, last, 1).isEmpty());
        return more ? OptionalLong.of(to) : OptionalLong.empty();
    }

    private static boolean full(Drawn now, List<SocketId> ends, long after, long upTo) {
        return ends.stream()
                .anyMatch(id -> now.history().ofSocket(id, after, upTo, NEXT).size() >= NEXT);
    }

    /** The fact before this life, or before what is still kept of it. */
    private static long began(Drawn now, List<SocketId> ends) {
        LabState state = now.moment().state();
        long first = ends.stream()
                .flatMap(id -> Stream.ofNullable(state.sockets().get(id)))
                .mapToLong(SeenSocket::firstSeq)
                .min()
                .orElse(0);
        return Math.max(first - LOOK_BACK, now.history().firstSeq()) - 1;
    }

    private List<SocketId> ends(Moment moment) {
        return of.flatMap(one -> Connection.of(one, moment.state())).stream()
                .flatMap(one -> Stream.of(one.client(), one.server()))
                .flatMap(Optional::stream)
                .toList();
    }
}
