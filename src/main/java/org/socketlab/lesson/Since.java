package org.socketlab.lesson;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.Refusal;
import org.socketlab.model.SocketCall;
import org.socketlab.trace.History;

/** What happened since a moment: what consoles were sent, what servers read and logged, what was refused. */
final class Since {
    private final History history;
    private final long mark;
    private final Map<String, ByteArrayOutputStream> heard = new HashMap<>();
    private final Map<String, List<Bytes>> reads = new HashMap<>();
    private final Map<String, List<String>> logs = new HashMap<>();
    private final Map<Long, String> reading = new HashMap<>();
    private Optional<Refusal> refusal = Optional.empty();
    private long read;

    /** @param mark the last fact of before */
    Since(History history, long mark) {
        this.history = history;
        this.mark = mark;
        read = mark;
    }

    /** Reads on up to and with this fact. */
    void learn(long upTo) {
        for (Fact fact : history.between(read, upTo)) {
            switch (fact.event()) {
                case Event.ConsoleBytes bytes
                when !bytes.fromPerson() ->
                    heard.computeIfAbsent(bytes.console(), _ -> new ByteArrayOutputStream())
                            .writeBytes(bytes.bytes().toArray());
                case Event.Called called
                when called.name() == SocketCall.read -> reading.put(called.call(), called.actor());
                case Event.Returned returned -> returned(returned);
                case Event.Log log ->
                    logs.computeIfAbsent(log.actor(), _ -> new ArrayList<>()).add(log.text());
                case Refusal refused -> refusal = refusal.or(() -> Optional.of(refused));
                default -> {}
            }
        }
        read = Math.max(read, upTo);
    }

    private void returned(Event.Returned returned) {
        String actor = reading.remove(returned.call());
        if (actor != null && returned.result() > 0) {
            reads.computeIfAbsent(actor, _ -> new ArrayList<>()).add(returned.bytes());
        }
    }

    long mark() {
        return mark;
    }

    Bytes heard(String console) {
        ByteArrayOutputStream bytes = heard.get(console);
        return bytes == null ? Bytes.NONE : Bytes.of(bytes.toByteArray());
    }

    List<Bytes> reads(Subject.Server server) {
        return reads.getOrDefault(server.actor(), List.of());
    }

    List<String> logs(Subject.Server server) {
        return logs.getOrDefault(server.actor(), List.of());
    }

    Optional<Refusal> refusal() {
        return refusal;
    }
}
