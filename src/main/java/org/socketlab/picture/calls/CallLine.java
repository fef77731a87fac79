package org.socketlab.picture.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.SocketCall;

/**
 * One call, entered and perhaps returned, as strace words it (strace(1), options -T and -ttt).
 *
 * @param began the fact of its entry
 * @param seq the fact that told of it last
 * @param entered when it was entered, ns since the start
 * @param returned empty while it blocks
 * @param took from entry to return, ns; 0 while it blocks
 */
public record CallLine(
        Event.Called call, long began, long seq, long entered, Optional<Event.Returned> returned, long took) {
    private static final int SHOWN_BYTES = 32;
    private static final double NS_PER_S = 1e9;
    private static final int ARGS_BEFORE_BUFFER = 1;

    /** For whom it was made; with the pid, as {@code strace -f} prints it, where another process than the lab's own did. */
    public String who() {
        return call.pid() == Event.Called.OWN ? call.actor() : call.actor() + " [pid " + call.pid() + "]";
    }

    /** Whether the call has not returned yet. */
    public boolean blocked() {
        return returned.isEmpty();
    }

    /** The facts that tell of it. */
    public List<Long> seqs() {
        return blocked() ? List.of(began) : List.of(began, seq);
    }

    /** {@code read(42, "pong\n", 4096) = 5}; a blocked one {@code read(42, …, 4096)}. */
    public String text() {
        return call.name().name() + "(" + String.join(", ", args()) + ")"
                + returned.map(CallLine::outcome).orElse("");
    }

    /** How long it took, as strace -T: {@code <0.000043>}; empty while it blocks. */
    public String duration() {
        return blocked() ? "" : String.format(Locale.ROOT, "<%.6f>", took / NS_PER_S);
    }

    /** When it was entered, in seconds since the start. */
    public String time() {
        return seconds(entered);
    }

    /** When its bytes passed, ns since the start: a read may have waited long for them, and returns as they come. */
    public long passed() {
        return call.name() == SocketCall.read ? entered + took : entered;
    }

    /** The same in seconds. */
    public String passedTime() {
        return seconds(passed());
    }

    private static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.6f", ns / NS_PER_S);
    }

    /** The errno's name where it failed. */
    public String errno() {
        return returned.map(Event.Returned::errno).orElse("");
    }

    /** The in-arguments, with the out-arguments where strace has them: a buffer second, all others behind. */
    private List<String> args() {
        List<String> args = new ArrayList<>(call.args());
        if (call.name() == SocketCall.read || call.name() == SocketCall.write) {
            args.add(Math.min(ARGS_BEFORE_BUFFER, args.size()), buffer());
        }
        if (call.name() == SocketCall.accept4 && returned.isPresent() && !args.isEmpty()) {
            args.addAll(1, returned.get().out());
        } else {
            returned.ifPresent(done -> args.addAll(done.out()));
        }
        return args;
    }

    private String buffer() {
        boolean filled = returned.isPresent() && returned.get().result() >= 0;
        return filled ? Quoted.of(returned.get().bytes(), SHOWN_BYTES) : "…";
    }

    private static String outcome(Event.Returned returned) {
        return " = " + returned.result() + (returned.errno().isEmpty() ? "" : " " + returned.errno());
    }

    /** What passed in this call. */
    public Bytes bytes() {
        return returned.map(Event.Returned::bytes).orElse(Bytes.NONE);
    }
}
