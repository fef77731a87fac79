package org.socketlab.picture.time;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.socketlab.model.Actor;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.Refusal;
import org.socketlab.model.SocketId;
import org.socketlab.trace.History;

/**
 * Picks out of the facts what stands out in time: connections that came and went, resets, refusals, bookmarks. One thread
 * at a time.
 *
 * <p>A console's connection to one of the lab's own servers is told twice, by its connect() and by the server's accept4(),
 * and is marked once, at the connect(). Each console's connect() therefore pays for one later accept4(); what accept4()
 * returns beyond these came from outside.
 */
public final class TimeMarks {
    /** How many marks are kept; the oldest go first. */
    public static final int MOST = 4_096;

    private static final Set<String> RESETS = Set.of("ECONNRESET", "EPIPE");
    private static final Set<String> NO_ERRORS = Set.of("", "EAGAIN", "EINTR", "EINPROGRESS");

    private final List<TimeMark> marks = new ArrayList<>();
    private final List<Bookmark> bookmarks = new ArrayList<>();
    private final Map<Long, Event.Called> open = new HashMap<>();
    private final Map<String, Endpoint> targets = new HashMap<>();
    private final Set<Endpoint> listening = new HashSet<>();
    private final Set<SocketId> foreign = new HashSet<>();
    private int awaited;
    private long read;

    /** The marks by seq; a view, not a copy. */
    public List<TimeMark> marks() {
        return marks;
    }

    /** The bookmarks by the moments they are about; a view, not a copy. */
    public List<Bookmark> bookmarks() {
        return bookmarks;
    }

    /** The bookmark before this moment. */
    public Optional<Bookmark> before(long seq) {
        return bookmarks.reversed().stream().filter(mark -> mark.seq() < seq).findFirst();
    }

    /** The bookmark after this moment. */
    public Optional<Bookmark> after(long seq) {
        return bookmarks.stream().filter(mark -> mark.seq() > seq).findFirst();
    }

    /** The bookmarks of this moment. */
    public List<Bookmark> at(long seq) {
        return bookmarks.stream().filter(mark -> mark.seq() == seq).toList();
    }

    /**
     * Reads on from where it has read, at most so many facts at once, and forgets what the history no longer has.
     *
     * @return whether it has now read all there is
     */
    public boolean readOn(History history, int most) {
        long oldest = Math.max(0, history.firstSeq() - 1);
        if (read < oldest || read > history.lastSeq()) {
            clear();
            read = oldest;
        }
        marks.removeIf(mark -> mark.seq() <= oldest);
        bookmarks.removeIf(mark -> mark.seq() < oldest);
        long upTo = Math.min(history.lastSeq(), read + most);
        history.standingOut(read, upTo).forEach(this::add);
        read = upTo;
        return upTo == history.lastSeq();
    }

    public void clear() {
        marks.clear();
        bookmarks.clear();
        open.clear();
        targets.clear();
        listening.clear();
        foreign.clear();
        awaited = 0;
    }

    /** Takes a fact in; returns whether it made a mark. */
    public boolean add(Fact fact) {
        Optional<TimeMark> mark =
                switch (fact.event()) {
                    case Event.Called called -> called(called);
                    case Event.Returned returned -> returned(fact, returned);
                    case Event.Listener listener -> listener(listener);
                    case Event.Asked(Command.OpenConsole(String name, Endpoint target), String _) -> {
                        targets.put(Actor.console(name), target);
                        yield Optional.empty();
                    }
                    case Event.Note note -> {
                        bookmark(new Bookmark(note.at().orElse(fact.seq()), note.text(), note.author(), fact.seq()));
                        yield Optional.empty();
                    }
                    case Event.Gap _ -> Optional.of(at(TimeMark.Kind.GAP, fact, ""));
                    case Refusal _ -> Optional.of(at(TimeMark.Kind.ERROR, fact, ""));
                    default -> Optional.empty();
                };
        mark.ifPresent(marks::add);
        if (marks.size() > MOST) {
            marks.subList(0, marks.size() - MOST).clear();
        }
        return mark.isPresent();
    }

    private void bookmark(Bookmark mark) {
        int at = bookmarks.size();
        while (at > 0 && bookmarks.get(at - 1).seq() > mark.seq()) {
            at--;
        }
        bookmarks.add(at, mark);
    }

    private Optional<TimeMark> called(Event.Called called) {
        switch (called.name()) {
            case connect, close, read, write, accept4, bind, listen, shutdown -> open.put(called.call(), called);
            default -> {}
        }
        return Optional.empty();
    }

    private Optional<TimeMark> listener(Event.Listener listener) {
        if (listener.up()) {
            listening.add(listener.endpoint());
        } else {
            listening.remove(listener.endpoint());
        }
        return Optional.empty();
    }

    private Optional<TimeMark> returned(Fact fact, Event.Returned returned) {
        Event.Called called = open.remove(returned.call());
        if (called == null) {
            return Optional.empty();
        }
        String actor = called.actor();
        if (RESETS.contains(returned.errno())) {
            return Optional.of(at(TimeMark.Kind.RESET, fact, actor));
        }
        if (!returned.errno().isEmpty()) {
            return NO_ERRORS.contains(returned.errno())
                    ? Optional.empty()
                    : Optional.of(at(TimeMark.Kind.ERROR, fact, actor));
        }
        boolean console = Actor.isConsole(actor);
        Optional<TimeMark.Kind> kind =
                switch (called.name()) {
                    case connect -> console ? connected(actor) : Optional.empty();
                    case accept4 -> accepted(returned);
                    case close ->
                        console || returned.id().filter(foreign::remove).isPresent()
                                ? Optional.of(TimeMark.Kind.CLOSE)
                                : Optional.empty();
                    default -> Optional.empty();
                };
        return kind.map(of -> at(of, fact, actor));
    }

    private Optional<TimeMark.Kind> connected(String actor) {
        if (listening.contains(targets.getOrDefault(actor, Endpoint.NONE))) {
            awaited++;
        }
        return Optional.of(TimeMark.Kind.CONNECT);
    }

    private Optional<TimeMark.Kind> accepted(Event.Returned returned) {
        if (awaited > 0) {
            awaited--;
            return Optional.empty();
        }
        returned.id().ifPresent(foreign::add);
        return Optional.of(TimeMark.Kind.CONNECT);
    }

    private static TimeMark at(TimeMark.Kind kind, Fact fact, String actor) {
        return new TimeMark(kind, fact.seq(), fact.t(), actor);
    }
}
