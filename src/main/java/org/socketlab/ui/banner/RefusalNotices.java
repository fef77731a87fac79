package org.socketlab.ui.banner;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.socketlab.model.Actor;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.Refusal;
import org.socketlab.ui.Frame;
import org.socketlab.ui.Messages;
import org.socketlab.ui.View;

/** Turns refusals among the facts into notices, and puts at hand what helps. */
public final class RefusalNotices implements View {
    /** Refusals of a taken port, with the number of arguments their own sentences need. */
    private static final Map<String, Integer> PORT_TAKEN = Map.of("server.port-taken", 2, "server.port-taken-by", 5);

    /** Refusals that say that the servers' own process is no more. */
    private static final Set<String> ENDED = Set.of("apart.killed", "apart.ended", "apart.exited");

    private final Banner banner;
    private final Optional<Remedies> remedies;
    private final NavigableMap<Long, String> shown = new TreeMap<>();

    /** What helps, at the press of a button. */
    public interface Remedies {
        /** Starts the TCP server on another port. */
        void onPort(int port);

        /** Starts the servers' own process once more. */
        void serversAgain();
    }

    /** @param remedies empty where nothing can be started any more */
    public RefusalNotices(Banner banner, Optional<Remedies> remedies) {
        this.banner = banner;
        this.remedies = remedies;
    }

    @Override
    public void show(Frame frame) {
        if (frame.sought()) {
            seek(frame.state().seq());
        }
        for (Fact fact : frame.news()) {
            if (fact.event() instanceof Refusal refusal) {
                show(fact.seq(), refusal);
            }
            if (fact.event() instanceof Event.Listener listener
                    && listener.up()
                    && listener.actor().equals(Actor.server("tcp"))) {
                PORT_TAKEN.keySet().forEach(banner::close);
                ENDED.forEach(banner::close);
            }
        }
    }

    private void show(long seq, Refusal refusal) {
        shown.values().removeIf(refusal.code()::equals);
        shown.put(seq, refusal.code());
        banner.show(notice(refusal, choices(refusal)));
    }

    /** What was refused later than this moment is not told at it; it is told again where time comes by it again. */
    private void seek(long at) {
        shown.tailMap(at, false).values().forEach(banner::close);
        shown.tailMap(at, false).clear();
    }

    /** A refusal in words, with nothing to press. */
    public static Notice notice(Refusal refusal) {
        return notice(refusal, List.of());
    }

    private static Notice notice(Refusal refusal, List<Notice.Choice> choices) {
        Function<Messages, String> more =
                words -> words.text("sentences", refusal.why(words.language()), refusal.todo(words.language()));
        return new Notice(refusal.code(), words -> refusal.what(words.language()), more, choices);
    }

    /** The lab adds a port that is free as the last argument, where it found one. */
    private static OptionalInt freePort(Refusal refusal) {
        int known = PORT_TAKEN.getOrDefault(refusal.code(), Integer.MAX_VALUE);
        return refusal.args().size() > known
                ? OptionalInt.of(Integer.parseInt(refusal.args().getLast()))
                : OptionalInt.empty();
    }

    private List<Notice.Choice> choices(Refusal refusal) {
        return remedies.map(helping -> choices(refusal, helping)).orElse(List.of());
    }

    private static List<Notice.Choice> choices(Refusal refusal, Remedies helping) {
        if (ENDED.contains(refusal.code())) {
            return List.of(new Notice.Choice(
                    "servers-again", words -> words.text("banner.servers-again"), helping::serversAgain));
        }
        return freePort(refusal).stream()
                .mapToObj(port -> new Notice.Choice(
                        "free-port", words -> words.text("banner.free-port", port), () -> helping.onPort(port)))
                .toList();
    }
}
