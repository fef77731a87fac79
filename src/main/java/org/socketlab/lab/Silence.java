package org.socketlab.lab;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenConsole;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.Saying;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.os.FactSink;

/**
 * Tells a console that the server read what it sent and wrote nothing, once the facts say so: the server's read
 * returned the bytes, its log named the command unsupported, and its next call was no write to that connection. The lab's
 * thread only.
 *
 * <p>The server's loop is one thread, so its calls and log lines stand in the order in which it went through them. Where
 * facts were lost in between, nothing is told.
 */
final class Silence {
    private static final String UNSUPPORTED = "Unsupported command: ";
    private static final String SERVER = "server";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final FactSink facts;
    private final List<Unanswered> unanswered = new ArrayList<>();
    private Event.@Nullable Called call;
    private @Nullable Reading reading;

    /** What the server read last, and the log lines that it led to. */
    private record Reading(String actor, int fd, SocketId id, long seq, Bytes bytes, List<Long> logs) {}

    /** A read that led to no write, until its console is known. */
    private record Unanswered(SocketId id, List<Long> seqs, long since) {}

    Silence(FactSink facts) {
        this.facts = facts;
    }

    void learn(Fact fact) {
        switch (fact.event()) {
            case Event.Called called
            when called.actor().startsWith(SERVER) && called.name().frequent() -> called(called);
            case Event.Returned returned
            when call != null && call.call() == returned.call() -> returned(call, returned, fact.seq());
            case Event.Log log -> logged(log, fact.seq());
            case Event.Gap gap when !gap.ofSegments() -> reading = null;
            default -> {}
        }
    }

    private void called(Event.Called called) {
        Reading last = reading;
        reading = null;
        call = called;
        boolean answers = last != null && called.name() == SocketCall.write && called.fd() == last.fd;
        if (last != null && !answers && !last.logs.isEmpty()) {
            List<Long> seqs = new ArrayList<>(List.of(last.seq));
            seqs.addAll(last.logs);
            unanswered.add(new Unanswered(last.id, seqs, System.nanoTime()));
        }
    }

    private void returned(Event.Called called, Event.Returned returned, long seq) {
        if (called.name() == SocketCall.read && returned.result() > 0) {
            returned.id()
                    .ifPresent(id -> reading =
                            new Reading(called.actor(), called.fd(), id, seq, returned.bytes(), new ArrayList<>()));
        }
    }

    private void logged(Event.Log log, long seq) {
        Reading last = reading;
        if (last != null && log.actor().equals(last.actor) && log.text().startsWith(UNSUPPORTED)) {
            String word = log.text().substring(UNSUPPORTED.length());
            boolean plain = word.indexOf('\\') < 0 && word.indexOf('…') < 0;
            if (!plain || last.bytes.text().contains(word)) {
                last.logs.add(seq);
            }
        }
    }

    /** Tells those whose console the state names; what stays nameless for long came from elsewhere. */
    void tell(LabState state) {
        Iterator<Unanswered> each = unanswered.iterator();
        while (each.hasNext()) {
            Unanswered one = each.next();
            Optional<SeenConsole> console = consoleAt(state, one.id);
            if (console.isPresent()) {
                Event note = new Event.ConsoleNote(console.get().name(), Saying.of("console.wrote-nothing"));
                facts.tell(System.nanoTime(), Evidence.INFERRED, new Because("", one.seqs), note);
            }
            if (console.isPresent() || System.nanoTime() - one.since > PATIENCE) {
                each.remove();
            }
        }
    }

    private static Optional<SeenConsole> consoleAt(LabState state, SocketId serverEnd) {
        SeenSocket seen = state.sockets().get(serverEnd);
        if (seen == null) {
            return Optional.empty();
        }
        return state.consoles().values().stream()
                .filter(console -> console.id()
                        .map(id -> state.sockets().get(id))
                        .filter(own -> paired(own.socket(), seen.socket()))
                        .isPresent())
                .findFirst();
    }

    private static boolean paired(KernelSocket one, KernelSocket other) {
        return one.protocol() == Protocol.UNIX
                ? one.peer() != 0 && one.peer() == other.inode()
                : one.remotePort() > 0
                        && one.tuple().normal().reversed().equals(other.tuple().normal());
    }

    /** Forgets what was begun. */
    void clear() {
        unanswered.clear();
        reading = null;
        call = null;
    }
}
