package org.socketlab.picture.ladder;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.SocketCall;

/**
 * A system call on one end of the connection.
 *
 * @param client on which end
 * @param entered its entry
 * @param left its return, empty while it blocks
 */
record Deed(boolean client, Fact entered, Optional<Fact> left) {
    Event.Called called() {
        return (Event.Called) entered.event();
    }

    Optional<Event.Returned> returned() {
        return left.map(fact -> (Event.Returned) fact.event());
    }

    SocketCall name() {
        return called().name();
    }

    /**
     * When it took effect, as nearly as is known: what sends, at its entry, for the peer may read before the call is back;
     * what waits for something, at its return.
     */
    long t() {
        return switch (name()) {
            case write, shutdown, close -> entered.t();
            default -> left.map(Fact::t).orElse(entered.t());
        };
    }

    boolean succeeded() {
        return returned().filter(back -> back.result() >= 0).isPresent();
    }

    /** As strace words a result: {@code = 5}, {@code = ECONNREFUSED}. */
    String result() {
        return returned()
                .map(back -> back.errno().isEmpty() ? "= " + back.result() : back.errno())
                .orElse("…");
    }

    List<Long> seqs() {
        return Stream.concat(Stream.of(entered), left.stream()).map(Fact::seq).toList();
    }
}
